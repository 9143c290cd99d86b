using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every accumulator of rewards by epoch keeps: nothing is made or lost, and each reward goes to who stood when it was earned.</summary>
/// <remarks>
/// No formula. Histories of up to 12 epochs with joins, departures, slashes and claims; stakes from one unit to 2^100, rewards from nothing to 2^73 base units, closed at once or
/// up to three epochs late. Beside each an exact reckoning in fractions.
/// </remarks>
public static class AccrualLaws
{
    private static Arbitrary<IReadOnlyList<AccrualEpoch>> Histories { get; } = Arb.From(
        Gen.Choose(1, 12).SelectMany(count => Epoch.ListOf(count)).Select(epochs => (IReadOnlyList<AccrualEpoch>)[.. epochs]),
        epochs => Shorter(epochs));

    private static Gen<UInt128> Units => Gen.OneOf(
        Gen.Choose(1, 3).Select(units => (UInt128)units),
        Gen.Choose(1, 1_000_000).Select(units => (UInt128)units),
        from units in Gen.Choose(1, int.MaxValue) from shift in Gen.Choose(0, 69) select (UInt128)units << shift);

    private static Gen<AccrualStep> Step =>
        from kind in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)), (4, Gen.Constant(3)))
        from member in Gen.Choose(0, 40)
        from stake in Units
        from part in Gen.OneOf(Gen.Elements(Proportion.Zero, Proportion.Half, Proportion.One, Proportion.FromParts(1)), Gen.Choose(0, 60).Select(percent => Proportion.Percent((uint)percent)))
        select new AccrualStep(kind, member, stake, part);

    private static Gen<AccrualEpoch> Epoch =>
        from count in Gen.Choose(0, 6)
        from steps in Step.ListOf(count)
        from reward in Gen.OneOf(Gen.Constant(UInt128.Zero), Units.Select(units => units % (UInt128.One << 61)), Units.Select(units => units % (UInt128.One << 61) << 12))
        from delay in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        select new AccrualEpoch([.. steps], reward, delay);

    /// <summary>Returns the laws for one accumulator.</summary>
    /// <param name="begin">Makes an empty accumulator whose first open epoch is 1.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="begin"/> is null.</exception>
    public static IReadOnlyList<Law> For(Func<IAccrual> begin)
    {
        ArgumentNullException.ThrowIfNull(begin);
        return
        [
            Law.Of("conserves", "what came in was paid, is held, or was refused", Histories, epochs =>
            {
                IAccrual accrual = begin();
                AccrualHistory history = AccrualHistory.Play(accrual, epochs, claimsMidway: true, backwards: false);
                return history.In == history.Paid.Aggregate(accrual.Held + history.Refused, (sum, paid) => sum + paid);
            }),
            Law.Of("pays-what-is-due", "each is paid what the exact reckoning says, rounded down, within a unit, and never a millionth of a unit more than it earned", Histories, epochs =>
            {
                AccrualHistory history = AccrualHistory.Play(begin(), epochs, claimsMidway: true, backwards: false);
                return history.Due.Zip(history.Paid).All(pair => IsDue(pair.First, pair.Second.Units));
            }),
            Law.Of("claims-do-not-matter", "claims in any order and as often as one likes pay each the same", Histories, epochs =>
                AccrualHistory.Play(begin(), epochs, claimsMidway: true, backwards: true).Paid.SequenceEqual(AccrualHistory.Play(begin(), epochs, claimsMidway: false, backwards: false).Paid)),
            Law.Of("no-reward-without-standing", "who joins and leaves in one epoch is paid nothing", Histories, epochs =>
            {
                AccrualHistory history = AccrualHistory.Play(begin(), epochs, claimsMidway: true, backwards: false);
                return history.StoodNever.Zip(history.Paid).All(pair => !pair.First || pair.Second.IsZero);
            }),
            Law.Of("more-is-not-less", "twice the reward gives nobody less", Histories, epochs =>
            {
                IReadOnlyList<Amount> once = AccrualHistory.Play(begin(), epochs, claimsMidway: false, backwards: false).Paid;
                IReadOnlyList<AccrualEpoch> doubled = [.. epochs.Select(epoch => epoch with { Reward = epoch.Reward * 2 })];
                return AccrualHistory.Play(begin(), doubled, claimsMidway: false, backwards: false).Paid.Zip(once).All(pair => pair.First >= pair.Second);
            }),
        ];
    }

    private static bool IsDue((BigInteger Numerator, BigInteger Denominator) due, UInt128 paid)
    {
        BigInteger whole = due.Numerator / due.Denominator;
        return paid * due.Denominator * 1_000_000 <= (due.Numerator * 1_000_000) + due.Denominator && paid + BigInteger.One >= whole;
    }

    private static IEnumerable<IReadOnlyList<AccrualEpoch>> Shorter(IReadOnlyList<AccrualEpoch> epochs)
    {
        for (int index = 0; index < epochs.Count; index++)
        {
            yield return [.. epochs.Where((_, position) => position != index)];
            for (int step = 0; step < epochs[index].Steps.Count; step++)
            {
                AccrualEpoch less = epochs[index] with { Steps = [.. epochs[index].Steps.Where((_, position) => position != step)] };
                yield return [.. epochs.Select((epoch, position) => position == index ? less : epoch)];
            }
        }
    }
}
