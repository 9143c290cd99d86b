using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Benchmarks.Numerics;

/// <summary>2^-x, exactly rounded, beside MPFR with 128 bits and the floating-point <c>Exp2</c>, on the same exponents in [0, 40).</summary>
internal sealed class PowerOfTwoComparison : IPeerComparison
{
    private const int Count = 200_000;

    public string Peer => "exp2";

    public IEnumerable<PeerRow> Measure(IReadOnlyList<string> peerLines)
    {
        const string mpfr = "MPFR 128-bit exp2 (correctly rounded)";
        double exact = PeerTable.Best(peerLines, mpfr);
        double[] exponents = PeerOperands.ForExponents(Count);
        Ratio[] ratios = [.. exponents.Select(value => Ratio.FromParts((UInt128)(value * Proportion.PartsPerOne)))];
        EpochSpan[] spans = [.. exponents.Select(value => EpochSpan.Of((ulong)(value * 1_000_003)))];
        double floating = PeerTable.BestOf(9, Count, () => Sum(exponents));
        double ours = PeerTable.BestOf(9, Count, () => Sum(ratios));
        string check = Math.Abs((Sum(ratios) / 1e18) - Sum(exponents)) < 1e-6 ? "same sum" : "SUMS DIFFER";
        yield return new PeerRow("Exponential.NegativePowerOfTwo", ours, mpfr, exact, 50, check);
        yield return new PeerRow("Exponential.NegativePowerOfTwo", ours, "double.Exp2", floating, 0.1);
        yield return new PeerRow("Decay.Factor", PeerTable.BestOf(9, Count, () => Sum(spans)), mpfr, exact, 50);
    }

    private static double Sum(double[] exponents)
    {
        double sum = 0;
        foreach (double exponent in exponents)
        {
            sum += double.Exp2(-exponent);
        }

        return sum;
    }

    private static double Sum(Ratio[] exponents)
    {
        UInt128 sum = UInt128.Zero;
        foreach (Ratio exponent in exponents)
        {
            sum += Exponential.NegativePowerOfTwo(exponent, Rounding.Down).Parts;
        }

        return (double)sum;
    }

    private static double Sum(EpochSpan[] elapsed)
    {
        EpochSpan halfLife = EpochSpan.Of(1_000_003);
        UInt128 sum = UInt128.Zero;
        foreach (EpochSpan span in elapsed)
        {
            sum += Decay.Factor(span, halfLife, Rounding.Down).Parts;
        }

        return (double)sum;
    }
}
