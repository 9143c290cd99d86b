using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Worlds;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>An attack that was played in the network that settles, branch by branch, with what it earns at least.</summary>
/// <remarks>
/// Verdicts in the job's epoch: one branch for each number of them. Verdicts D epochs later: the jobs of epochs 0 to D are cheated, one branch for each epoch on whose work the first
/// verdict falls, and in it everything from then on is found false and the bond is topped up again. Afterwards the attacker works honestly, leaves, or takes a new name, whichever
/// costs least.
/// </remarks>
internal sealed record PlayedAttack(AttackTrace Trace, RationalInterval Profit)
{
    /// <summary>The longest delay that is played epoch by epoch.</summary>
    public const long LongestDelay = 32;

    private const int MostBranches = 64;

    /// <summary>Returns the attack on so many jobs of an epoch where it surely pays, or null.</summary>
    public static PlayedAttack? Of(MechanismIncentives incentives, long cheated, long epochs)
    {
        Economics economics = incentives.Economics;
        if (!economics.GainOf(cheated).IsPositive || incentives.PenaltyDelay > LongestDelay)
        {
            return null;
        }

        if ((epochs > 0 && incentives.Rule?.Jail.Epochs > CountedAttack.LongestJail) || (epochs > 1 && !IsLinear(incentives)))
        {
            return null;
        }

        if (new NetworkWorld(incentives.Probe.Mechanism, economics).Limit is not null || Quick(incentives, cheated, epochs))
        {
            return null;
        }

        AttackTrace trace = Make(incentives, cheated, epochs);
        RationalInterval profit = Value(economics, trace);
        return profit.Low.IsPositive ? new PlayedAttack(trace, profit) : null;
    }

    /// <summary>Plays the attack, whether it pays or not.</summary>
    internal static AttackTrace Make(MechanismIncentives incentives, long cheated, long epochs)
    {
        Economics economics = incentives.Economics;
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        return Play(world, new AttackTrace()
        {
            Stake = world.Stake,
            Cheated = cheated,
            Delay = economics.DetectionDelay,
            Epochs = epochs,
            Wait = (long)incentives.Probe.AppealWait.Epochs,
            Gain = economics.GainOf(cheated) / new Fraction(cheated),
            Detection = incentives.HighestRate * (Fraction.One - (incentives.Panel?.Escapes ?? Fraction.Zero)) * economics.DetectionAccuracy.Low,
            Slashed = [Amount.Zero],
            Forgone = [Amount.Zero],
            AfterEffects = After(incentives, epochs > 0 ? HonestLife.Of(incentives).Later - HonestLife.Of(incentives).Jailed : HonestLife.Of(incentives).Later),
            Unpassed = UnpassedAudits.Of(incentives, epochs > 0 ? epochs : economics.DetectionDelay + (long)incentives.Probe.AppealWait.Epochs + 1),
        });
    }

    /// <summary>Returns how many epochs pass before the first penalty can come: their verdicts are paid from one bond.</summary>
    public static long Unpunished(MechanismIncentives incentives) => incentives.Economics.DetectionDelay + ((long)incentives.Probe.AppealWait.Epochs / 2) + 1;

