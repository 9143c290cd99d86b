using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The commitments of one epoch: one for each author and task, in one order, and what was set aside with the reason.</summary>
/// <remarks>
/// No formula. The same whatever order the commitments came in and however often each came. One that is flawed never hinders another.
/// When an author committed to two results on one task, the smallest seal stands: nobody can choose between them later. Takes
/// n log n comparisons.
/// </remarks>
public sealed record AdmittedCommitments
{
    [JsonConstructor]
    internal AdmittedCommitments(CommitmentWindow window, ImmutableArray<Commitment> commitments, ImmutableArray<SetAsideCommitment> setAside)
    {
        commitments = commitments.IsDefault ? [] : commitments;
        setAside = setAside.IsDefault ? [] : setAside;
        for (int index = 0; index < commitments.Length; index++)
        {
            if (FlawOf(window, commitments[index]) is { } flaw)
            {
                throw new ArgumentException($"Commitment {index} is {flaw} and was not admitted.", nameof(commitments));
            }

            if (index > 0 && (IsSameWork(commitments[index - 1], commitments[index]) || Compare(commitments[index - 1], commitments[index]) > 0))
            {
                throw new ArgumentException($"Commitment {index} is not after the one before it; expected each author and task once, in order.", nameof(commitments));
            }
        }

        Window = window;
        Commitments = commitments;
        SetAside = setAside;
    }

    /// <summary>Gets the window they were made for.</summary>
    public CommitmentWindow Window { get; }

    /// <summary>Gets the commitments that count, by author and task.</summary>
    public ImmutableArray<Commitment> Commitments { get; }

    /// <summary>Gets what does not count, by author, task and seal.</summary>
    public ImmutableArray<SetAsideCommitment> SetAside { get; }

    /// <summary>Sorts out the commitments of an epoch.</summary>
    /// <param name="window">The epoch's window.</param>
    /// <param name="commitments">What was handed in, in any order.</param>
    /// <returns>What counts and what does not.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="commitments"/> is null.</exception>
    public static AdmittedCommitments Admit(in CommitmentWindow window, IEnumerable<Commitment> commitments)
    {
        ArgumentNullException.ThrowIfNull(commitments);
        Commitment[] sorted = commitments is ImmutableArray<Commitment> { IsDefault: true } ? [] : [.. commitments];
        Array.Sort(sorted, Compare);
        ImmutableArray<Commitment>.Builder admitted = ImmutableArray.CreateBuilder<Commitment>(sorted.Length);
        ImmutableArray<SetAsideCommitment>.Builder setAside = ImmutableArray.CreateBuilder<SetAsideCommitment>();
        foreach (Commitment commitment in sorted)
        {
            CommitmentFlaw? flaw = FlawOf(window, commitment)
                ?? (admitted.Count == 0 || !IsSameWork(admitted[^1], commitment) ? null
                    : admitted[^1] == commitment ? CommitmentFlaw.Repeated
                    : CommitmentFlaw.Contradicted);
            if (flaw is { } found)
            {
                setAside.Add(new SetAsideCommitment(commitment, found));
            }
            else
            {
                admitted.Add(commitment);
            }
        }

        return new AdmittedCommitments(window, admitted.ToImmutable(), setAside.ToImmutable());
    }

    /// <summary>Returns the tree over the commitments that count.</summary>
    /// <returns>The tree.</returns>
    public CommitmentTree Tree() => CommitmentTree.OfSorted(Window, Commitments);

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AdmittedCommitments {{ Window = {Window}, Commitments = {Prose.List(Commitments)}, SetAside = {Prose.List(SetAside)} }}";

    /// <inheritdoc/>
    public bool Equals(AdmittedCommitments? other) =>
        other is not null && Window == other.Window
        && Commitments.AsSpan().SequenceEqual(other.Commitments.AsSpan()) && SetAside.AsSpan().SequenceEqual(other.SetAside.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Window.GetHashCode() ^ Commitments.Length ^ SetAside.Length;

    internal static CommitmentFlaw? FlawOf(in CommitmentWindow window, in Commitment commitment) =>
        commitment.Author.IsNone || commitment.Task.IsNone ? CommitmentFlaw.Unnamed
        : commitment.Epoch != window.Epoch ? CommitmentFlaw.OtherEpoch
        : commitment.Round != window.ClosingRound ? CommitmentFlaw.OtherRound
        : null;

    internal static ImmutableArray<SetAsideCommitment> InOrder(SetAsideCommitment[] setAside)
    {
        Array.Sort(setAside, static (left, right) =>
        {
            int byCommitment = Compare(left.Commitment, right.Commitment);
            return byCommitment != 0 ? byCommitment : left.Flaw.CompareTo(right.Flaw);
        });
        return [.. setAside];
    }

    private static bool IsSameWork(in Commitment left, in Commitment right) => left.Author == right.Author && left.Task == right.Task;

    private static int Compare(Commitment left, Commitment right)
    {
        int byKey = Commitment.CompareKeys(left.Author, left.Task, right.Author, right.Task);
        int bySeal = byKey != 0 ? byKey : left.Seal.CompareTo(right.Seal);
        int byEpoch = bySeal != 0 ? bySeal : left.Epoch.CompareTo(right.Epoch);
        return byEpoch != 0 ? byEpoch : left.Round.CompareTo(right.Round);
    }
}
