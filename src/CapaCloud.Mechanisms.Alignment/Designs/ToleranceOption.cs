using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>What one tolerance of numeric answers would do, by the data, and whether honesty still pays best with it.</summary>
/// <remarks>
/// <code>honest margin = least payment - largest cost - audit rate * highest honest fault rate * penalty of a first wrong result</code>
/// In base units a job.
/// </remarks>
/// <param name="Tolerance">How far an answer may be from the median, as a part of it.</param>
/// <param name="Condemned">How many of the honest answers it condemns.</param>
/// <param name="HonestFaultRate">The chance that an honest answer is condemned, by the data, with the stated confidence.</param>
/// <param name="DetectionAccuracy">The chance that a false answer is condemned, by the data, with the stated confidence.</param>
/// <param name="Safety">What the property says of the policy with these two.</param>
/// <param name="HonestMargin">What an honest job leaves, in the worst case.</param>
public sealed record ToleranceOption(
    Proportion Tolerance, ulong Condemned, RationalInterval HonestFaultRate, RationalInterval DetectionAccuracy, Finding Safety, Fraction HonestMargin)
{
    /// <summary>Gets a value indicating whether cheating loses and honest work still pays.</summary>
    public bool IsUsable => Safety is Finding.Holds && HonestMargin > Fraction.Zero;
}
