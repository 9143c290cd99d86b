using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch's rulings say of each case of one participant: the word about its epoch first, the word about all of its epochs where there is none.</summary>
internal readonly struct RulingBook
{
    private readonly Dictionary<(Digest Key, Epoch? Fault), RulingOutcome>? _outcomes;

    public RulingBook(ImmutableArray<Ruling> rulings) => _outcomes = rulings.IsEmpty
        ? null
        : rulings.ToDictionary(static ruling => (ruling.Key, ruling.FaultEpoch), static ruling => ruling.Outcome);

    public bool IsEmpty => _outcomes is null;

    /// <summary>Returns what was decided about a case; <see cref="RulingOutcome.None"/> when nothing was.</summary>
    public RulingOutcome On(in FaultCase item) =>
        _outcomes is null ? RulingOutcome.None
        : _outcomes.TryGetValue((item.Key, item.FaultEpoch), out RulingOutcome ofEpoch) ? ofEpoch
        : _outcomes.GetValueOrDefault((item.Key, null));
}
