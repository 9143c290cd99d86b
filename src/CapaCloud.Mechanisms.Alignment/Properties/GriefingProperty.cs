using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>The griefing bound: what auditors on the attacker's side can do to an honest participant.</summary>
internal static class GriefingProperty
{
    public static Finding Griefing(MechanismIncentives incentives, HonestLife life)
    {
        const AlignmentProperty Property = AlignmentProperty.GriefingBound;
        Economics economics = incentives.Economics;
        if (economics.ColludingShare is null && economics.CoalitionMembers == 0)
        {
            return Answer.Missing(Property, nameof(Economics.ColludingShare), "how much harm colluding auditors do to an honest participant for each unit they spend");
        }

        if (CoalitionPanel.Of(incentives) is not { } panel)
        {
            return CoalitionProperties.TooLarge(Property);
        }

        Fraction captured = panel.Condemns;
        if (captured.IsZero)
        {
            return Answer.Holds(Property, economics.GriefingLimit.Low, "without a colluding auditor nobody can be condemned for nothing, so that nothing spent does harm", incentives.Assumptions);
        }

        Fraction harm = captured * (life.Largest + life.Forfeited + life.Later);
        bool isSeen = incentives.Probe.Policy.Verification.Panels is not null;
        Fraction spent = isSeen ? Fraction.Zero : (Fraction.One - captured) * OffencePrice.Of(incentives, Offence.FalseAccusation);
        string condition = isSeen
            ? $"a coalition decides {Figures.Percent(captured)} of the panels, and its members know which; there a false verdict costs it nothing and does harm of {Answer.Show(harm)} on average over all panels"
            : $"{Figures.Percent(captured)} of false verdicts succeed; an attempt does harm of {Answer.Show(harm)} on average and costs the attacker {Answer.Show(spent)}";
        if (harm.IsZero)
        {
            return Answer.Holds(Property, economics.GriefingLimit.Low, condition, incentives.Assumptions);
        }

        if (spent.IsZero)
        {
            return Answer.Fails(Property, harm, $"{condition}: without limit", "condemn an honest result: it costs nothing to try; the profit is the victim's harm", incentives.Assumptions);
        }

        Fraction factor = harm / spent;
        return factor <= economics.GriefingLimit.Low
            ? Answer.Holds(Property, economics.GriefingLimit.Low - factor, $"{condition}: {Figures.Number(factor)} units of harm for each unit spent", incentives.Assumptions)
            : Answer.Fails(Property, harm - (economics.GriefingLimit.Low * spent), $"{condition}: {Figures.Number(factor)} units of harm for each unit spent", "condemn honest results: each unit spent does more harm than the limit allows; the profit is the harm beyond the limit", incentives.Assumptions);
    }
}
