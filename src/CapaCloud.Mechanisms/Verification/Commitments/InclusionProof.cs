using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Proves that a result was committed: that a commitment is one of an epoch's, for whoever has the epoch's root.</summary>
/// <remarks>
/// <code>
/// hash = leaf;  from the bottom up, at place i of n:  i odd: node(next of Path, hash);  i + 1 &lt; n: node(hash, next of Path);  else unchanged
///               then i = floor(i / 2), n = ceiling(n / 2), until n = 1
/// proved when Path is used up and the root made of the commitment's epoch and round, Count and hash is the given one
/// </code>
/// A proof of an epoch leads to no other epoch's root. <c>Path</c> holds the neighbours from the bottom up; <c>default</c> is empty.
/// Takes at most 32 hashes. Equal by content.
/// </remarks>
/// <param name="Commitment">The commitment.</param>
/// <param name="Index">Its place among the epoch's commitments, from 0.</param>
/// <param name="Count">How many commitments the epoch has.</param>
/// <param name="Path">The hashes beside the way to the top.</param>
public sealed record InclusionProof(Commitment Commitment, int Index, int Count, ImmutableArray<Digest> Path)
{
    /// <summary>Gets the hashes beside the way to the top, from the bottom up.</summary>
    public ImmutableArray<Digest> Path { get; init => field = value.IsDefault ? [] : value; } = Path.IsDefault ? [] : Path;

    /// <summary>Tells whether the commitment is one of those under a root.</summary>
    /// <param name="root">The root of the epoch, from the network's state.</param>
    /// <returns><see langword="true"/> when it is; <see langword="false"/> for anything else, malformed proofs included.</returns>
    public bool Verify(Digest root) =>
        !Commitment.Author.IsNone && !Commitment.Task.IsNone
        && HashTree.TryClimb(Commitment.Leaf(), Index, Count, Path.AsSpan(), CommitmentTree.NodeDomain, out Digest top)
        && CommitmentTree.RootOf(Commitment.Epoch, Commitment.Round, Count, top) == root;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"InclusionProof {{ Commitment = {Commitment}, Index = {Index}, Count = {Count}, Path = {Prose.List(Path)} }}";

    /// <inheritdoc/>
    public bool Equals(InclusionProof? other) =>
        other is not null && Commitment == other.Commitment && Index == other.Index && Count == other.Count
        && Path.AsSpan().SequenceEqual(other.Path.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Commitment.GetHashCode() ^ Index ^ Count;
}
