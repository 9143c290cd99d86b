using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Worlds;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>Cheating while wrongful accusations wait for their appeals: the bond is pledged to them, and what is found out meanwhile finds less of it.</summary>
/// <remarks>
/// The honest work of an epoch is found false so many times, the accused appeals on the last day, and until that is charged every epoch is cheated. In the branch that is played everything
/// of it is found false. It is compared with honest work from the same state. Only where a record moves neither pay nor audits, and no repetition is remembered.
/// </remarks>
internal static class AccusedAttack
{
    private const ulong LongestJail = 64;

    /// <summary>Returns the attack after the fewest wrongful accusations with which it surely pays, of those that are not rarer than a millionth; or null.</summary>
    public static PlayedAttack? Of(MechanismIncentives incentives, long cheated)
    {
        Economics economics = incentives.Economics;
        long wait = (long)incentives.Probe.AppealWait.Epochs;
        if (wait == 0 || incentives.PenaltyDelay > PlayedAttack.LongestDelay || !economics.GainOf(cheated).IsPositive || incentives.Rule is not { RepetitionWindow.IsZero: true } rule || rule.Jail.Epochs > LongestJail)
        {
            return null;
        }

        HonestLife life = HonestLife.Of(incentives);
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        int most = (int)Math.Min(life.Jobs, WrongfulAccusations.Known(life.WrongfulChance, life.Jobs, wait));
        if (life.MovesPay || life.MovesAudits || world.Limit is not null)
        {
            return null;
        }

        for (int wrongful = 1; wrongful <= most; wrongful++)
        {
            foreach (AttackTrace trace in Traces(incentives, world, wrongful, cheated, wait))
            {
                if (IsHopeless(incentives, life, trace))
                {
                    continue;
                }

                AttackTrace played = Play(world, trace);
                RationalInterval profit = Value(economics, played);
                if (profit.Low.IsPositive)
                {
                    return new PlayedAttack(played, profit);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Accusations that come before the first is decided are charged together with it, and jail once. Either everything is found false and the attacker idles where it forfeits, or it goes on
    /// working, or an accomplice reports all of it in one epoch.
    /// </summary>
    private static IEnumerable<AttackTrace> Traces(MechanismIncentives incentives, NetworkWorld world, int wrongful, long cheated, long wait)
    {
        Economics economics = incentives.Economics;
        long all = wait / 2, delay = economics.DetectionDelay, together = all - delay;
        Fraction detection = incentives.HighestRate * (Fraction.One - (incentives.Panel?.Escapes ?? Fraction.Zero)) * economics.DetectionAccuracy.Low;
        AttackTrace trace = new()
        {
            Stake = world.Stake,
            Cheated = cheated,
            Delay = delay,
            Wait = wait,
            Epochs = all,
            Wrongful = wrongful,
            Gain = economics.GainOf(cheated) / new Fraction(cheated),
            Detection = Fraction.One,
            Slashed = [],
            Forgone = [],
        };
        foreach (long epochs in together > 0 && together < all ? new[] { together, all } : [all])
        {
            yield return trace with { Epochs = epochs };
            if (incentives.Rule?.Jail.IsZero == true)
            {
                yield return trace with { Epochs = epochs, Detection = detection };
            }
        }

        foreach (long epochs in economics.Participants > 1 ? new[] { Math.Min(delay, all), Math.Min(delay, all - 1) }.Distinct().Where(length => length > 0) : [])
        {
            yield return trace with { Epochs = epochs, Reports = true };
        }
    }

    /// <summary>What is left of the bond is more than all gains: spares the play.</summary>
    private static bool IsHopeless(MechanismIncentives incentives, HonestLife life, AttackTrace trace)
    {
        Fraction left = incentives.Probe.Stake.ToFraction() - (new Fraction(trace.Wrongful) * life.Largest), gains = new Fraction(trace.Length * trace.Cheated) * trace.Gain;
        Fraction income = life.Newcomer - incentives.Economics.CostOf(life.Jobs), rewards = incentives.Rule?.ForfeitsReward != true ? Fraction.Zero
            : trace.Reports ? income
            : trace.Detection < Fraction.One ? Found(trace, trace.Cheated).Low * new Fraction(trace.Length) * life.Newcomer
            : Fraction.Zero;
        return (left.IsPositive ? left : Fraction.Zero) + (rewards.IsPositive ? rewards : Fraction.Zero) > gains;
    }

    /// <summary>The chance that one of so many cheated jobs is found.</summary>
    private static RationalInterval Found(AttackTrace trace, long jobs)
    {
        RationalInterval missed = PowerBounds.Of(Fraction.One - trace.Detection, jobs);
        return RationalInterval.Between(Fraction.One - missed.High, Fraction.One - missed.Low);
    }

    /// <summary>Plays both branches.</summary>
    public static AttackTrace Play(NetworkWorld world, AttackTrace trace)
    {
        bool forfeits = world.Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.ForfeitsReward);
        (ImmutableArray<Amount> honest, Amount before, ImmutableArray<bool> worked) = Branch(world, trace, isCheated: false, forfeits);
        (ImmutableArray<Amount> cheated, Amount after, ImmutableArray<bool> works) = Branch(world, trace, isCheated: true, forfeits);
        Amount forgone = Amount.Zero;
        (long idle, long until) = (0, 0);
        for (int epoch = 0; epoch < honest.Length; epoch++)
        {
            bool isIdle = worked[epoch] && !works[epoch];
            forgone += honest[epoch].SubtractToZero(cheated[epoch]);
            (idle, until) = isIdle ? (idle + 1, epoch) : (idle, until);
        }

        return trace with { Slashed = [before, after], Forgone = [Amount.Zero, forgone], Idle = idle, IdleUntil = until };
    }

    /// <summary>What it earns over honest work from the same state: at least as if everything were found false, at most as if nothing were.</summary>
    public static RationalInterval Value(Economics economics, AttackTrace trace)
    {
        Fraction gain = Fraction.Zero, worth = Fraction.One;
        for (long epoch = 0; epoch < trace.Length; epoch++)
        {
            gain += worth * trace.Gain * new Fraction(trace.Cheated);
            worth *= economics.Discount.Low;
        }

        Fraction spared = trace.Detection < Fraction.One ? Fraction.Zero : new Fraction(trace.Idle) * new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.Low;
        Fraction found = trace.Detection < Fraction.One ? Found(trace, trace.Cheated).High : Fraction.One;
        Fraction lost = trace.Slashed[1].SubtractToZero(trace.Slashed[0]).ToFraction() + (found * trace.Forgone[1].ToFraction());
        Fraction low = gain + (DelayedVerdicts.Discounted(economics.Discount.Low, trace.IdleUntil).Low * spared) - lost;
        return RationalInterval.Between(low, gain + spared);
    }

    private static (ImmutableArray<Amount> Rewards, Amount Slashed, ImmutableArray<bool> Works) Branch(NetworkWorld world, AttackTrace trace, bool isCheated, bool forfeits)
    {
        NetworkState state = world.Open(trace.Stake);
        ImmutableArray<Amount>.Builder rewards = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<bool>.Builder works = ImmutableArray.CreateBuilder<bool>();
        Amount slashed = Amount.Zero;
        ulong jail = world.Mechanism.Policy.Offences.First(offence => offence.Offence == Offence.IncorrectResult).Jail.Epochs;
        long first = trace.Delay + 1, last = trace.Delay + trace.Length, end = End(trace) + (long)jail;
        for (long epoch = 0; epoch <= end; epoch++)
        {
            (state, _) = world.TopUp(state, NetworkWorld.Own(0));
            long judged = epoch - trace.Delay, found = judged == 0 ? trace.Wrongful : isCheated && !trace.Reports && judged >= first && judged <= last ? trace.Cheated : 0;
            bool isReported = isCheated && trace.Reports && epoch == last + 1;
            bool isIdle = isCheated && IsIdle(trace, epoch, forfeits);
            works.Add(!isIdle && world.IsAtWork(state, NetworkWorld.Own(0)));
            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), isIdle ? 0 : world.Economics.JobsPerEpoch)
            {
                Found = isReported
                    ? [.. Enumerable.Range(0, (int)trace.Length).Select(number => (world.Start + EpochSpan.Of((ulong)(first + number)), trace.Cheated))]
                    : found > 0 ? [(world.Start + EpochSpan.Of((ulong)judged), found)] : [],
                Reporter = isReported ? NetworkWorld.Accomplice : default,
            });
            (state, slashed) = (step.After, slashed + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return (rewards.ToImmutable(), slashed, works.ToImmutable());
    }

    private static long End(AttackTrace trace) => (2 * trace.Delay) + trace.Length + trace.Wait + 1;

    /// <summary>Where verdicts forfeit the reward of their epoch, the attacker has none in those epochs in which it does not cheat.</summary>
    private static bool IsIdle(AttackTrace trace, long epoch, bool forfeits) =>
        forfeits && trace.Detection == Fraction.One && epoch > trace.Delay + trace.Length && epoch <= (trace.Reports ? trace.Delay + trace.Length + 1 : (2 * trace.Delay) + trace.Length);
}
