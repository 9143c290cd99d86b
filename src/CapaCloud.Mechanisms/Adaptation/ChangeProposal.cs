using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A change that was proposed, with the terms that it was made under: they stay with it whatever the rules become.</summary>
/// <remarks>
/// <code>ProposedAt &lt;= VotingEnds &lt;= Activation &lt; Expiry</code>
/// In epochs. Immutable.
/// </remarks>
public sealed record ChangeProposal
{
    private readonly ImmutableArray<ulong> _after = [];

    /// <summary>Gets the number of the version that it makes; no other proposal has it.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public required ulong Version { get; init; }

    /// <summary>Gets the content hash of the policy that it makes.</summary>
    public required Digest Content { get; init; }

    /// <summary>Gets who proposed it.</summary>
    public required ParticipantId Proposer { get; init; }

    /// <summary>Gets what it deposited.</summary>
    public Amount Deposit { get; init; }

    /// <summary>Gets the epoch in which it was proposed.</summary>
    public required Epoch ProposedAt { get; init; }

    /// <summary>Gets the epoch in which its vote ends.</summary>
    public required Epoch VotingEnds { get; init; }

    /// <summary>Gets the first epoch in which it can hold.</summary>
    public required Epoch Activation { get; init; }

    /// <summary>Gets the first epoch in which it cannot be activated any more.</summary>
    public required Epoch Expiry { get; init; }

    /// <summary>Gets the rule by which it is approved; none where nobody votes.</summary>
    public VoteRule? Approval { get; init; }

    /// <summary>Gets the rules of change that come with it; none where it leaves the rules as they are.</summary>
    public ChangeRules? NewRules { get; init; }

    /// <summary>Gets the versions that must hold before it.</summary>
    [JsonConverter(typeof(WholeNumbersJsonConverter<ulong>))]
    public ImmutableArray<ulong> After
    {
        get => _after;
        init => _after = value.IsDefault ? [] : value;
    }

    /// <summary>Gets where it stands.</summary>
    public required ChangeStatus Status { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets a value indicating whether it can still come to hold.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is ChangeStatus.Proposed or ChangeStatus.Approved;

    /// <summary>Returns the part of its voting time that has passed.</summary>
    /// <param name="now">The epoch.</param>
    /// <returns>The part, rounded down; one at the end and where nobody votes.</returns>
    public Proportion Elapsed(Epoch now) => now >= VotingEnds || VotingEnds == ProposedAt
        ? Proportion.One
        : now <= ProposedAt ? Proportion.Zero : Proportion.FromQuotient(now.Since(ProposedAt).Epochs, VotingEnds.Since(ProposedAt).Epochs, Rounding.Down);

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ChangeProposal {{ Version = {Version}, Content = {Content}, Proposer = {Proposer}, Deposit = {Deposit}, ProposedAt = {ProposedAt}, "
        + $"VotingEnds = {VotingEnds}, Activation = {Activation}, Expiry = {Expiry}, Approval = {Approval}, After = {Prose.List(After)}, Status = {Status}, "
        + $"IsOpen = {IsOpen} }}";

    /// <inheritdoc/>
    public bool Equals(ChangeProposal? other) =>
        other is not null
        && Version == other.Version && Content == other.Content && Proposer == other.Proposer && Deposit == other.Deposit
        && ProposedAt == other.ProposedAt && VotingEnds == other.VotingEnds && Activation == other.Activation && Expiry == other.Expiry
        && Approval == other.Approval && NewRules == other.NewRules && Status == other.Status && After.AsSpan().SequenceEqual(other.After.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Version.GetHashCode() ^ Content.GetHashCode() ^ Status.GetHashCode();
}
