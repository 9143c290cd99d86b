using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Proves that a line belongs to a settlement, for whoever has nothing but the settlement's root.</summary>
/// <remarks>
/// <code>
/// hash = leaf of the line; from the bottom up, at place i of n:  i odd: node(next of Path, hash);  i + 1 &lt; n: node(hash, next of Path);  else unchanged
/// proved when Path is used up, hash is the header's Top, and the header's root is the given one
/// </code>
/// At most 32 hashes. Equal by content.
/// </remarks>
public sealed record SettlementProof
{
    /// <summary>Gets the header that the root is the hash of.</summary>
    public required SettlementHeader Header { get; init; }

    /// <summary>Gets the line.</summary>
    public required SettlementLine Line { get; init; }

    /// <summary>Gets its place among the lines, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the hashes beside the way to the top, from the bottom up.</summary>
    public required ImmutableArray<Digest> Path { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Tells whether the line is one of those under a root.</summary>
    /// <param name="root">The settlement's root, from a place that the prover cannot change.</param>
    /// <returns><see langword="true"/> when it is; <see langword="false"/> for anything else, malformed proofs included.</returns>
    public bool Verify(Digest root) =>
        Header is not null && Line is not null && !Line.Name.IsNone
        && Header.Network is not null && IdentityName.ComplaintOfWords(Header.Network) is null
        && Header.Root() == root
        && HashTree.TryClimb(MechanismJson.Default.Hash(Line), Index, Header.Lines, Path.AsSpan(), SettlementTree.NodeDomain, out Digest top)
        && top == Header.Top;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SettlementProof {{ Header = {Header}, Line = {Line}, Index = {Index}, Path = {Prose.List(Path)} }}";

    /// <inheritdoc/>
    public bool Equals(SettlementProof? other) =>
        other is not null && Equals(Header, other.Header) && Equals(Line, other.Line) && Index == other.Index && Path.AsSpan().SequenceEqual(other.Path.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Line?.GetHashCode() ?? 0) ^ Index ^ (Path.Length << 8);
}