    /// <summary>Whether so many verdicts take so many times what one takes, until nothing is left: then it does not matter on which epoch's work they are.</summary>
    internal static bool IsLinear(MechanismIncentives incentives)
    {
        if (incentives.Rule is not { RepetitionWindow.IsZero: true, CorrelationWindow.IsZero: true, CircuitBreaker: null } || incentives.Slashed.Length < 2)
        {
            return false;
        }

        for (int verdicts = 2; verdicts < incentives.Slashed.Length; verdicts++)
        {
            if (incentives.Slashed[verdicts] > Amount.Min(incentives.Probe.Stake, incentives.Slashed[1].Multiply((UInt128)(uint)verdicts, 1, Rounding.Up)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Plays the branches of a trace in a network.</summary>
    public static AttackTrace Play(NetworkWorld world, AttackTrace trace)
    {
        if (trace.IsRenewed)
        {
            return ReportedAttack.Play(world, trace);
        }

        if (trace.Wrongful > 0)
        {
            return AccusedAttack.Play(world, trace);
        }

        ImmutableArray<Amount>.Builder slashed = ImmutableArray.CreateBuilder<Amount>(), forgone = ImmutableArray.CreateBuilder<Amount>();
        if (trace.Epochs > 0)
        {
            return CountedAttack.Play(world, trace);
        }

        bool isAtOnce = trace.PenaltyDelay == 0;
        long most = isAtOnce ? Math.Min(trace.Cheated, MostBranches) : trace.PenaltyDelay + 1;
        ImmutableArray<Amount> honest = Rewards(world, trace, trace.PenaltyDelay + 1, 0, out _);
        for (long branch = 0; branch <= most; branch++)
        {
            ImmutableArray<Amount> rewards = Rewards(world, trace, branch, isAtOnce ? branch : trace.Cheated, out Amount taken);
            Amount missing = Amount.Zero;
            for (int epoch = 0; epoch < rewards.Length; epoch++)
            {
                missing += honest[epoch].SubtractToZero(rewards[epoch]);
            }

            slashed.Add(taken);
            forgone.Add(missing);
        }

        if (isAtOnce && most < trace.Cheated)
        {
            // More verdicts than are played one by one: everything is lost.
            slashed.Add(world.Stake);
            forgone.Add(honest[0]);
        }

        return trace with { Slashed = slashed.ToImmutable(), Forgone = forgone.ToImmutable() };
    }

    /// <summary>What the attack earns over honesty: gains first, then what the branches take, each at its earliest.</summary>
    public static RationalInterval Value(Economics economics, AttackTrace trace)
    {
        if (trace.IsRenewed)
        {
            return ReportedAttack.Value(economics, trace);
        }

        if (trace.Wrongful > 0)
        {
            return AccusedAttack.Value(economics, trace);
        }

        Fraction discount = economics.Discount.High;
        if (trace.Epochs > 0)
        {
            return CountedAttack.Value(economics, trace);
        }

        if (trace.PenaltyDelay == 0)
        {
            PenaltyLadder ladder = new([.. trace.Slashed.Select((taken, branch) =>
                taken.ToFraction() + trace.Forgone[branch].ToFraction() + (branch == 0 ? Fraction.Zero : discount * trace.AfterEffects))]);
            RationalInterval penalty = ladder.Expected(trace.Cheated, trace.Detection);
            Fraction all = new Fraction(trace.Cheated) * trace.Gain;
            return RationalInterval.Between(all - penalty.High - trace.Unpassed, all - penalty.Low);
        }

        RationalInterval missed = PowerBounds.Of(Fraction.One - trace.Detection, trace.Cheated);
        Fraction each = new Fraction(trace.Cheated) * trace.Gain, worth = Fraction.One;
        Fraction late = DelayedVerdicts.Discounted(discount, trace.Delay).High;
        (Fraction low, Fraction high) = (Fraction.Zero, Fraction.Zero);
        (Fraction leastReached, Fraction mostReached) = (Fraction.One, Fraction.One);
        for (long first = 0; first <= trace.PenaltyDelay; first++)
        {
            // Branches are listed from "nothing found" to "found from the first epoch on".
            int branch = (int)(trace.PenaltyDelay + 1 - first);
            Fraction lost = worth * late * (trace.Slashed[branch].ToFraction() + trace.Forgone[branch].ToFraction() + (discount * trace.AfterEffects));
            low += (worth * each) - (mostReached * (Fraction.One - missed.Low) * lost);
            high += (worth * each) - (leastReached * (Fraction.One - missed.High) * lost);
            (leastReached, mostReached) = (leastReached * missed.Low, mostReached * missed.High);
            worth *= discount;
        }

        return RationalInterval.Between(low - trace.Unpassed, high);
    }

    /// <summary>Being found out on everything costs less than it gains only if this does not say so: spares the play.</summary>
    private static bool Quick(MechanismIncentives incentives, long cheated, long epochs)
    {
        Economics economics = incentives.Economics;
        Fraction gains = economics.GainOf(cheated) * new Fraction(incentives.PenaltyDelay + 1);
        Fraction found = incentives.HighestRate * (Fraction.One - (incentives.Panel?.Escapes ?? Fraction.Zero)) * economics.DetectionAccuracy.Low;
        RationalInterval penalty = new PenaltyLadder([.. incentives.Slashed.Select(taken => taken.ToFraction())]).Expected(cheated, found);
        if (incentives.PenaltyDelay == 0)
        {
            return incentives.IsByShares && penalty.Low > gains;
        }

        if (epochs > 0)
        {
            // With the jail that the first detection brings at least.
            long end = economics.DetectionDelay + ((long)incentives.Probe.AppealWait.Epochs * 2) + (long)CountedAttack.LongestJail;
            Fraction income = new Fraction(incentives.Rule?.Jail.Epochs ?? 0) * HonestLife.Of(incentives).LeastIncome;
            RationalInterval taken = new PenaltyLadder([.. incentives.Slashed.Select(amount => amount.ToFraction())]).Plus(income.IsPositive ? income : Fraction.Zero).Expected(checked(cheated * epochs), found);
            return incentives.IsByShares && DelayedVerdicts.Discounted(economics.Discount.Low, end).Low * taken.Low > economics.GainOf(cheated) * new Fraction(epochs);
        }

        // One slash, at its latest, in every cycle: where that is more than all gains no branch need be played.
        Fraction late = DelayedVerdicts.Discounted(economics.Discount.High, 2 * incentives.PenaltyDelay).Low;
        Fraction missed = PowerBounds.Of(Fraction.One - found, checked(cheated * (incentives.PenaltyDelay + 1))).High;
        return (Fraction.One - missed) * late * (incentives.Slashed.Length > 1 ? incentives.Slashed[1].ToFraction() : Fraction.Zero) > gains;
    }

    /// <summary>The rewards of the epochs in which verdicts may come, the slashes summed.</summary>
    private static ImmutableArray<Amount> Rewards(NetworkWorld world, AttackTrace trace, long branch, long found, out Amount taken)
    {
        NetworkState state = world.Open(trace.Stake);
        ImmutableArray<Amount>.Builder rewards = ImmutableArray.CreateBuilder<Amount>();
        taken = Amount.Zero;
        long first = trace.PenaltyDelay + 1 - branch;
        long last = (2 * trace.PenaltyDelay) + (trace.Delay == trace.PenaltyDelay ? 0 : trace.Delay);
        for (long epoch = 0; epoch <= last; epoch++)
        {
            (state, _) = world.TopUp(state, NetworkWorld.Own(0));
            long judged = epoch - trace.Delay;
            bool isFound = trace.PenaltyDelay == 0 ? found > 0 : judged >= first && judged >= 0 && judged <= trace.PenaltyDelay;
            WorldStep step = world.Settle(state, new OwnEpoch(NetworkWorld.Own(0), world.Economics.JobsPerEpoch)
            {
                Found = isFound ? [(world.Start + EpochSpan.Of((ulong)Math.Max(0, judged)), found)] : [],
            });
            (state, taken) = (step.After, taken + step.Slashed);
            rewards.Add(step.Rewards);
        }

        return rewards.ToImmutable();
    }

    /// <summary>What being caught costs afterwards, at most: the cheapest of going on, taking a new name and leaving.</summary>
    /// <param name="incentives">The mechanism and the figures.</param>
    /// <param name="stays">What going on costs.</param>
    internal static Fraction After(MechanismIncentives incentives, Fraction stays)
    {
        HonestLife life = HonestLife.Of(incentives);
        Economics economics = incentives.Economics;
        Fraction kept = DelayedVerdicts.Discounted(economics.Discount.Low, (long)Math.Min(1_000_000, incentives.Probe.Policy.Stake.ReleaseDelay.Epochs)).Low;
        Fraction lasting = Fraction.One / (Fraction.One - economics.Discount.High);
        Fraction newName = economics.IdentityPrice.High + ((Fraction.One - kept) * incentives.Probe.Stake.ToFraction()) + life.BeginningAnew + (lasting * life.Unit);
        Fraction leaving = lasting * life.NetAtMost;
        return new[] { stays, newName, leaving }.Min();
    }
}
