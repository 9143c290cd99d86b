using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Incentive compatibility: no act, alone or with others, from any state that honest work leads to. It holds when every part does.</summary>
internal static class IncentiveProperty
{
    private const AlignmentProperty Property = AlignmentProperty.IncentiveCompatibility;

    public static ImmutableArray<IncentivePart> Parts(MechanismIncentives incentives, HonestLife life, CancellationToken cancellation) =>
    [
        IncentiveParts.OfCheating(incentives, cancellation),
        IncentiveParts.OfWorking(incentives, life),
        IncentiveParts.OfLeaving(incentives, life),
        IncentiveParts.OfRenaming(incentives, life),
        IncentiveParts.OfHolding(incentives),
    ];

    /// <summary>Cheating alone, from any stake: also from one so large that the circuit breaker lets it off.</summary>
    public static IncentivePart Cheating(ImmutableArray<IncentivePart> parts) =>
        parts[0] is IncentivePart.Loses ? parts.First(part => part.Acts == IncentiveParts.Holding) is IncentivePart.Loses ? parts[0] : parts.First(part => part.Acts == IncentiveParts.Holding) : parts[0];

    public static Finding Of(MechanismIncentives incentives, ImmutableArray<IncentivePart> parts)
    {
        ImmutableArray<string> assumptions = Assumptions(incentives);
        if (parts.OfType<IncentivePart.Pays>().OrderByDescending(part => part.Attack.ProfitPerEpoch).FirstOrDefault() is { } attack)
        {
            return attack.On(Property, assumptions);
        }

        IncentivePart.Open[] open = [.. parts.OfType<IncentivePart.Open>()];
        if (open.Length > 0)
        {
            return new Finding.Inconclusive
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = string.Join("; ", open.Select(part => part.Condition)),
                Assumptions = assumptions,
                LargestGain = open.Length == 1 ? open[0].LargestGain : null,
                WhatWouldClose = string.Join(" ", open.Select(part => $"Not shown: {part.Acts}. {part.WhatWouldClose}")),
            };
        }

        // What cheating loses is the margin; working less, leaving and new names must not gain, and may tie.
        IncentivePart.Loses[] loses = [.. parts.OfType<IncentivePart.Loses>()];
        Fraction least = loses.Where(part => part.Acts is IncentiveParts.Cheating or IncentiveParts.Holding && part.Margin is not null).Min(part => part.Margin!.Value);
        return Answer.Holds(Property, least, string.Join("; ", loses.Where(part => part.Margin is not null).Select(part => part.Condition)), assumptions);
    }

    private static ImmutableArray<string> Assumptions(MechanismIncentives incentives) =>
    [
        .. incentives.Assumptions,
        "Asked from a newcomer's state, from the steady state, and from every state between that honest work and wrongful verdicts lead to; cheating is asked from every state in which work is given.",
        "Stake counts at its face value while it is bonded; one participant works under one name at a time, several at once are the question of Sybil neutrality and of coalitions.",
        "Stake above the minimum bond costs its interest, 1 - discount an epoch: nobody holds it for nothing.",
        .. incentives.Economics.OutsideOption is null ? (string[])["No outside option was given: leaving is worth nothing."] : [],
    ];
}
