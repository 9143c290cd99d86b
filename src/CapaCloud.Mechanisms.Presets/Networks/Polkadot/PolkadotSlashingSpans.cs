using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>The spans of a staker of Polkadot: inside one, only the largest slash counts; a slash ends it.</summary>
/// <remarks>
/// <code>
/// end(now): no effect when now + 1 &lt;= start of the present span; else the span closes with length now + 1 - start, a new one starts at now + 1
/// prune(w): closed spans that ended at or before w are forgotten; the present one starts no earlier than w
/// </code>
/// In eras. Source: paritytech/polkadot-sdk, frame/staking/src/slashing.rs.
/// </remarks>
/// <param name="Index">The number of the present span.</param>
/// <param name="Start">The era in which it started.</param>
/// <param name="Prior">The lengths of the closed spans, latest first.</param>
public sealed record PolkadotSlashingSpans(uint Index, uint Start, ImmutableArray<uint> Prior)
{
    /// <summary>Gets the lengths of the closed spans, latest first.</summary>
    public ImmutableArray<uint> Prior { get; init => field = value.IsDefault ? [] : value; } = Prior.IsDefault ? [] : Prior;

    /// <summary>Returns all spans, the present one first.</summary>
    /// <returns>Number, first era, and length; the present one has no length yet.</returns>
    public IEnumerable<(uint Index, uint Start, uint? Length)> Spans()
    {
        uint index = Index;
        uint start = Start;
        yield return (index, start, null);
        foreach (uint length in Prior)
        {
            index--;
            start -= length;
            yield return (index, start, length);
        }
    }

    /// <summary>Ends the present span, if it has begun.</summary>
    /// <param name="now">The present era, the last of the span.</param>
    /// <returns>The spans afterwards, this very instance when the next one already starts later.</returns>
    public PolkadotSlashingSpans End(uint now)
    {
        uint next = now + 1;
        return next <= Start ? this : new PolkadotSlashingSpans(Index + 1, next, Prior.Insert(0, next - Start));
    }

    /// <summary>Forgets what is before a window.</summary>
    /// <param name="windowStart">The first era of the window.</param>
    /// <returns>The spans afterwards, and which numbers were forgotten: from the first up to, not including, the second; null when none.</returns>
    public (PolkadotSlashingSpans Spans, (uint From, uint To)? Forgotten) Prune(uint windowStart)
    {
        uint earliest = Index - (uint)Prior.Length;
        int kept = Spans().Skip(1).TakeWhile(span => span.Start + span.Length > windowStart).Count();
        PolkadotSlashingSpans spans = this with { Start = uint.Max(Start, windowStart), Prior = [.. Prior.Take(kept)] };
        return (spans, kept == Prior.Length ? null : (earliest, Index - (uint)kept));
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PolkadotSlashingSpans {{ Index = {Index}, Start = {Start}, Prior = {Prose.List(Prior)} }}";

    /// <inheritdoc/>
    public bool Equals(PolkadotSlashingSpans? other) =>
        other is not null && Index == other.Index && Start == other.Start && Prior.AsSpan().SequenceEqual(other.Prior.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(Index ^ Start) ^ Prior.Length;
}
