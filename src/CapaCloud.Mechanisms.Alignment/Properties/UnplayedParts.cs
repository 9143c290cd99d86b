namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What is said of a policy with parts that no engine plays: jobs that are paid one by one, stake that others delegated, and faults of which the dearest counts. Nothing holds by the engines alone.</summary>
internal static class UnplayedParts
{
    public static Finding Judge(Finding finding, Mechanism mechanism) =>
        finding is Finding.Holds && WhatIsLeftOut(mechanism.Policy) is { } left
            ? new Finding.Inconclusive
            {
                Property = finding.Property,
                Engine = finding.Engine,
                Condition = $"it holds for {left.Holds}, and the policy {left.LeftOut}, which no engine looks at yet ({finding.Condition})",
                Assumptions = finding.Assumptions,
                WhatWouldClose = left.Closes,
            }
            : finding;

    public static AlignmentReport Judge(AlignmentReport report, Mechanism mechanism) =>
        WhatIsLeftOut(mechanism.Policy) is null ? report : report with { Findings = [.. report.Findings.Select(finding => Judge(finding, mechanism))] };

    private static (string Holds, string LeftOut, string Closes)? WhatIsLeftOut(MechanismPolicy policy) =>
        policy.Jobs is not null
            ? ("what the pool pays", "pays jobs one by one as well", "an engine that plays jobs: their price, their verdict and their refund")
            : policy.Delegation is not null
                ? ("an operator without delegators", "lets others share its reward and its penalties", "an engine that plays an operator with delegators: it keeps a part of the reward, and loses a part of the penalty")
                : policy.Penalty.DearestInSpan is { } span
                    ? ("somebody who is found out once in a span", $"lets the dearest fault of each {Prose.Epochs(span)} count alone", "an engine that plays several faults in one span: the second costs nothing where it is not dearer")
                    : null;
}
