namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What the faults of one participant have cost so far in each span of epochs, where the policy of their epoch lets the dearest of a span count.</summary>
/// <remarks>
/// <code>
/// span of a fault    = floor(epoch of the fault / DearestInSpan), of one record, under one policy
/// cost of a span     = max over its faults of what the fault came to by itself
/// asked for a fault  = what it makes its span dearer
/// </code>
/// In base units, exact. Faults of 30 and 50 units in one span cost 50 in whatever order they are charged: 30 and 20, or 50 and nothing. The spans lie on a fixed grid, so no order of decisions
/// can move them.
/// </remarks>
internal sealed class DearestOfSpans(FaultClimate climate)
{
    private readonly Dictionary<(ulong Span, Epoch? Until, ParticipantId? Record), Span> _spans = [];

    /// <summary>Adds what a fault came to, and returns what that asks for.</summary>
    public Amount Add(in FaultCase item, Amount due)
    {
        if (SpanOf(item) is not { } span)
        {
            return due;
        }

        Amount cost = span.Costs.GetValueOrDefault(item.Key) + due, before = span.Dearest;
        span.Costs[item.Key] = cost;
        span.Dearest = Amount.Max(before, cost);
        return span.Dearest - before;
    }

    /// <summary>Returns what a fault would ask for, and adds nothing.</summary>
    public Amount Asked(in FaultCase item, Amount due) =>
        SpanOf(item) is { } span ? (span.Costs.GetValueOrDefault(item.Key) + due).SubtractToZero(span.Dearest) : due;

    private Span? SpanOf(in FaultCase item)
    {
        (EpochSpan? length, Epoch? until) = climate.DearestInSpan(item.FaultEpoch);
        if (length is not { } epochs)
        {
            return null;
        }

        (ulong, Epoch?, ParticipantId?) key = (item.FaultEpoch.Number / epochs.Epochs, until, item.Record);
        if (!_spans.TryGetValue(key, out Span? span))
        {
            _spans.Add(key, span = new Span());
        }

        return span;
    }

    private sealed class Span
    {
        public Dictionary<Digest, Amount> Costs { get; } = [];

        public Amount Dearest { get; set; }
    }
}
