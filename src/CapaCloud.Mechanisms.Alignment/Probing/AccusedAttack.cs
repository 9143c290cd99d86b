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

        // Accusations that come before the first is decided are charged together with it, and jail once.
        long all = wait / 2, together = all - economics.DetectionDelay;
        for (int wrongful = 1; wrongful <= most; wrongful++)
        {
            foreach (long epochs in together > 0 && together < all ? new[] { together, all } : [all])
            {
                AttackTrace trace = new()
                {
                    Stake = world.Stake,
                    Cheated = cheated,
                    Delay = economics.DetectionDelay,
                    Wait = wait,
                    Epochs = epochs,
                    Wrongful = wrongful,
                    Gain = economics.GainOf(cheated) / new Fraction(cheated),
                    Detection = Fraction.One,
                    Slashed = [],
                    Forgone = [],
                };
                if (IsHopeless(incentives, life, trace))
                {
                    continue;
                }

                trace = Play(world, trace);
                RationalInterval profit = Value(economics, trace);
                if (profit.Low.IsPositive)
                {
                    return new PlayedAttack(trace, profit);
                }
            }
        }

        return null;
    }

    /// <summary>What is left of the bond is more than all gains: spares the play.</summary>
    private static bool IsHopeless(MechanismIncentives incentives, HonestLife life, AttackTrace trace) =>
        incentives.Probe.Stake.ToFraction() - (new Fraction(trace.Wrongful) * life.Largest) > new Fraction(trace.Length * trace.Cheated) * trace.Gain;

    /// <summary>Plays both branches.</summary>
    public static AttackTrace Play(NetworkWorld world, AttackTrace trace)
    {
        bool forfeits = world.Mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.ForfeitsReward);
        (ImmutableArray<Amount> honest, Amount before, ImmutableArray<bool> worked) = Branch(world, trace, isCheated: false, forfeits);
        (ImmutableArray<Amount> cheated, Amount after, ImmutableArray<bool> works) = Branch(world, trace, isCheated: true, forfeits);
        Amount forgone = Amount.Zero;
        long idle = 0;
        for (int epoch = 0; epoch < honest.Length; epoch++)
        {
            forgone += honest[epoch].SubtractToZero(cheated[epoch]);
            idle += worked[epoch] && !works[epoch] ? 1 : 0;
        }

        return trace with { Slashed = [before, after], Forgone = [Amount.Zero, forgone], Idle = idle };
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

        Fraction spared = new Fraction(trace.Idle) * new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.Low;
        Fraction lost = trace.Slashed[1].SubtractToZero(trace.Slashed[0]).ToFraction() + trace.Forgone[1].ToFraction();
        Fraction low = gain + (DelayedVerdicts.Discounted(economics.Discount.Low, End(trace) + (long)LongestJail).Low * spared) - lost;
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
            long judged = epoch - trace.Delay, found = judged == 0 ? trace.Wrongful : isCheated && judged >= first && judged <= last ? trace.Cheated : 0;
            bool isIdle = isCheated && IsIdle(trace, epoch, forfeits);
            works.Add(!isIdle && world.IsAtWork(state, NetworkWorld.Own(0)));
            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), isIdle ? 0 : world.Economics.JobsPerEpoch)
            {
                Found = found > 0 ? [(world.Start + EpochSpan.Of((ulong)judged), found)] : [],
            });
            (state, slashed) = (step.After, slashed + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return (rewards.ToImmutable(), slashed, works.ToImmutable());
    }

    private static long End(AttackTrace trace) => (2 * trace.Delay) + trace.Length + trace.Wait + 1;

    /// <summary>Where verdicts forfeit the reward of their epoch, the attacker has none in those epochs in which it does not cheat.</summary>
    private static bool IsIdle(AttackTrace trace, long epoch, bool forfeits) =>
        forfeits && epoch > trace.Delay + trace.Length && epoch <= (2 * trace.Delay) + trace.Length;
}
