using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>The answer about one kind of act: what it loses at least, or the attack, or what is open.</summary>
/// <param name="Acts">Which acts.</param>
internal abstract record IncentivePart(string Acts)
{
    /// <summary>They lose at least this much in an epoch; null where nothing can be gained at all.</summary>
    public sealed record Loses(string Acts, Fraction? Margin, string Condition) : IncentivePart(Acts);

    /// <summary>They pay.</summary>
    public sealed record Pays(string Acts, AlignmentAttack Attack, string Condition) : IncentivePart(Acts);

    /// <summary>Neither is shown.</summary>
    public sealed record Open(string Acts, string WhatWouldClose, string Condition, Fraction? LargestGain = null) : IncentivePart(Acts);

    /// <summary>The part as a finding of its own.</summary>
    public Finding On(AlignmentProperty property, System.Collections.Immutable.ImmutableArray<string> assumptions) => this switch
    {
        Loses loses => Answer.Holds(property, loses.Margin ?? Fraction.Zero, loses.Condition, assumptions),
        Pays pays => new Finding.Fails { Property = property, Engine = AlignmentEngine.Exact, Condition = pays.Condition, Assumptions = assumptions, Attack = pays.Attack },
        Open open => new Finding.Inconclusive
        {
            Property = property,
            Engine = AlignmentEngine.Exact,
            Condition = open.Condition,
            Assumptions = assumptions,
            LargestGain = open.LargestGain,
            WhatWouldClose = open.WhatWouldClose,
        },
        _ => throw new InvalidOperationException("A part that is none of the three."),
    };

    internal static AlignmentAttack Gains(string strategy, Fraction profit, long epochs = 1) =>
        new() { Strategy = strategy, Profit = RationalInterval.Of(profit), Epochs = epochs };
}
