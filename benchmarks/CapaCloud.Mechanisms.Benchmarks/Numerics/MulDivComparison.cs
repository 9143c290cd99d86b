using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Benchmarks.Numerics;

/// <summary>128x128/128 beside GMP's mpn layer (multiply, divide) and BigInteger, on the same operands.</summary>
internal sealed class MulDivComparison : IPeerComparison
{
    private const int Count = 1_000_000;

    public string Peer => "muldiv";

    public IEnumerable<PeerRow> Measure(IReadOnlyList<string> peerLines)
    {
        const string mpn = "GMP mpn 128x128/128";
        double gmp = PeerTable.Best(peerLines, mpn);
        (UInt128[] left, UInt128[] right, UInt128[] divisor) = PeerOperands.ForMulDiv(Count);
        (UInt128, UInt128, UInt128)[] operands = [.. Enumerable.Range(0, Count).Select(index => (left[index], right[index], divisor[index]))];

        UInt128 folded = Fold(operands);
        string check = peerLines.Any(line => line.StartsWith(mpn, StringComparison.Ordinal)
            && line.EndsWith(string.Create(CultureInfo.InvariantCulture, $"{(ulong)(folded >> 64)} {(ulong)(folded & ulong.MaxValue)}"), StringComparison.Ordinal))
            ? "same accumulator"
            : "ACCUMULATORS DIFFER";

        yield return new PeerRow("MultiplyDivide.Divide", PeerTable.BestOf(9, Count, () => Fold(operands)), mpn, gmp, 2, check);
        PreparedDivisor prepared = PreparedDivisor.Of(divisor[0]);
        yield return new PeerRow(
            "PreparedDivisor.Divide (one divisor)", PeerTable.BestOf(9, Count, () => FoldPrepared(left, right, prepared)), mpn, gmp, 1);
        double big = PeerTable.BestOf(2, Count / 10, () => FoldBig(left, right, divisor));
        yield return new PeerRow("MultiplyDivide.Divide", PeerTable.BestOf(9, Count, () => Fold(operands)), "BigInteger", big, 2);
    }

    private static UInt128 Fold((UInt128 Left, UInt128 Right, UInt128 Divisor)[] operands)
    {
        UInt128 folded = UInt128.Zero;
        foreach ((UInt128 left, UInt128 right, UInt128 divisor) in operands)
        {
            folded ^= MultiplyDivide.TryDivide(left, right, divisor, out UInt128 quotient, out _) ? quotient : Wrapped(left, right, divisor);
        }

        return folded;
    }

    /// <summary>
    /// The peer folds the lower 128 bits of a quotient that has 129. Then right is above the divisor, and
    /// left * right / divisor = left + left * (right - divisor) / divisor.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UInt128 Wrapped(UInt128 left, UInt128 right, UInt128 divisor) =>
        unchecked(left + MultiplyDivide.Divide(left, right - divisor, divisor, out _));

    private static UInt128 FoldPrepared(UInt128[] left, UInt128[] right, PreparedDivisor divisor)
    {
        UInt128 folded = UInt128.Zero;
        for (int index = 0; index < Count; index++)
        {
            folded ^= divisor.Divide(left[index] >> 1, right[index] >> 1, out _);
        }

        return folded;
    }

    private static BigInteger FoldBig(UInt128[] left, UInt128[] right, UInt128[] divisor)
    {
        BigInteger folded = BigInteger.Zero;
        for (int index = 0; index < Count / 10; index++)
        {
            folded ^= (BigInteger)left[index] * right[index] / divisor[index];
        }

        return folded;
    }
}
