namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What is said of requesters where the policy remembers what they do: a bad record costs later jobs, and a new name is a newcomer again. No engine plays either.</summary>
internal static class RequesterRecord
{
    public static Finding Judge(Finding finding, MechanismPolicy policy) => policy.Requesters is null || !IsOfRequesters(finding.Property) ? finding : finding switch
    {
        // Paying oneself makes no record worse.
        Finding.Fails fails when fails.Attack.Strategy.StartsWith("dispute", StringComparison.Ordinal) => Open(fails, "it fails for a single job, and a worse record as a requester costs later ones"),
        Finding.Holds holds when holds.Property is AlignmentProperty.SybilNeutrality or AlignmentProperty.WhitewashResistance => Open(holds, "a requester with a bad record begins anew under another name"),
        _ => finding,
    };

    private static bool IsOfRequesters(AlignmentProperty property) => property is AlignmentProperty.IncentiveCompatibility or AlignmentProperty.ParallelSafety or AlignmentProperty.CollusionResistance
        or AlignmentProperty.RequesterFairness or AlignmentProperty.SybilNeutrality or AlignmentProperty.WhitewashResistance;

    private static Finding.Inconclusive Open(Finding finding, string why) => new()
    {
        Property = finding.Property,
        Engine = finding.Engine,
        Condition = $"{why}, which no engine plays yet ({finding.Condition})",
        Assumptions = finding.Assumptions,
        WhatWouldClose = "an engine that plays a requester's life: its record, the jobs that it loses, and new names",
    };
}
