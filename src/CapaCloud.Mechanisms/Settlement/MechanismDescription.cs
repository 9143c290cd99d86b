using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>What a mechanism consists of, for people: its parameters, the formulas of its rules, and the loop as a Mermaid graph.</summary>
/// <remarks>No formula of its own.</remarks>
public sealed record MechanismDescription
{
    /// <summary>Gets the policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the policy's content hash.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets each parameter: where it stands in the policy, and its value.</summary>
    public required ImmutableArray<DescribedParameter> Parameters { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the formula of each rule that a parameter names: <c>capped: part = min(cap, inner)</c>.</summary>
    public ImmutableArray<string> Formulas { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the loop as a Mermaid flow chart.</summary>
    public required string Mermaid { get; init; }

    /// <summary>Returns the parameters and the formulas, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Name).Append(" (").Append(PolicyHash).Append(")\n");
        foreach ((string parameter, string value) in Parameters)
        {
            text.Append("  ").Append(parameter).Append(": ").Append(value).Append('\n');
        }

        foreach (string formula in Formulas)
        {
            text.Append("  where ").Append(formula).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <inheritdoc/>
    public bool Equals(MechanismDescription? other) =>
        other is not null
        && Name == other.Name
        && PolicyHash == other.PolicyHash
        && Mermaid == other.Mermaid
        && Formulas.AsSpan().SequenceEqual(other.Formulas.AsSpan())
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode() ^ Parameters.Length;

    internal static MechanismDescription Of(MechanismPolicy policy, Digest hash, RuleText text) => new()
    {
        Name = policy.Name,
        PolicyHash = hash,
        Parameters =
        [
            new("stake.minimumBond", Prose.Units(policy.Stake.MinimumBond)),
            new("stake.unbondingPeriod", Prose.Epochs(policy.Stake.UnbondingPeriod)),
            new("stake.liabilityWindow", Prose.Epochs(policy.Stake.LiabilityWindow)),
            new("stake.maximumTranches", Prose.Count(policy.Stake.MaximumTranches, "tranche")),
            new("verification.sampler", text.Of(policy.Verification.Sampler)),
            new("verification.verdict", text.Of(policy.Verification.Verdict)),
            new("verification.schedule", ScheduleOf(policy.Verification.Schedule)),
            new("reputation.model", text.Of(policy.Reputation.Model)),
            new("reputation is fed by", ReputationFeeding.Describe(policy)),
            new("reward.issuancePerEpoch", Prose.Units(policy.Reward.IssuancePerEpoch)),
            new("reward.treasuryFee", $"{Prose.Percent(policy.Reward.TreasuryFee)} of what requesters pay"),
            new("reward.reputationMultiplier", text.Of(policy.Reward.ReputationMultiplier)),
            new("reward.uptimeMultiplier", text.Of(policy.Reward.UptimeMultiplier)),
            new("reward.splitter", text.Of(policy.Reward.Splitter)),
            new("reward.lostShare", policy.Reward.LostShare switch
            {
                LostShareUse.Penalty => "what participants lose of their share goes where slashed stake goes",
                LostShareUse.Treasury => "what participants lose of their share goes to the treasury",
                LostShareUse.Burned => "what participants lose of their share is burned",
                _ => "what participants lose of their share is shared by the others",
            }),
            new("reward.carriesDust", policy.Reward.CarriesDust ? "what divisions leave over joins the next pool" : "what divisions leave over stays in the dust account"),
            new("penalty.bountyShare", $"{Prose.Percent(policy.Penalty.BountyShare)} of what an offender loses, to who reported it"),
            new("penalty.treasuryShare", $"{Prose.Percent(policy.Penalty.TreasuryShare)} of what an offender loses; what nobody gets is burned"),
            .. policy.Penalty.DearestInSpan is { } span ? [new DescribedParameter("penalty.dearestInSpan", $"of somebody's faults in each {Prose.Epochs(span)} the dearest counts")] : ImmutableArray<DescribedParameter>.Empty,
            .. policy.Reward.Pools.SelectMany(pool => Of(pool, text)),
            .. policy.Offences.SelectMany(offence => Of(offence, text)),
            .. policy.Jobs is { } jobs ? Of(jobs, text) : [],
            .. policy.Allocation is { } allocation ? Of(allocation, text) : [],
            .. policy.Delegation is { } delegation ? Of(delegation) : [],
            .. policy.Verification.Panels is { } panels ? Of(panels, text) : [],
            .. policy.Requesters is { } requesters
                ? [new DescribedParameter("requesters.model", text.Of(requesters.Model)), new DescribedParameter("requesters.leastScore", $"nobody works for a requester with a score below {requesters.LeastScore}")]
                : ImmutableArray<DescribedParameter>.Empty,
            .. policy.Duties is { } duties ? [new DescribedParameter("duties", duties.ToString())] : ImmutableArray<DescribedParameter>.Empty,
            new("excusedCauses", policy.ExcusedCauses.IsEmpty ? "none" : string.Join(", ", policy.ExcusedCauses)),
        ],
        Formulas = [.. FormulasOf(policy, text).Distinct()],
        Mermaid = Graph(policy),
    };

    private static IEnumerable<DescribedParameter> Of(PanelPolicy panels, RuleText text)
    {
        string score = panels.Record is null ? "score" : "score as a checker";
        yield return new("verification.panels", $"{Prose.Count(panels.Seats, "validator looks", "validators look")} at an audited result, drawn by stake and {score}, from a score of {panels.LeastScore} on{(panels.Pay.IsZero ? "" : $"; the treasury pays {Prose.Units(panels.Pay)} for a check that was right")}");
        if (panels.Record is { } record)
        {
            yield return new("verification.panels.record", text.Of(record));
        }

        if (panels.PlantedErrors is { } planted)
        {
            yield return new("verification.panels.plantedErrors", $"{Prose.Percent(planted)} of the audited results, at least, are errors that the network planted");
        }
    }

    private static IEnumerable<string> FormulasOf(MechanismPolicy policy, RuleText text) =>
    [
        .. text.Formulas(policy.Verification.Sampler),
        .. text.Formulas(policy.Verification.Verdict),
        .. text.Formulas(policy.Reputation.Model),
        .. policy.Requesters is { } requesters ? text.Formulas(requesters.Model) : [],
        .. policy.Verification.Panels?.Record is { } checks ? text.Formulas(checks) : [],
        .. text.Formulas(policy.Reward.ReputationMultiplier),
        .. text.Formulas(policy.Reward.UptimeMultiplier),
        .. text.Formulas(policy.Reward.Splitter),
        .. policy.Reward.Pools.SelectMany(pool => (IEnumerable<string>)[.. text.Formulas(pool.ReputationMultiplier), .. text.Formulas(pool.UptimeMultiplier), .. text.Formulas(pool.Splitter)]),
        .. policy.Offences.SelectMany(offence => text.Formulas(offence.Curve)),
        .. policy.Jobs is { } jobs ? text.Formulas(jobs.Service) : [],
        .. policy.Allocation is { } allocation ? text.Formulas(allocation.Auction) : [],
    ];

    private static IEnumerable<DescribedParameter> Of(FurtherPool pool, RuleText text)
    {
        string path = $"reward.pools.{pool.Name}";
        return
        [
            new($"{path}.claim", $"pays {FurtherPool.Words(pool.Claim)}"),
            new($"{path}.issuance", Prose.Units(pool.Issuance)),
            new($"{path}.feeShare", $"{Prose.Percent(pool.FeeShare)} of the network's fee"),
            new($"{path}.slashedShare", $"{Prose.Percent(pool.SlashedShare)} of what the treasury would get of penalties"),
            new($"{path}.reputationMultiplier", text.Of(pool.ReputationMultiplier)),
            new($"{path}.uptimeMultiplier", text.Of(pool.UptimeMultiplier)),
            new($"{path}.splitter", text.Of(pool.Splitter)),
        ];
    }

    private static IEnumerable<DescribedParameter> Of(OffencePolicy offence, RuleText text)
    {
        string path = $"offences.{offence.Offence}";
        return
        [
            new($"{path}.curve", text.Of(offence.Curve)),
            new($"{path}.repetitionWindow", offence.RepetitionWindow.IsZero ? "no earlier offence counts" : $"offences of the last {Prose.Epochs(offence.RepetitionWindow)} count as earlier ones"),
            new($"{path}.correlationWindow", offence.CorrelationWindow.IsZero ? "stake at fault in the epoch of the fault alone" : $"stake at fault in the {Prose.Epochs(offence.CorrelationWindow)} before the fault as well"),
            new($"{path}.jail", offence.Jail.IsZero ? "none" : Prose.Epochs(offence.Jail)),
            new($"{path}.forfeitsReward", offence.IsInvalidating ? "the reward of the epoch that brought it, and nothing else" : offence.ForfeitsReward ? "the reward of the epoch that brought it" : "nothing of the reward"),
            new($"{path}.appealWindow", offence.AppealWindow.IsZero ? "no appeal, charged at once" : $"{Prose.Epochs(offence.AppealWindow)}, as long again after an appeal"),
            new($"{path}.circuitBreaker", offence.CircuitBreaker is { } breaker ? $"nobody pays for an epoch in which {Prose.Percent(breaker)} of all stake or more was at fault" : "none: whoever is at fault pays"),
        ];
    }

    private static IEnumerable<DescribedParameter> Of(JobPolicy jobs, RuleText text) =>
    [
        .. jobs.Classes.Select(static item => new DescribedParameter($"jobs.classes.{item.Name}", $"at most {Prose.Units(item.MaximumValue)} at risk, ready in {Prose.Epochs(item.Duration)}")),
        new("jobs.cover", jobs.Cover.Gain.IsZero ? "stake need not cover work" : $"open value * {jobs.Cover.Gain} <= bonded stake * {jobs.Cover.Coverage}"),
        new("jobs.fee", $"{Prose.Percent(jobs.Fee)} of what a provider earns"),
        new("jobs.reviewPeriod", $"{Prose.Epochs(jobs.ReviewPeriod)}, then a result is paid"),
        new("jobs.grace", jobs.Grace.IsZero ? "no result after its deadline" : $"{Prose.Epochs(jobs.Grace)} after the deadline, for less each epoch"),
        new("jobs.service", text.Of(jobs.Service)),
        new("jobs.cancellationFee", $"{Prose.Percent(jobs.CancellationFee)} of the price, to the provider when the requester calls the job off"),
        new("jobs.rulingPeriod", jobs.RulingPeriod.IsZero ? "no disputes" : $"{Prose.Epochs(jobs.RulingPeriod)} for a ruling on a dispute"),
        new("jobs.disputeBond", $"{Prose.Percent(jobs.DisputeBond)} of the price"),
        new("jobs.noRulingRefund", $"{Prose.Percent(jobs.NoRulingRefund)} of what was earned, when no ruling comes"),
    ];

    private static IEnumerable<DescribedParameter> Of(AllocationPolicy allocation, RuleText text) =>
    [
        new("allocation.auction", text.Of(allocation.Auction)),
        new("allocation.access", allocation.Access is null
            ? "as many jobs as the stake covers"
            : $"of the tasks of a class {string.Join(", ", allocation.Access.Points.Select(static point => $"{Prose.Percent(point.Share)} at a score of {point.Score}"))}, straight between; at least one"),
    ];

    private static IEnumerable<DescribedParameter> Of(DelegationPolicy delegation) =>
    [
        new("delegation.commission", $"from {Prose.Percent(delegation.CommissionAtLeast)} to {Prose.Percent(delegation.CommissionAtMost)} of what the delegators' stake earns"),
        new("delegation.largestCommissionStep", $"{Prose.Percent(delegation.LargestCommissionStep)} at once, {Prose.Epochs(delegation.CommissionPause)} apart"),
        new("delegation.commissionNotice", $"a higher commission counts {Prose.Epochs(delegation.CommissionNotice)} after it was announced"),
        new("delegation.minimumDelegation", Prose.Units(delegation.MinimumDelegation)),
        new("delegation.ownStakeFirst", delegation.OwnStakeFirst ? "a penalty takes the operator's own stake first" : "a penalty takes of own and delegated stake in proportion"),
    ];

    private static string ScheduleOf(CommitmentSchedule schedule) =>
        $"epoch e closes in beacon round {schedule.FirstRound} + {schedule.RoundsPerEpoch} * e, and is drawn by the round {schedule.Gap} later";

    private static string Graph(MechanismPolicy policy)
    {
        StringBuilder graph = new("flowchart LR\n");
        Node("work", "work is done");
        Node("select", $"SelectAudits\n{policy.Verification.Sampler.GetType().Name}");
        Node("adjudicate", $"Adjudicate\n{policy.Verification.Verdict.GetType().Name}");
        Node("settle", $"Settle\n{policy.Reward.Splitter.GetType().Name}");
        Node("state", $"state: stake and reputation\n{policy.Reputation.Model.GetType().Name}");
        graph.Append("  work --> select --> adjudicate --> settle --> state --> work\n");
        for (int index = 0; index < policy.Offences.Length; index++)
        {
            Node($"offence{index}", $"{policy.Offences[index].Offence}\n{policy.Offences[index].Curve.GetType().Name}");
            graph.Append($"  settle -. slashes .-> offence{index}\n");
        }

        return graph.ToString();

        void Node(string id, string label) =>
            graph.Append("  ").Append(id).Append("[\"").Append(label.Replace("\n", "<br/>", StringComparison.Ordinal)).Append("\"]\n");
    }
}
