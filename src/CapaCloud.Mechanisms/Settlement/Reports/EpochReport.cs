using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>Everything that is known of one epoch when it is settled.</summary>
/// <remarks>
/// No formula. The order of the lists does not matter: the outcome is the same bytes. Participants without a report did nothing and
/// owed nothing. An item that is not admissible is set aside and named in the settlement; the rest is settled. Two reports are equal when their lists are.
/// </remarks>
public sealed record EpochReport
{
    /// <summary>Gets the epoch, which must be the state's current one.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets public chance of a round after the epoch's work was committed; breaks ties between equal remainders.</summary>
    public Beacon Beacon { get; init; }

    /// <summary>Gets what requesters paid for the epoch's work, in base units.</summary>
    public Amount Payments { get; init; }

    /// <summary>Gets what each participant did, at most one report for each.</summary>
    public ImmutableArray<ParticipantReport> Participants { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the verdicts of the epoch's audits.</summary>
    public ImmutableArray<Verdict> Verdicts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the evidence that was brought against participants, beside the verdicts.</summary>
    public ImmutableArray<Evidence> Evidence { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the appeals of accused participants, at most one for each accusation.</summary>
    public ImmutableArray<Appeal> Appeals { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets the rulings on accusations of earlier epochs, at most one for each.</summary>
    public ImmutableArray<Ruling> Rulings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what happened to jobs, in any order.</summary>
    public ImmutableArray<JobReport> Jobs { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets who had to look at results whose verdicts are in the report, in any order (<see cref="AssignedPanel.ToDuties"/>).</summary>
    public ImmutableArray<CheckDuty> Checks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// Gets the root over the results that were committed in this epoch (<see cref="CommitmentTree.Root"/>), as it was published before the beacon. The state remembers it, and from then
    /// on nobody is found wrong on a result of this epoch that is not proven to be under it. Null where the network commits to nothing; left out of JSON then.
    /// </summary>
    [OptionalSection]
    public Digest? CommitmentRoot { get; init; }

    /// <summary>Gets the proofs that results were committed in the epochs that verdicts and evidence name, in any order: one for each result that is found wrong, of an epoch with a root.</summary>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public ImmutableArray<InclusionProof> CommitmentProofs { get; init => field = value.IsDefault ? [] : Complete(value); } = [];

    /// <summary>Returns how much of what it tells, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"epoch {Epoch}: payments of {Prose.Units(Payments)}, {Prose.Count(Participants.Length, "participant")}, {Prose.Count(Verdicts.Length, "verdict")}, {Prose.Count(Evidence.Length, "piece of evidence", "pieces of evidence")}, "
            + $"{Prose.Count(Appeals.Length, "appeal")}, {Prose.Count(Rulings.Length, "ruling")}, {Prose.Count(Jobs.Length, "report of a job", "reports of jobs")}, {Prose.Count(Checks.Length, "check")}, {Prose.Count(CommitmentProofs.Length, "proof of a commitment", "proofs of commitments")}";

    private static ImmutableArray<InclusionProof> Complete(ImmutableArray<InclusionProof> proofs)
    {
        int missing = proofs.IndexOf(null!);
        return missing < 0 ? proofs : throw new ArgumentException($"The proof of a commitment at place {missing} is null; expected a proof from {nameof(CommitmentTree)}.{nameof(CommitmentTree.Prove)}.", nameof(proofs));
    }

    /// <inheritdoc/>
    public bool Equals(EpochReport? other) =>
        other is not null
        && Epoch == other.Epoch
        && Beacon == other.Beacon
        && Payments == other.Payments
        && Participants.AsSpan().SequenceEqual(other.Participants.AsSpan())
        && Verdicts.AsSpan().SequenceEqual(other.Verdicts.AsSpan())
        && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan())
        && Appeals.AsSpan().SequenceEqual(other.Appeals.AsSpan())
        && Rulings.AsSpan().SequenceEqual(other.Rulings.AsSpan())
        && Jobs.AsSpan().SequenceEqual(other.Jobs.AsSpan())
        && Checks.AsSpan().SequenceEqual(other.Checks.AsSpan())
        && CommitmentRoot == other.CommitmentRoot
        && CommitmentProofs.AsSpan().SequenceEqual(other.CommitmentProofs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Epoch.GetHashCode() ^ Payments.GetHashCode() ^ Participants.Length ^ Verdicts.Length ^ Evidence.Length;
}
