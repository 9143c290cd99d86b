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
/// cheated     L epochs, from epoch 0 on; or from D + 1 on, where some honest results of epoch 0 have been accused wrongfully in epoch D and wait for their appeals
/// reported    whenever the first verdict of what was not reported yet comes; with appeals also every 2 w epochs after epoch D, for what is accused until a case is decided is charged with it; and in the
///             last of the L epochs
/// </code>
/// Where a verdict forfeits the reward of its epoch, the attacker idles in the epochs of the reports. Everything is found false, so that there is one course. Afterwards it works honestly, leaves, or takes
/// a new name, whichever costs least. Source: the accomplice of the list of acts in docs/modules/alignment.md.
/// </remarks>
internal static class ReportedAttack
{
    private const ulong LongestJail = 64;
    private const long MostReported = 6_000;
    private const int MostWrongful = 4;

    /// <summary>Returns the best of the attacks that surely pay, or null: of a clear record, and after the fewest wrongful accusations that are not rarer than a millionth.</summary>
    public static PlayedAttack? Best(MechanismIncentives incentives, long cheated)
    {
        if (incentives.Economics.DetectionDelay == 0)
        {
            // The audits' verdict comes in the job's epoch: nobody reports before it.
            return null;
        }

        PlayedAttack? best = null;
        foreach (long length in Lengths(incentives))
        {
            best = Of(incentives, cheated, length, 0) is { } attack && (best is null || attack.Profit.Low > best.Profit.Low) ? attack : best;
        }

        HonestLife life = HonestLife.Of(incentives);
        long wait = (long)incentives.Probe.AppealWait.Epochs;
        if (best is not null || wait == 0 || life.MovesPay || life.MovesAudits || incentives.Rule is not { RepetitionWindow.IsZero: true })
        {
            return best;
        }

        int most = (int)Math.Min(Math.Min(MostWrongful, life.Jobs), WrongfulAccusations.Known(life.WrongfulChance, life.Jobs, wait));
        for (int wrongful = 1; wrongful <= most && best is null; wrongful++)
        {
            best = Of(incentives, cheated, wait, wrongful) ?? Of(incentives, cheated, wait / 2, wrongful);
        }

        return best;
    }

    private static PlayedAttack? Of(MechanismIncentives incentives, long cheated, long length, int wrongful)
    {
        Economics economics = incentives.Economics;
        HonestLife life = HonestLife.Of(incentives);
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        Fraction gains = economics.GainOf(cheated) * new Fraction(length);
        if (!economics.GainOf(cheated).IsPositive || economics.Participants < 2 || economics.Mix is not null || world.Limit is not null || cheated * length > MostReported
            || incentives.Rule is not { CircuitBreaker: null } rule || rule.Jail.Epochs > LongestJail || incentives.PenaltyDelay > PlayedAttack.LongestDelay
            || Least(incentives, life, cheated * length, wrongful) > gains)
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
            Wrongful = wrongful,
            Reports = true,
            IsRenewed = true,
            Gain = economics.GainOf(cheated) / new Fraction(cheated),
            Detection = Fraction.One,
            Slashed = [],
            Forgone = [],
            AfterEffects = PlayedAttack.After(incentives, life.Later - life.Jailed),
            Unpassed = UnpassedAudits.Of(incentives, length),
        });
        RationalInterval profit = Value(economics, trace);
        return profit.Low.IsPositive ? new PlayedAttack(trace, profit) : null;
    }

    /// <summary>Returns the lengths that are tried: until the first verdicts come, and with appeals until the first and the second charge.</summary>
    private static IEnumerable<long> Lengths(MechanismIncentives incentives)
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
        Fraction lost = trace.Slashed[1].SubtractToZero(trace.Slashed[0]).ToFraction() + trace.Forgone[1].ToFraction() + trace.AfterEffects + trace.Unpassed;
        return RationalInterval.Between(gain + (DelayedVerdicts.Discounted(economics.Discount.Low, trace.IdleUntil).Low * spared) - lost, gain + spared);
    }

    /// <summary>What so many verdicts take at least: more than all gains spares the play.</summary>
    private static Fraction Least(MechanismIncentives incentives, HonestLife life, long verdicts, int wrongful)
    {
        Fraction left = incentives.Probe.Stake.ToFraction() - (new Fraction(wrongful) * life.Largest), due = incentives.Ladder.Rungs[(int)Math.Min(verdicts, incentives.Ladder.Rungs.Length - 1)];
        return wrongful == 0 || due < left ? due : left;
    }

    private static bool IsJoining(AttackTrace trace, long epoch) => trace.Wait > 0 && epoch > trace.Delay && (epoch - trace.Delay) % (trace.Wait / 2) == 0;

    private static (ImmutableArray<Amount> Rewards, Amount Slashed, ImmutableArray<bool> Works, ImmutableArray<long> CheatedIn) Course(NetworkWorld world, AttackTrace trace, bool isCheated, bool forfeits)
    {
        NetworkState state = world.Open(trace.Stake);
        ImmutableArray<Amount>.Builder rewards = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<bool>.Builder works = ImmutableArray.CreateBuilder<bool>();
        Amount slashed = Amount.Zero;
        ulong jail = world.Mechanism.Policy.Offences.First(offence => offence.Offence == Offence.IncorrectResult).Jail.Epochs;
        long first = trace.Wrongful > 0 ? trace.Delay + 1 : 0, last = first + trace.Epochs - 1, end = last + (2 * trace.Wait) + (2 * (long)jail) + 1;
        List<Epoch> unreported = [];
        ImmutableArray<long>.Builder cheatedIn = ImmutableArray.CreateBuilder<long>();
        for (long epoch = 0; epoch <= end; epoch++)
        {
            (state, _) = world.TopUp(state, NetworkWorld.Own(0));
            bool isDue = unreported.Count > 0 && unreported[0] + EpochSpan.Of((ulong)trace.Delay) <= state.Epoch, isReport = isCheated && epoch >= first && epoch <= last && (isDue || epoch == last || IsJoining(trace, epoch));
            bool isIdle = isReport && forfeits;
            works.Add(!isIdle && world.IsAtWork(state, NetworkWorld.Own(0)));
            if (isCheated && epoch >= first && epoch <= last && works[^1])
            {
                unreported.Add(state.Epoch);
                cheatedIn.Add(epoch);
            }

            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), isIdle ? 0 : world.Economics.JobsPerEpoch)
            {
                Found = isReport ? [.. unreported.Select(fault => (fault, trace.Cheated))] : epoch == trace.Delay && trace.Wrongful > 0 ? [(world.Start, trace.Wrongful)] : [],
                Reporter = isReport ? NetworkWorld.Accomplice : default,
            });
            unreported = isReport ? [] : unreported;
            (state, slashed) = (step.After, slashed + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return (rewards.ToImmutable(), slashed, works.ToImmutable(), cheatedIn.ToImmutable());
    }
}
