using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a <see cref="VestingGrant"/>: whatever is done to it, in whatever order of epochs, no more leaves it than was granted.</summary>
/// <remarks>No formula. Acts are drawn with epochs that go back as often as forth; what the grant refuses has not happened.</remarks>
internal static class VestingGrantLaws
{
    /// <summary>Returns the laws of a grant that vests by a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="play">What an act does.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IVestingSchedule schedule, Func<VestingGrant, GrantAct, GrantMove> play)
    {
        Arbitrary<GrantHistory> histories = Histories(schedule);
        return
        [
            Law.Of("never-gives-out-more", "what was released and what was recovered are together never more than was granted, in any order of epochs", histories, history => NeverMore(play, history)),
            Law.Of("past-is-refused", "an act before the last one is refused", histories, history => PastIsRefused(play, history)),
        ];
    }

    private static Arbitrary<GrantHistory> Histories(IVestingSchedule schedule)
    {
        ulong duration = ulong.Min(schedule.Duration.Epochs, 1_000_000);
        return Arb.From(
            from total in Generate.Amount
            from locked in Gen.Choose(0, 3)
            from acts in Gen.ListOf(
                from kind in Gen.Choose(0, 3)
                from epoch in Generate.Word
                from part in Gen.Choose(0, 5)
                select new GrantAct(kind, epoch % (duration + 20), part > 4 ? total : total.Multiply((UInt128)(uint)part, 4, Rounding.Down)),
                6)
            select new GrantHistory(
                new VestingGrant { Total = total, Start = Epoch.Of(5), Schedule = schedule, Lock = EpochSpan.Of((ulong)locked), IsRevocable = true }, [.. acts]));
    }

    private static bool NeverMore(Func<VestingGrant, GrantAct, GrantMove> play, GrantHistory history)
    {
        VestingGrant grant = history.Grant;
        BigInteger gone = BigInteger.Zero;
        foreach (GrantAct act in history.Acts)
        {
            try
            {
                GrantMove move = play(grant, act);
                gone += (BigInteger)move.Paid.Units + move.Back.Units;
                grant = move.Grant;
            }
            catch (RewardRefusedException)
            {
                continue;
            }

            if (gone > grant.Total.Units || gone != (BigInteger)grant.Released.Units + grant.Recovered.Units)
            {
                return false;
            }
        }

        return true;
    }

    private static bool PastIsRefused(Func<VestingGrant, GrantAct, GrantMove> play, GrantHistory history)
    {
        (VestingGrant grant, ulong latest) = (history.Grant, 0);
        foreach (GrantAct act in history.Acts)
        {
            try
            {
                grant = play(grant, act).Grant;
                if (act.Epoch < latest)
                {
                    return false;
                }

                latest = act.Epoch;
            }
            catch (RewardRefusedException refused) when (refused.Refusal == RewardRefusal.EpochInPast)
            {
                if (act.Epoch >= latest)
                {
                    return false;
                }
            }
            catch (RewardRefusedException refused) when (refused.Refusal == RewardRefusal.AlreadyEnded)
            {
                continue;
            }
        }

        return true;
    }

    private sealed record GrantHistory(VestingGrant Grant, GrantAct[] Acts);
}
