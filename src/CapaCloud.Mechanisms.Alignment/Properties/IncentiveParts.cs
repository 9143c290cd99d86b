using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Worlds;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Every act that incentive compatibility asks about, one part each.</summary>
internal static class IncentiveParts
{
    public const string Working = "taking a part of the offered jobs, or none";
    public const string Leaving = "leaving, or never joining";
    public const string Renaming = "returning under a new name after a wrongful verdict";
    public const string Cheating = "cheating on any number of jobs, and reporting oneself";
    public const string Holding = "holding so much stake that the circuit breaker lets it off";

    /// <summary>Cheating on any number of the jobs.</summary>
    public static IncentivePart OfCheating(MechanismIncentives incentives, CancellationToken cancellation) =>
        IncentiveCheck.Check(incentives, incentives.Economics.JobsPerEpoch, cancellation) switch
        {
            IncentiveOutcome.Holds holds => new IncentivePart.Loses(Cheating, holds.Margin, holds.Condition),
            IncentiveOutcome.Fails fails => new IncentivePart.Pays(Cheating, Burst(incentives.Economics, fails), fails.Condition),
            IncentiveOutcome.Inconclusive open => new IncentivePart.Open(Cheating, open.WhatWouldClose, open.Condition, open.LargestGain),
            _ => throw new InvalidOperationException("An outcome that is none of the three."),
        };

    /// <summary>Working less than is offered.</summary>
    public static IncentivePart OfWorking(MechanismIncentives incentives, HonestLife life)
    {
        WorkShare? share = WorkShare.Worst(incentives, life);
        if (share is not { GainAtMost.IsPositive: false } && WorseRecord.Of(incentives, life) is { } worse)
        {
            return OfWorseRecord(incentives, life, worse);
        }

        if (share is not { GainAtMost.IsPositive: false } && FullWork.Margin(incentives, life) is { } loses)
        {
            return new IncentivePart.Loses(Working, loses, $"one job fewer of the {Prose.Count(life.Jobs, "job")} loses {Figures.Least(loses)} or more at every record, what its audit is worth later counted");
        }

        if (share is not { } worst)
        {
            string splitter = incentives.Probe.Policy.Reward.Splitter.GetType().Name;
            return new IncentivePart.Open(
                Working,
                incentives.IsByShares
                    ? "With so many jobs and pay by reputation not every number of them is looked at."
                    : life.Carries
                        ? $"Under {splitter} an epoch leaves a part of its pool to later ones, and what working less brings there is not bounded: a splitter by shares closes it."
                        : $"What a part of the jobs earns under {splitter} is not bounded: a splitter by shares closes it.",
                "taking a part of the offered jobs");
        }

        string condition = $"taking {worst.Jobs} of the {Prose.Count(life.Jobs, "job")} {(worst.GainAtMost.IsNegative ? $"loses {Figures.Least(-worst.GainAtMost)}" : $"gains at most {Answer.Show(worst.GainAtMost)}")} an epoch";
        return !worst.GainAtMost.IsPositive ? new IncentivePart.Loses(Working, -worst.GainAtMost, condition)
            : worst.GainAtLeast > CarriedUnit(incentives) && !life.MovesPay && !life.MovesAudits && IsPaidAsMeasured(incentives, life)
                ? new IncentivePart.Pays(Working, Shown(incentives, IncentivePart.Gains(worst.Jobs == 0 ? "stay bonded and take no work" : $"take {worst.Jobs} of the {life.Jobs} offered jobs", worst.GainAtLeast), 1, worst.Jobs), condition)
                : new IncentivePart.Open(
                    Working,
                    "What the last jobs earn is not shown to cover their cost and their wrongful verdicts at every record: pay more for a job, or move pay less by reputation.",
                    condition,
                    worst.GainAtMost);
    }

