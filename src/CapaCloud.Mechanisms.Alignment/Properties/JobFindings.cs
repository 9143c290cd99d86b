namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What is said of a policy whose requesters pay jobs one by one: the engines look at pay from the pool, so nothing holds by them alone.</summary>
internal static class JobFindings
{
    public static Finding Judge(Finding finding, Mechanism mechanism) =>
        finding is Finding.Holds && mechanism.Policy.Jobs is not null
            ? new Finding.Inconclusive
            {
                Property = finding.Property,
                Engine = finding.Engine,
                Condition = $"it holds for what the pool pays, and the policy pays jobs one by one as well, which no engine looks at yet ({finding.Condition})",
                Assumptions = finding.Assumptions,
                WhatWouldClose = "an engine that plays jobs: their price, their verdict and their refund",
            }
            : finding;

    public static AlignmentReport Judge(AlignmentReport report, Mechanism mechanism) =>
        mechanism.Policy.Jobs is null ? report : report with { Findings = [.. report.Findings.Select(finding => Judge(finding, mechanism))] };
}
