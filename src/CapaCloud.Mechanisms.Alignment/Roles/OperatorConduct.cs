using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>What an operator can do with its delegators' money, or together with them.</summary>
internal static class OperatorConduct
{
    /// <summary>An operator that shares the gain of cheating with delegators: the fewer share, the less they lose together, so the operator alone decides.</summary>
    public static Finding Kickbacks(DelegationTerms terms, Finding alone)
    {
        string own = $"with the operator's own bond of {terms.Delegation.OperatorBond} at stake beside {terms.Delegation.All} of its delegators: {alone.Condition}";
        return alone switch
        {
            Finding.Fails fails => fails with
            {
                Property = AlignmentProperty.CollusionResistance,
                Condition = own,
                Attack = fails.Attack with { Strategy = $"{fails.Attack.Strategy}; what the delegators lose is not the operator's loss, and a part of the gain buys their silence" },
            },
            Finding.Holds holds => holds with
            {
                Property = AlignmentProperty.CollusionResistance,
                Condition = own,
                Assumptions = holds.Assumptions.Add("A delegator that shares in the gain brings its own stake into the loss: no such coalition gains where the operator alone does not."),
            },
            _ => alone with { Property = AlignmentProperty.CollusionResistance, Condition = own },
        };
    }

    /// <summary>An operator that is slashed on purpose: what its delegators lose for each unit of its own.</summary>
    public static Finding Griefing(DelegationTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.GriefingBound;
        Fraction harm = terms.Play.Harm(terms.Penalty).ToFraction();
        Fraction spent = terms.Incentives.Ladder.First;
        Fraction limit = terms.Incentives.Economics.GriefingLimit.Low;
        string condition = $"a false result costs the operator {Answer.Show(spent)} and its delegators {Answer.Show(harm)}";
        if (harm.IsZero)
        {
            return Answer.Holds(Property, limit, condition, []);
        }

        if (spent.IsZero)
        {
            return Answer.Fails(Property, harm, $"{condition}: g is unbounded", "let the delegators be slashed: it costs the operator nothing", []);
        }

        Fraction factor = harm / spent;
        return factor <= limit
            ? Answer.Holds(Property, limit - factor, $"{condition}: {Figures.Number(factor)} units of harm for each unit of its own", ["The commission that the operator loses with its delegators is not counted."])
            : Answer.Fails(Property, harm - (limit * spent), $"{condition}: {Figures.Number(factor)} units of harm for each unit of its own", "be slashed on purpose: each unit of the operator's burns more of its delegators' than the limit allows; the profit is the harm beyond the limit", []);
    }
}