    /// <summary>Fewer jobs in one epoch, from a record at which a job is paid less than it costs.</summary>
    private static IncentivePart.Pays OfWorseRecord(MechanismIncentives incentives, HonestLife life, WorseRecord worse)
    {
        string jobs = worse.Jobs == 0 ? $"none of the {life.Jobs} offered jobs" : $"{worse.Jobs} of the {life.Jobs} offered jobs";
        string when = worse.Start.InFlight > 0 ? $"in epoch {worse.Start.InFlight + 1} of a newcomer's, when no verdict on its work has come yet"
            : worse.Start.Wrongful == 0 ? "in the first epoch, at a newcomer's record" : $"in the epoch after {worse.Start.Wrongful} of the first jobs {(worse.Start.Wrongful == 1 ? "was" : "were")} condemned wrongly";
        AlignmentAttack attack = IncentivePart.Gains($"take {jobs} {when}: they cost more than they are paid, and more than the better record brings later", worse.Gain) with
        {
            At = [KeyValuePair.Create("jobsTaken", new Fraction(worse.Jobs)), KeyValuePair.Create("wrongfulVerdicts", new Fraction(worse.Start.Wrongful)), KeyValuePair.Create("passedAudits", new Fraction(worse.Start.Passed)), KeyValuePair.Create("epochsInFlight", new Fraction(worse.Start.InFlight))],
        };
        return new IncentivePart.Pays(Working, worse.Start.Wrongful == 0 ? Shown(incentives, attack, 1, worse.Jobs) : attack, $"taking {worse.Jobs} of the {Prose.Count(life.Jobs, "job")} {when} gains {Figures.Least(worse.Gain)}");
    }

    /// <summary>Leaving for the outside option, from every state that honest work leads to.</summary>
    public static IncentivePart OfLeaving(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        Fraction outside = economics.OutsideOption.OrZero().High;
        Fraction least = life.LeastIncome, after = life.AfterVerdict;
        Fraction margin = least - after - outside;
        string condition = $"honest work earns {Figures.Least(least)} an epoch in the long run{(after.IsZero ? string.Empty : $", {Answer.Show(after)} less just after a wrongful verdict")}; elsewhere one earns {Answer.Show(outside)}";
        if (!margin.IsNegative)
        {
            return new IncentivePart.Loses(Leaving, margin, condition);
        }

        Fraction most = MostIncome(incentives, life);
        most = life.MovesPay && WorseRecord.MostIncome(incentives, life) is { } record && record < most ? record : most;
        return most + CarriedUnit(incentives) < outside && IsPaidAsMeasured(incentives, life)
            ? new IncentivePart.Pays(Leaving, Shown(incentives, IncentivePart.Gains(outside.IsZero ? "never join: honest work costs more than it brings" : "do something else instead of honest work", outside - most), 1, 0), condition)
            : new IncentivePart.Open(Leaving, "Whether an honest life is worth more than leaving in every state is not shown: pay more, or lower what a wrongful verdict costs.", condition, -margin);
    }

    /// <summary>What rounding leaves over and the next epoch pays, to one participant at most: an attack that gains no more is not claimed.</summary>
    private static Fraction CarriedUnit(MechanismIncentives incentives) =>
        incentives.Probe.Policy.Reward.CarriesDust && incentives.Economics.Participants > 1 ? Fraction.One : Fraction.Zero;

    /// <summary>Whether the network itself pays an honest epoch no more than was measured: an attack by working less is claimed only then.</summary>
    private static bool IsPaidAsMeasured(MechanismIncentives incentives, HonestLife life)
    {
        NetworkWorld world = new(incentives.Probe.Mechanism, incentives.Economics);
        return world.Limit is null
            && new EpochTrace { Stakes = [world.Stake], Work = [life.Jobs] }.In(world).Rewards.ToFraction() <= life.Best + new Fraction(2);
    }

    /// <summary>The most that an honest epoch earns: wrongful verdicts at their rarest, and only where they surely take what the ladder says.</summary>
    public static Fraction MostIncome(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        Fraction seldom = incentives.AuditRate * economics.HonestFaultRate.Low;
        PenaltyLadder ladder = new([.. incentives.Slashed.Select((taken, verdicts) => taken.ToFraction() + incentives.Forgone[verdicts].ToFraction())]);
        Fraction lost = WorkShare.IsPlain(incentives, life) ? ladder.Expected(life.Jobs, seldom).Low
            : incentives.Rule is { CircuitBreaker: null } && incentives.Gaps.IsEmpty ? Shared(incentives, life, seldom)
            : Fraction.Zero;
        Fraction most = life.Best - economics.CostOf(life.Jobs) - lost;

        // In jail nothing is lost either: that part of a life is taken off what it loses.
        Fraction worked = Fraction.One - (life.Struck * new Fraction(incentives.Rule?.Jail.Epochs ?? 0));
        return most.IsNegative ? most * (worked.IsPositive ? worked : Fraction.Zero) : most;
    }

