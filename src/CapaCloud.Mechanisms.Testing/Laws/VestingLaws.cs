using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IVestingSchedule"/>: what is vested never falls, is never more than was granted, and is all of it in the end; and a grant by it never gives out more.</summary>
/// <remarks>No formula. Grants from nothing to 2^128 - 1 base units; times at, before and after the schedule's end, and the epochs next to them. Acts on a grant in any order of epochs.</remarks>
public static class VestingLaws
{
    /// <summary>Returns the laws that a schedule must keep.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    public static IReadOnlyList<Law> For(IVestingSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Arbitrary<VestingMoments> moments = Moments(schedule.Duration.Epochs);
        return
        [
            Law.Of("never-falls", "what is vested is not less later", moments, item =>
                schedule.Vested(item.Total, EpochSpan.Of(item.Earlier)) <= schedule.Vested(item.Total, EpochSpan.Of(item.Later))),
            Law.Of("never-more-than-granted", "no more is vested than was granted", moments, item =>
                schedule.Vested(item.Total, EpochSpan.Of(item.Earlier)) <= item.Total && schedule.Vested(item.Total, EpochSpan.Of(item.Later)) <= item.Total),
            Law.Of("all-in-the-end", "from the duration on everything is vested", moments, item =>
                schedule.Vested(item.Total, schedule.Duration) == item.Total
                && (item.Later < schedule.Duration.Epochs || schedule.Vested(item.Total, EpochSpan.Of(item.Later)) == item.Total)),
            Law.Of("more-granted-is-not-less", "one base unit more granted vests at most one more, and none less", moments, item =>
            {
                Amount less = item.Total.SubtractToZero(Amount.One);
                Amount more = schedule.Vested(item.Total, EpochSpan.Of(item.Earlier)), before = schedule.Vested(less, EpochSpan.Of(item.Earlier));
                return more >= before && more - before <= Amount.One;
            }),
            .. VestingGrantLaws.For(schedule, GrantAct.Play),
        ];
    }

    private static Arbitrary<VestingMoments> Moments(ulong duration)
    {
        Gen<ulong> moment = Gen.OneOf(
            Generate.Word,
            Generate.Word.Select(word => duration == ulong.MaxValue ? word : word % (duration + 1)),
            Gen.Choose(0, 2).Select(step => duration - ulong.Min(duration, (ulong)step)),
            Gen.Choose(0, 40).Select(epochs => (ulong)epochs));
        return Arb.From(
            from total in Generate.Amount
            from one in moment
            from other in moment
            select new VestingMoments(total, ulong.Min(one, other), ulong.Max(one, other)));
    }

    private sealed record VestingMoments(Amount Total, ulong Earlier, ulong Later);
}
