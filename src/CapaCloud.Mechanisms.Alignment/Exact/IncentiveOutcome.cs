using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>What the exact engine found about cheating under a mechanism.</summary>
internal abstract record IncentiveOutcome
{
    private IncentiveOutcome()
    {
    }

    /// <summary>Cheating loses at least the margin, in base units.</summary>
    public sealed record Holds(Fraction Margin, string Condition) : IncentiveOutcome;

    /// <summary>An attack that was played pays.</summary>
    public sealed record Fails(AttackTrace Trace, RationalInterval Profit, string Condition) : IncentiveOutcome;

    /// <summary>Not decided.</summary>
    public sealed record Inconclusive(Fraction? LargestGain, string WhatWouldClose, string Condition) : IncentiveOutcome;
}