    /// <summary>Late wrongful verdicts share the bond: each epoch's take an equal part of it at least, and also what the verdicts on the epochs before have left of it.</summary>
    private static Fraction Shared(MechanismIncentives incentives, HonestLife life, Fraction seldom)
    {
        const int MostEarlier = 24;
        Fraction bond = incentives.Probe.Stake.ToFraction(), late = DelayedVerdicts.Discounted(incentives.Economics.Discount.Low, incentives.PenaltyDelay).Low, left = Fraction.Zero;
        Fraction equal = Capped(incentives, bond / new Fraction(incentives.PenaltyDelay + 1)).Expected(life.Jobs, seldom).Low;
        RationalInterval[] earlier = BinomialBounds.Of(checked(life.Jobs * incentives.PenaltyDelay), life.WrongfulChance, MostEarlier);
        for (int count = 0; count < MostEarlier; count++)
        {
            Fraction rest = bond - (new Fraction(count) * life.Largest);
            if (!rest.IsPositive)
            {
                break;
            }

            left += earlier[count].Low * Capped(incentives, rest).Expected(life.Jobs, seldom).Low;
        }

        return late * (left > equal ? left : equal);
    }

    private static PenaltyLadder Capped(MechanismIncentives incentives, Fraction most) => new([.. incentives.Ladder.Rungs.Select(rung => rung < most ? rung : most)]);

    /// <summary>A new name after a wrongful verdict: no jail, no earlier offences, a newcomer's record.</summary>
    public static IncentivePart OfRenaming(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        if (life.WrongfulChance.IsZero)
        {
            return new IncentivePart.Loses(Renaming, null, $"no honest record is ever worse than a newcomer's; a new name costs {Answer.Show(economics.IdentityPrice.Low)}");
        }

        (Fraction saves, Fraction margin) = NewName.Of(incentives, life);
        bool isAfterVerdict = life.Marked > economics.IdentityPrice.Low;
        string condition = $"a new name saves at most {Answer.Show(saves)} after a wrongful verdict{(economics.DetectionDelay == 0 ? string.Empty : ", with the verdicts that are on their way,")} and costs {Answer.Show(economics.IdentityPrice.Low)}{(economics.DetectionDelay == 0 ? string.Empty : " and the interest of the old bond")}";
        return !margin.IsNegative
            ? new IncentivePart.Loses(Renaming, margin, condition)
            : isAfterVerdict && Returning(incentives, life) is { } profit
                ? new IncentivePart.Pays(Renaming, IncentivePart.Gains("return under a new name after each wrongful verdict instead of waiting in jail", profit, Horizon(economics)), condition)
            : isAfterVerdict && Once(incentives, life) is { IsPositive: true } once
                ? new IncentivePart.Pays(Renaming, IncentivePart.Gains("return under a new name after a wrongful verdict instead of waiting in jail", once), condition)
                : new IncentivePart.Open(Renaming, $"A price of a name above {Answer.Show(saves)} closes it; so do a shorter jail and less that follows a wrongful verdict.", condition, -margin);
    }

    /// <summary>A stake so large that the breaker counts it as everybody's: it costs its interest, and cheating is free.</summary>
    public static IncentivePart OfHolding(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        if (incentives.Rule?.CircuitBreaker is not { } breaker || breaker == Proportion.One)
        {
            return new IncentivePart.Loses(Holding, null, "there is no circuit breaker");
        }

        Fraction share = breaker.ToFraction();
        Fraction rest = new Fraction(economics.Participants - 1) * incentives.Probe.Stake.ToFraction();
        Fraction needed = share / (Fraction.One - share) * rest;
        Fraction interest = (Fraction.One - economics.Discount.High) * needed, gain = economics.LargestGainOfEpoch;
        string condition = $"a stake of {Answer.Show(needed)} units trips the breaker of {Figures.Percent(share)} alone; its interest is {Answer.Show(interest)} an epoch, cheating gains {Answer.Show(gain)}";
        Fraction margin = incentives.HighestRate * economics.HonestFaultRate.High is { IsZero: false } wrongful ? WithHelp(economics, share, rest, gain, wrongful) : interest - gain;
        if (margin.IsPositive)
        {
            return new IncentivePart.Loses(Holding, margin, condition);
        }

        return Trips(incentives, needed, out Fraction forgone, out EpochTrace? caught) && gain - forgone - ((Fraction.One - economics.Discount.Low) * needed) is { IsPositive: true } profit
            ? new IncentivePart.Pays(Holding, IncentivePart.Gains($"hold {Answer.Show(needed)} units of stake and cheat on all jobs of every epoch: the circuit breaker lets everybody off", profit) with { Epoch = caught }, condition)
            : new IncentivePart.Open(Holding, "A participant who holds the breaker's share of all stake may cheat for free: a higher breaker, more participants or a larger bond closes it.", condition, -margin);
    }

