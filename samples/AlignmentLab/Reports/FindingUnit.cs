using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>The unit of a finding's margin or profit.</summary>
internal static class FindingUnit
{
    public static string Of(Finding finding) => finding.Property switch
    {
        AlignmentProperty.GriefingBound when finding is Finding.Holds => "base units of harm for each base unit spent",
        AlignmentProperty.GriefingBound => "base units of harm beyond the limit",
        AlignmentProperty.ExitSafety when finding is Finding.Holds => "base units of stake that leaving does not save",
        AlignmentProperty.VerifierDiligence => "base units for each check",
        AlignmentProperty.RequesterFairness => "base units for each job",
        AlignmentProperty.WhitewashResistance when finding is Finding.Holds => "base units for each new name",
        AlignmentProperty.Monotonicity => "none",
        _ => "base units an epoch",
    };
}
