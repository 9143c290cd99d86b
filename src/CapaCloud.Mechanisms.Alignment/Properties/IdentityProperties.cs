using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Worlds;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Sybil neutrality, whitewash resistance and exit safety: what other names and doors gain.</summary>
internal static class IdentityProperties
{
    internal const int MostNames = 8;

    /// <summary>Several names that share the jobs of one, in the network that settles: what they are paid, and what splitting saves of forfeited rewards and jail.</summary>
    public static Finding SybilNeutrality(MechanismIncentives incentives, HonestLife life)
    {
        const AlignmentProperty Property = AlignmentProperty.SybilNeutrality;
        Economics economics = incentives.Economics;
        NetworkWorld world = new(incentives.Probe.Mechanism, economics);
        string condition = $"up to {MostNames} names with a minimum bond each share the jobs of one; a further name costs {Answer.Show(economics.IdentityPrice.Low)}";
        if (world.Limit is { } limit)
        {
            return Answer.Open(Property, condition, $"The network cannot be settled as it is: {limit}.");
        }

        Fraction interest = Fraction.One - economics.Discount.Low;
        (Fraction worst, Fraction best, int names) = (-economics.IdentityPrice.Low, Fraction.MinusOne, 2);
        Amount one = Share(world, 1);
        for (int count = 2; count <= Math.Min(MostNames, economics.JobsPerEpoch); count++)
        {
            Amount paid = Share(world, count);
            Fraction more = paid.ToFraction() - one.ToFraction(), price = new Fraction(count - 1) * economics.IdentityPrice.Low * (Fraction.One - economics.Discount.High);
            if (incentives.IsByShares && more <= new Fraction(count))
            {
                more = Fraction.Zero;
            }

            // A verdict strikes one name of several: the others go on.
            Fraction spared = life.Struck * (Fraction.One - (Fraction.One / new Fraction(count))) * (life.Forfeited + life.Jailed);
            Fraction most = more + spared - price, least = more - (new Fraction(count - 1) * ((economics.IdentityPrice.High * interest) + (interest * world.Stake.ToFraction())));
            worst = most > worst ? most : worst;
            (best, names) = least > best ? (least, count) : (best, names);
        }

        return best.IsPositive ? new IncentivePart.Pays(string.Empty, IncentiveParts.Shown(incentives, IncentivePart.Gains($"work honestly under {names} names instead of one", best), names, economics.JobsPerEpoch), condition).On(Property, [])
            : life.Carries ? Answer.Open(
                Property,
                condition,
                $"Under {incentives.Probe.Policy.Reward.Splitter.GetType().Name} an epoch leaves a part of its pool to later ones, and what several names draw there is not bounded: a splitter by shares closes it.")
            : worst.IsPositive ? new Finding.Inconclusive
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = condition,
                LargestGain = worst,
                WhatWouldClose = $"After wrongful verdicts several names may save up to {Answer.Show(worst)} an epoch of forfeited rewards and jail, beyond what the names cost: {Dearer(worst, economics.Discount.High)} closes it.",
            }
            : new Finding.Holds
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = condition,
                Margin = -worst,
                Epsilon = incentives.Probe.Policy.Reward.Splitter is ITotalsSplitter ? Fraction.One : new Fraction(MostNames + 1),
                Assumptions = [$"Epsilon is the rounding of shares over up to {MostNames} names.", "Cheating under each name is the question of incentive compatibility, asked at the minimum bond."],
            };
    }

    /// <summary>By how much a name has to be dearer: its price counts by its interest in each epoch.</summary>
    private static string Dearer(Fraction worst, Fraction discount) => discount < Fraction.One
        ? $"a price of a name that is more than {Answer.Show(worst / (Fraction.One - discount))} higher"
        : "a discount below one, by which a price counts in each epoch,";

    /// <summary>What so many names that share the jobs are paid together in an epoch.</summary>
    private static Amount Share(NetworkWorld world, int names)
    {
        Amount[] stakes = new Amount[names];
        OwnEpoch[] acts = new OwnEpoch[names];
        for (int number = 0; number < names; number++)
        {
            stakes[number] = world.Stake;
            acts[number] = new OwnEpoch(NetworkWorld.Own(number), (world.Economics.JobsPerEpoch / names) + (number < world.Economics.JobsPerEpoch % names ? 1 : 0));
        }

        return world.Settle(world.Open(stakes), acts).Rewards;
    }

    /// <summary>Each new name is a fresh account at the minimum bond without earlier offences: the state the check of cheating is made for; honest participants are asked about it too.</summary>
    public static Finding Whitewash(MechanismIncentives incentives, ImmutableArray<IncentivePart> parts)
    {
        const AlignmentProperty Property = AlignmentProperty.WhitewashResistance;
        IncentivePart cheating = IncentiveProperty.Cheating(parts), renaming = parts.First(part => part.Acts == IncentiveParts.Renaming);
        Fraction price = incentives.Economics.IdentityPrice.Low;
        if (renaming is IncentivePart.Pays pays)
        {
            return pays.On(Property, incentives.Assumptions);
        }

        return (cheating, renaming) switch
        {
            (IncentivePart.Loses loses, IncentivePart.Loses other) => Answer.Holds(
                Property,
                other.Margin is { } margin && margin < loses.Margin!.Value + price ? margin : loses.Margin!.Value + price,
                $"cheat, be caught, return under a new name: each round loses the margin of cheating and the price of the name; {other.Condition}",
                incentives.Assumptions),
            (IncentivePart.Pays fails, _) when (fails.Attack.Profit.Low - incentives.Economics.IdentityPrice.High) is { IsPositive: true } profit => new Finding.Fails
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = $"each round earns its profit less the price of a name, {Answer.Show(incentives.Economics.IdentityPrice.High)}",
                Assumptions = incentives.Assumptions,
                Attack = fails.Attack with { Strategy = $"{fails.Attack.Strategy}, then return under a new name and repeat", Profit = RationalInterval.Of(profit) },
            },
            (IncentivePart.Pays, _) => Answer.Open(Property, "one round of cheating pays, but not the price of a new name", "Make one round unprofitable: see incentive compatibility."),
            (IncentivePart.Open open, _) => Answer.Open(Property, open.Condition, "Follows once cheating is decided."),
            (_, IncentivePart.Open open) => open.On(Property, incentives.Assumptions),
            _ => throw new InvalidOperationException("A part that is none of the three."),
        };
    }

    public static Finding ExitSafety(MechanismIncentives incentives)
    {
        const AlignmentProperty Property = AlignmentProperty.ExitSafety;
        Economics economics = incentives.Economics;
        string condition = $"a verdict comes {(economics.DetectionDelay == 0 ? "in the epoch of the job" : $"{Prose.Epochs(economics.DetectionDelay)} after the job")}; stake can be charged for {Prose.Epochs(incentives.Probe.Policy.Stake.LiabilityWindow)} and is released after {Prose.Epochs(incentives.Probe.Policy.Stake.ReleaseDelay)}";
        Fraction stays = incentives.Ladder.First;
        if (incentives.Ladder.Rungs.Length < 2 || incentives.IsNeverPunished)
        {
            return Answer.Fails(
                Property, economics.LargestGainOfEpoch, condition, $"cheat on {Prose.Count(economics.GainfulJobs, "job")} and leave: the verdict finds nothing to charge", incentives.Assumptions);
        }

        Fraction leaves = incentives.Probe.PunishAfterLeaving(economics.DetectionDelay).Slashed.ToFraction();
        return leaves >= stays
            ? Answer.Holds(Property, leaves, condition, incentives.Assumptions)
            : Answer.Fails(Property, stays - leaves, condition, "cheat, then unbond everything in the same epoch", incentives.Assumptions);
    }
}
