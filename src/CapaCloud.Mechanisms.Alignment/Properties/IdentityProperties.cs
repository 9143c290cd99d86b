using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Sybil neutrality, whitewash resistance and exit safety: what other names and doors gain.</summary>
internal static class IdentityProperties
{
    internal const int MostNames = 8;

    public static Finding SybilNeutrality(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        const AlignmentProperty Property = AlignmentProperty.SybilNeutrality;
        Fraction chance = incentives.AuditRate * economics.HonestFaultRate.High;
        if (chance.IsZero)
        {
            // Shares are linear in work and round down, so several names never get more; fewer names get at most a unit for each name more.
            Fraction rounding = incentives.Probe.Policy.Reward.Splitter is ITotalsSplitter ? Fraction.Zero : new Fraction(MostNames);
            return new Finding.Holds
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = "weight is linear in work, nothing is paid for a name or for stake, and penalties are parts of the stake",
                Margin = economics.IdentityPrice.Low,
                Epsilon = rounding + Fraction.One,
                Assumptions = [$"Epsilon is the rounding of shares over up to {MostNames} names.", "Cheating under each name is the question of incentive compatibility, asked at the minimum bond."],
            };
        }

        (Fraction best, int names) = (new Fraction(-1), 1);
        for (int count = 2; count <= MostNames; count++)
        {
            // One name that holds the stake and does the work of several loses a part of all its stake for each wrongful verdict.
            PenaltyLadder large = new([.. incentives.Ladder.Rungs.Select(rung => rung * new Fraction(count))]);
            Fraction together = large.Expected(economics.JobsPerEpoch * count, chance).Low;
            Fraction apart = incentives.Ladder.Expected(economics.JobsPerEpoch, chance).High * new Fraction(count);
            Fraction lifetime = (together - apart) / (Fraction.One - economics.Discount.Low);
            Fraction profit = lifetime - (new Fraction(count - 1) * economics.IdentityPrice.Low);
            (best, names) = profit > best ? (profit, count) : (best, count == 2 ? 2 : names);
        }

        string condition = $"wrongful verdicts take a part of all the stake of a name; a further name costs {Answer.Show(economics.IdentityPrice.Low)}";
        return best.IsNegative
            ? Answer.Open(Property, condition, $"Splitting into up to {MostNames} names loses; more names were not looked at. An honest fault rate of 0 or a penalty in money rather than in parts of the stake closes it.")
            : Answer.Fails(Property, best, condition, $"work honestly under {names} names with a minimum bond each instead of one with all the stake", []);
    }

    /// <summary>Each new name is a fresh account at the minimum bond without earlier offences: exactly the state the exact check is made for.</summary>
    public static Finding Whitewash(MechanismIncentives incentives, Finding cheating) => cheating switch
    {
        Finding.Holds holds => Answer.Holds(
            AlignmentProperty.WhitewashResistance,
            holds.Margin + incentives.Economics.IdentityPrice.Low,
            "cheat, be caught, return under a new name: each round loses the margin of incentive compatibility and the price of the name",
            holds.Assumptions),
        Finding.Fails fails => new Finding.Fails
        {
            Property = AlignmentProperty.WhitewashResistance,
            Engine = fails.Engine,
            Condition = $"each round earns its profit less the price of a name, {Answer.Show(incentives.Economics.IdentityPrice.High)}",
            Assumptions = fails.Assumptions,
            Attack = fails.Attack with
            {
                Strategy = $"{fails.Attack.Strategy}, then return under a new name and repeat",
                Profit = Less(fails.Attack.Profit, incentives.Economics.IdentityPrice.Low),
            },
        } is { Attack.Profit.Low.IsNegative: false } repeated
            ? repeated
            : Answer.Open(
                AlignmentProperty.WhitewashResistance,
                "one round of cheating pays, but not the price of a new name",
                "Make one round unprofitable: see incentive compatibility."),
        _ => Answer.Open(AlignmentProperty.WhitewashResistance, cheating.Condition, "Follows once incentive compatibility is decided."),
    };

    public static Finding ExitSafety(MechanismIncentives incentives)
    {
        const AlignmentProperty Property = AlignmentProperty.ExitSafety;
        Economics economics = incentives.Economics;
        string condition = $"a verdict comes {economics.DetectionDelay} epochs after the job, stake stays chargeable for {incentives.Probe.Policy.Stake.LiabilityWindow} and is released after {incentives.Probe.Policy.Stake.ReleaseDelay}";
        Fraction stays = incentives.Ladder.First;
        if (incentives.Ladder.Rungs.Length < 2 || incentives.IsNeverPunished)
        {
            return Answer.Fails(
                Property, economics.LargestGainOfEpoch, condition, $"cheat on {economics.GainfulJobs} jobs and leave: the verdict finds nothing to charge", incentives.Assumptions);
        }

        Fraction leaves = incentives.Probe.PunishAfterLeaving(economics.DetectionDelay).Slashed.ToFraction();
        return leaves >= stays
            ? Answer.Holds(Property, leaves, condition, incentives.Assumptions)
            : Answer.Fails(Property, stays - leaves, condition, "cheat, then unbond everything in the same epoch", incentives.Assumptions);
    }

    private static RationalInterval Less(RationalInterval profit, Fraction price) => RationalInterval.Between(profit.Low - price, profit.High - price);
}