    /// <summary>
    /// The same with less stake, when honest faults of others make up the rest: by Markov's bound they do with at most their expected share over what is missing. Cell by cell of the
    /// own share, its interest at the low end against that chance at the high end.
    /// </summary>
    private static Fraction WithHelp(Economics economics, Fraction breaker, Fraction rest, Fraction gain, Fraction wrongful)
    {
        const int Cells = 10;
        Fraction expected = new Fraction(economics.JobsPerEpoch) * wrongful, least = gain;
        for (int cell = 0; cell < Cells; cell++)
        {
            Fraction own = breaker * new Fraction(cell, Cells), missing = breaker * new Fraction(Cells - cell - 1, Cells);
            Fraction chance = missing.IsZero || expected > missing ? Fraction.One : expected / missing;
            Fraction margin = ((Fraction.One - economics.Discount.High) * own / (Fraction.One - own) * rest) - (gain * chance);

            // With the least stake the breaker's chance is part of the condition of cheating.
            least = cell > 0 && margin < least ? margin : least;
        }

        return least;
    }

    /// <summary>The attack with its epoch and the honest one, as the network settles them; without where the network is too large to be settled.</summary>
    internal static AlignmentAttack Shown(MechanismIncentives incentives, AlignmentAttack attack, int names, long jobs)
    {
        NetworkWorld world = new(incentives.Probe.Mechanism, incentives.Economics);
        if (world.Limit is not null)
        {
            return attack;
        }

        EpochTrace honest = new() { Stakes = [world.Stake], Work = [incentives.Economics.JobsPerEpoch] };
        EpochTrace other = new()
        {
            Stakes = [.. Enumerable.Repeat(world.Stake, names)],
            Work = [.. Enumerable.Range(0, names).Select(name => (jobs / names) + (name < jobs % names ? 1 : 0))],
        };
        return attack with { Epoch = other.In(world), HonestEpoch = honest.In(world) };
    }

    private static bool Trips(MechanismIncentives incentives, Fraction needed, out Fraction forgone, out EpochTrace? caught)
    {
        (forgone, caught) = (Fraction.Zero, null);
        Economics economics = incentives.Economics;
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        if (world.Limit is not null || needed > new Fraction(System.Numerics.BigInteger.One << 100) || economics.JobsPerEpoch > 4_096 || economics.DetectionDelay > 0)
        {
            return false;
        }

        Amount stake = Amount.Max(world.Stake, Amount.Of((UInt128)needed.ToBigInteger() + 2));
        EpochTrace honest = new EpochTrace { Stakes = [stake], Work = [economics.JobsPerEpoch] }.In(world);
        caught = (honest with { Found = [economics.JobsPerEpoch] }).In(world);
        forgone = honest.Rewards.SubtractToZero(caught.Rewards).ToFraction();
        return caught.Slashed.IsZero;
    }

    /// <summary>What one new name gains for somebody who is in jail, when the record is the same under both: the life begins so many epochs earlier, and the old bond waits for its release.</summary>
    private static Fraction Once(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        ulong jail = incentives.Rule?.Jail.Epochs ?? 0;
        if (jail == 0 || !life.IsPutOff || (life.MovesPay && economics.DetectionDelay > 0) || !life.LeastIncome.IsPositive || !economics.HonestFaultRate.Low.IsPositive || incentives.AuditRate.IsZero)
        {
            return Fraction.Zero;
        }

        Fraction waits = DelayedVerdicts.Discounted(economics.Discount.High, (long)Math.Min(jail, 1_000_000)).High;
        Fraction released = DelayedVerdicts.Discounted(economics.Discount.Low, (long)Math.Min(1_000_000, incentives.Probe.Policy.Stake.ReleaseDelay.Epochs)).Low;
        Fraction worth = life.LeastIncome / (Fraction.One - economics.Discount.Low);
        return ((Fraction.One - waits) * worth) - economics.IdentityPrice.High - ((Fraction.One - released) * incentives.Probe.Stake.ToFraction()) - (life.Unit / (Fraction.One - economics.Discount.High));
    }

