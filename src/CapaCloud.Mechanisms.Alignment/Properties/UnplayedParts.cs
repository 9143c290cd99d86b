namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What is said of a policy with parts that no engine plays: jobs that are paid one by one, stake that others delegated, further pools of rewards, and faults of which the dearest counts. Nothing holds by the engines alone, and where further pools pay as well nothing fails by them either.</summary>
internal static class UnplayedParts
{
    private const string FurtherPools = "an engine that plays further pools: their claims, their sources and what is lost of them";

    public static Finding Judge(Finding finding, Mechanism mechanism) =>
        finding is Finding.Fails { Property: AlignmentProperty.RequesterFairness } && mechanism.Policy.Requesters is not null
            ? RequesterRecord.Judge(finding, mechanism.Policy)
            : finding is Finding.Holds && WhatIsLeftOut(mechanism.Policy) is { } left
            ? new Finding.Inconclusive
            {
                Property = finding.Property,
                Engine = finding.Engine,
                Condition = $"it holds for {left.Holds}, and the policy {left.LeftOut}, which no engine looks at yet ({finding.Condition})",
                Assumptions = finding.Assumptions,
                WhatWouldClose = left.Closes,
            }
            : finding is Finding.Fails failing && !mechanism.Policy.Reward.Pools.IsEmpty
                ? new Finding.Inconclusive
                {
                    Property = failing.Property,
                    Engine = failing.Engine,
                    Condition = $"it fails for what the pool of work pays, and the policy pays out of further pools as well, which no engine looks at yet ({failing.Condition})",
                    Assumptions = failing.Assumptions,
                    WhatWouldClose = FurtherPools,
                }
                : finding;

    public static AlignmentReport Judge(AlignmentReport report, Mechanism mechanism) =>
        WhatIsLeftOut(mechanism.Policy) is null ? report : report with { Findings = [.. report.Findings.Select(finding => Judge(finding, mechanism))] };

    private static (string Holds, string LeftOut, string Closes)? WhatIsLeftOut(MechanismPolicy policy) =>
        policy.Jobs is not null
            ? ("what the pool pays", "pays jobs one by one as well", "an engine that plays jobs: their price, their verdict and their refund")
            : policy.Delegation is not null
                ? ("an operator without delegators", "lets others share its reward and its penalties", "an engine that plays an operator with delegators: it keeps a part of the reward, and loses a part of the penalty")
                : !policy.Reward.Pools.IsEmpty
                    ? ("what the pool of work pays", "pays out of further pools as well", FurtherPools)
                    : policy.Penalty.DearestInSpan is { } span
                        ? ("somebody who is found out once in a span", $"lets the dearest fault of each {Prose.Epochs(span)} count alone", "an engine that plays several faults in one span: the second costs nothing where it is not dearer")
                        : null;
}
