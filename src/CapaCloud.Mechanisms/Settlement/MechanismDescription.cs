using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Settlement.Policies;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a mechanism consists of, for people: its parameters, and the loop as a Mermaid graph.</summary>
/// <remarks>No formula of its own.</remarks>
public sealed record MechanismDescription
{
    /// <summary>Gets the policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the policy's content hash.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets each parameter: where it stands in the policy, and its value.</summary>
    public required ImmutableArray<DescribedParameter> Parameters { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the loop as a Mermaid flow chart.</summary>
    public required string Mermaid { get; init; }

    /// <summary>Returns the parameters, one a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Name).Append(" (").Append(PolicyHash).Append(")\n");
        foreach ((string parameter, string value) in Parameters)
        {
            text.Append("  ").Append(parameter).Append(": ").Append(value).Append('\n');
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(MechanismDescription? other) =>
        other is not null
        && Name == other.Name
        && PolicyHash == other.PolicyHash
        && Mermaid == other.Mermaid
        && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => PolicyHash.GetHashCode() ^ Parameters.Length;

    internal static MechanismDescription Of(MechanismPolicy policy, Digest hash, RuleText text) => new()
    {
        Name = policy.Name,
        PolicyHash = hash,
        Parameters =
        [
            new("stake.minimumBond", $"{policy.Stake.MinimumBond} units"),
            new("stake.unbondingPeriod", $"{policy.Stake.UnbondingPeriod} epochs"),
            new("stake.liabilityWindow", $"{policy.Stake.LiabilityWindow} epochs"),
            new("verification.sampler", text.Of(policy.Verification.Sampler)),
            new("verification.verdict", text.Of(policy.Verification.Verdict)),
            new("reputation.model", text.Of(policy.Reputation.Model)),
            new("reward.issuancePerEpoch", $"{policy.Reward.IssuancePerEpoch} units"),
            new("reward.treasuryFee", $"{policy.Reward.TreasuryFee}"),
            new("reward.reputationMultiplier", text.Of(policy.Reward.ReputationMultiplier)),
            new("reward.uptimeMultiplier", text.Of(policy.Reward.UptimeMultiplier)),
            new("reward.splitter", text.Of(policy.Reward.Splitter)),
            new("penalty.bountyShare", $"{policy.Penalty.BountyShare}"),
            new("penalty.treasuryShare", $"{policy.Penalty.TreasuryShare}"),
            .. policy.Offences.Select(offence => new DescribedParameter($"offences.{offence.Offence}", text.Of(offence.Curve))),
            new("excusedCauses", string.Join(", ", policy.ExcusedCauses)),
        ],
        Mermaid = Graph(policy),
    };

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
