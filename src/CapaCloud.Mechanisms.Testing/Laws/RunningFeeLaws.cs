using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IRunningFee{TSelf}"/> and of prepaid time.</summary>
/// <remarks>No formula. The sum is made period by period, without a shortcut, and compared.</remarks>
public static class RunningFeeLaws
{
    /// <summary>Returns the laws that a fee must keep from a given moment on.</summary>
    /// <typeparam name="TFee">The fee.</typeparam>
    /// <param name="fee">The fee.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For<TFee>(TFee fee)
        where TFee : IRunningFee<TFee> =>
    [
        Of("cost-is-the-sum", "the cost is the sum of the prices", (periods, _) => PrepaidTime.Cost(fee, periods).Units == BigInteger.Min(Sum(fee, periods), UInt128.MaxValue)),
        Of("equal-stays-equal", "a fee equal to the one before stays as it is", (periods, _) => StaysEqual(fee, periods)),
        Of("time-is-the-inverse", "money lasts exactly as long as it pays", (periods, money) => IsInverse(fee, periods, money)),
        Of("in-two-parts", "paying in two parts costs the same", (periods, money) => IsAdditive(fee, periods, (ulong)(money.Units % 300))),
    ];

    private static Law Of(string name, string statement, Func<ulong, Amount, bool> holds) => Law.Of(
        name,
        statement,
        Arb.From(from periods in Gen.Choose(0, 300)
                 from money in Gen.OneOf(Gen.Choose(0, 100_000).Select(units => Amount.Of((UInt128)units)), Generate.Amount)
                 select ((ulong)periods, money)),
        item => holds(item.Item1, item.money));

    private static BigInteger Sum<TFee>(TFee fee, ulong periods)
        where TFee : IRunningFee<TFee>
    {
        BigInteger sum = BigInteger.Zero;
        for (ulong period = 0; period < periods; period++)
        {
            fee = fee.Advance();
            sum += fee.Price.Units;
        }

        return sum;
    }

    private static bool StaysEqual<TFee>(TFee fee, ulong periods)
        where TFee : IRunningFee<TFee>
    {
        for (ulong period = 0; period < periods; period++)
        {
            TFee next = fee.Advance();
            if (next.Equals(fee) && (next.Price != fee.Price || !next.Advance().Equals(next) || next.Advance().Price != next.Price))
            {
                return false;
            }

            fee = next;
        }

        return true;
    }

    private static bool IsInverse<TFee>(TFee fee, ulong maximum, Amount money)
        where TFee : IRunningFee<TFee>
    {
        ulong periods = PrepaidTime.Affordable(fee, money, maximum);
        return periods <= maximum
            && Sum(fee, periods) <= money.Units
            && (periods == maximum || Sum(fee, periods + 1) > money.Units);
    }

    private static bool IsAdditive<TFee>(TFee fee, ulong first, ulong second)
        where TFee : IRunningFee<TFee>
    {
        TFee later = fee;
        for (ulong period = 0; period < first; period++)
        {
            later = later.Advance();
        }

        BigInteger parts = (BigInteger)PrepaidTime.Cost(fee, first).Units + PrepaidTime.Cost(later, second).Units;
        return PrepaidTime.Cost(fee, first + second).Units == BigInteger.Min(parts, UInt128.MaxValue);
    }
}
