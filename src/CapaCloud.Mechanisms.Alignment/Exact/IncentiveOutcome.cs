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

    /// <summary>A burst of so many jobs before leaving pays.</summary>
    public sealed record Fails(long Cheated, RationalInterval Profit, Fraction Detection, string Condition) : IncentiveOutcome;

    /// <summary>Not decided.</summary>
    public sealed record Undecided(Fraction? LargestGain, string WhatWouldClose, string Condition) : IncentiveOutcome;
}
