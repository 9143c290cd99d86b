using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>A sensitivity in words, the same in the terminal and on the page.</summary>
internal static class SensitivityText
{
    public static string Slope(Sensitivity entry) => entry.Slope is { } slope ? RationalText.Approximate(slope, 4) : "not known";

    /// <summary>An end of the range in which the property was seen to hold.</summary>
    public static string End(Fraction? value, bool isBound) => value is { } end && isBound ? RationalText.Approximate(end, 4) : value is null ? "does not hold" : "any";
}