    /// <summary>What new names gain over a life, where jail is all that a verdict leaves behind; null where it is not shown to pay.</summary>
    private static Fraction? Returning(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        ulong jail = incentives.Rule?.Jail.Epochs ?? 0;
        if (life.MovesPay || life.MovesAudits || jail == 0 || incentives.Rule!.RepetitionWindow.Epochs > 0 || !economics.HonestFaultRate.IsPoint || !incentives.Probe.AppealWait.IsZero)
        {
            return null;
        }

        Fraction discount = economics.Discount.Low;
        RationalInterval spared = PowerBounds.Of(Fraction.One - life.WrongfulChance, life.Jobs);
        Fraction struckLeast = Fraction.One - spared.High, struckMost = Fraction.One - spared.Low;
        Fraction income = life.Newcomer - economics.CostOf(life.Jobs) - life.Slashed - (struckMost * life.Forfeited);
        Fraction waits = DelayedVerdicts.Discounted(discount, (long)Math.Min(jail, 1_000_000) + 1).High;
        Fraction bound = DelayedVerdicts.Discounted(discount, (long)Math.Min(1_000_000, incentives.Probe.Policy.Stake.ReleaseDelay.Epochs)).Low;
        Fraction price = economics.IdentityPrice.High + ((Fraction.One - bound) * incentives.Probe.Stake.ToFraction());
        if (!income.IsPositive)
        {
            return null;
        }

        Fraction stays = (income + life.Unit) / (Fraction.One - ((Fraction.One - struckLeast) * discount) - (struckLeast * waits));
        Fraction returns = (income - (discount * struckMost * price)) / (Fraction.One - discount);
        return returns > stays ? (returns - stays).Reduce() : null;
    }

    private static long Horizon(Economics economics) => (long)(Fraction.One / (Fraction.One - economics.Discount.High)).ToBigInteger();

    private static AlignmentAttack Burst(Economics economics, IncentiveOutcome.Fails fails)
    {
        AttackTrace trace = fails.Trace;
        string jobs = trace.Cheated == economics.JobsPerEpoch && trace.Cheated > 1 ? $"all {Prose.Count(trace.Cheated, "job")}" : trace.Cheated == 1 ? "one job" : $"{trace.Cheated} valuable jobs";
        return new AlignmentAttack
        {
            Strategy = trace.IsRenewed ? Renewed(trace, jobs)
                : trace.Wrongful > 0 ? $"while {trace.Wrongful} wrongful accusation{(trace.Wrongful == 1 ? " waits" : "s wait")} for the end of an appeal, cheat on {jobs} of each epoch until {(trace.Wrongful == 1 ? "it is" : "they are")} charged, {Prose.Epochs(trace.Length)}{(trace.Reports ? ", and have it reported all at once" : string.Empty)}"
                : trace.Length == 1 ? $"cheat on {jobs} of an epoch" : trace.Epochs > 0 ? $"cheat on {jobs} of each of {Prose.Epochs(trace.Length)}, before the first penalty comes" : $"cheat on {jobs} of each epoch until the first penalty, {Prose.Epochs(trace.PenaltyDelay + 1)}",
            Profit = fails.Profit,
            Epochs = trace.IsRenewed ? trace.CheatedIn.Length : trace.Length,
            At =
            [
                KeyValuePair.Create("gainPerJob", trace.Gain),
                KeyValuePair.Create("detection", trace.Detection),
                KeyValuePair.Create("stake", trace.Stake.ToFraction()),
                KeyValuePair.Create("afterEffects", trace.AfterEffects),
                KeyValuePair.Create("unpassed", trace.Unpassed),
            ],
            Trace = trace,
        };
    }

    private static string Renewed(AttackTrace trace, string jobs) =>
        $"{(trace.Wrongful == 0 ? string.Empty : $"while {Prose.Count(trace.Wrongful, "wrongful accusation waits", "wrongful accusations wait")} for the end of an appeal, ")}cheat on {jobs} of {Prose.Epochs(trace.CheatedIn.Length)}, and have everything that is in flight reported at once when its first verdicts come";
}
