using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Worlds;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>Cheating on everything in flight, and having an accomplice report all of it at once: one bond, one reward and one jail pay for all of it.</summary>
/// <remarks>
/// <code>
/// cheated     epochs 0 .. L - 1
/// reported    in epoch D, when the first verdicts come; with appeals every 2 w epochs from then on, for what is accused until a case is decided is charged with it; and in epoch L - 1
/// </code>
/// Where a verdict forfeits the reward of its epoch, the attacker idles in the epochs of the reports. Everything is found false, so that there is one course. Afterwards it works honestly, leaves, or takes
/// a new name, whichever costs least. Source: the accomplice of the list of acts in docs/modules/alignment.md.
/// </remarks>
internal static class ReportedAttack
{
    private const ulong LongestJail = 64;
    private const long MostReported = 20_000;

    /// <summary>Returns the attack over so many epochs where it surely pays, or null.</summary>
    public static PlayedAttack? Of(MechanismIncentives incentives, long cheated, long length)
    {
        Economics economics = incentives.Economics;
        HonestLife life = HonestLife.Of(incentives);
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        Fraction gains = economics.GainOf(cheated) * new Fraction(length);
        if (!economics.GainOf(cheated).IsPositive || economics.Participants < 2 || economics.Mix is not null || world.Limit is not null || cheated * length > MostReported
            || incentives.Rule is not { CircuitBreaker: null } rule || rule.Jail.Epochs > LongestJail || incentives.PenaltyDelay > PlayedAttack.LongestDelay
            || Least(incentives, cheated * length) > gains)
        {
            return null;
        }

        AttackTrace trace = Play(world, new AttackTrace
        {
            Stake = world.Stake,
            Cheated = cheated,
            Delay = economics.DetectionDelay,
            Wait = (long)incentives.Probe.AppealWait.Epochs,
            Epochs = length,
            Reports = true,
            Gain = economics.GainOf(cheated) / new Fraction(cheated),
            Detection = Fraction.One,
            Slashed = [],
            Forgone = [],
            AfterEffects = PlayedAttack.After(incentives, life.Later - life.Jailed),
        });
        RationalInterval profit = Value(economics, trace);
        return profit.Low.IsPositive ? new PlayedAttack(trace, profit) : null;
    }

    /// <summary>Returns the lengths that are tried: until the first verdicts come, and with appeals until the first and the second charge.</summary>
    public static IEnumerable<long> Lengths(MechanismIncentives incentives)
    {
        long delay = incentives.Economics.DetectionDelay, wait = (long)incentives.Probe.AppealWait.Epochs;
        return new[] { delay + 1, delay + (wait / 2) + 1, delay + wait + 1 }.Distinct().Where(length => length > 1);
    }

    /// <summary>Plays the course and the honest one.</summary>
    public static AttackTrace Play(NetworkWorld world, AttackTrace trace)
    {
        bool forfeits = world.Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.ForfeitsReward);
        (ImmutableArray<Amount> honest, Amount before, ImmutableArray<bool> worked, _) = Course(world, trace, isCheated: false, forfeits);
        (ImmutableArray<Amount> cheated, Amount after, ImmutableArray<bool> works, ImmutableArray<long> cheatedIn) = Course(world, trace, isCheated: true, forfeits);
        Amount forgone = Amount.Zero;
        (long idle, long until) = (0, 0);
        for (int epoch = 0; epoch < honest.Length; epoch++)
        {
            forgone += honest[epoch].SubtractToZero(cheated[epoch]);
            (idle, until) = worked[epoch] && !works[epoch] ? (idle + 1, epoch) : (idle, until);
        }

        return trace with { Slashed = [before, after], Forgone = [Amount.Zero, forgone], Idle = idle, IdleUntil = until, CheatedIn = cheatedIn };
    }

    /// <summary>What it earns over honest work: what is lost as if at once, what idling spares as if at its last epoch.</summary>
    public static RationalInterval Value(Economics economics, AttackTrace trace)
    {
        Fraction gain = trace.CheatedIn.Aggregate(Fraction.Zero, (sum, epoch) => sum + (DelayedVerdicts.Discounted(economics.Discount.Low, epoch).Low * trace.Gain * new Fraction(trace.Cheated)));
        Fraction spared = new Fraction(trace.Idle) * new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.Low;
        Fraction lost = trace.Slashed[1].SubtractToZero(trace.Slashed[0]).ToFraction() + trace.Forgone[1].ToFraction() + trace.AfterEffects;
        return RationalInterval.Between(gain + (DelayedVerdicts.Discounted(economics.Discount.Low, trace.IdleUntil).Low * spared) - lost, gain + spared);
    }

    /// <summary>What so many verdicts take at least: more than all gains spares the play.</summary>
    private static Fraction Least(MechanismIncentives incentives, long verdicts) =>
        incentives.Ladder.Rungs[(int)Math.Min(verdicts, incentives.Ladder.Rungs.Length - 1)];

    private static bool IsReport(AttackTrace trace, long epoch) =>
        epoch == trace.Epochs - 1 || (epoch < trace.Epochs && epoch >= trace.Delay && (trace.Wait == 0 ? epoch == trace.Delay : (epoch - trace.Delay) % (trace.Wait / 2) == 0));

    private static (ImmutableArray<Amount> Rewards, Amount Slashed, ImmutableArray<bool> Works, ImmutableArray<long> CheatedIn) Course(NetworkWorld world, AttackTrace trace, bool isCheated, bool forfeits)
    {
        NetworkState state = world.Open(trace.Stake);
        ImmutableArray<Amount>.Builder rewards = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<bool>.Builder works = ImmutableArray.CreateBuilder<bool>();
        Amount slashed = Amount.Zero;
        ulong jail = world.Mechanism.Policy.Offences.First(offence => offence.Offence == Offence.IncorrectResult).Jail.Epochs;
        long end = trace.Epochs + (2 * trace.Wait) + (2 * (long)jail);
        List<Epoch> unreported = [];
        ImmutableArray<long>.Builder cheatedIn = ImmutableArray.CreateBuilder<long>();
        for (long epoch = 0; epoch <= end; epoch++)
        {
            (state, _) = world.TopUp(state, NetworkWorld.Own(0));
            bool isReport = isCheated && IsReport(trace, epoch), isIdle = isReport && forfeits, isAtWork = world.IsAtWork(state, NetworkWorld.Own(0));
            works.Add(!isIdle && isAtWork);
            if (isCheated && epoch < trace.Epochs && works[^1])
            {
                unreported.Add(state.Epoch);
                cheatedIn.Add(epoch);
            }

            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), isIdle ? 0 : world.Economics.JobsPerEpoch)
            {
                Found = isReport ? [.. unreported.Select(fault => (fault, trace.Cheated))] : [],
                Reporter = isReport ? NetworkWorld.Accomplice : default,
            });
            unreported = isReport ? [] : unreported;
            (state, slashed) = (step.After, slashed + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return (rewards.ToImmutable(), slashed, works.ToImmutable(), cheatedIn.ToImmutable());
    }
}
