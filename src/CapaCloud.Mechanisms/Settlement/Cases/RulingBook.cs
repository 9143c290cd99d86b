using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch's admitted rulings say of each case of one participant: the word about its offence first, the word about its epoch where there is none.</summary>
internal readonly struct RulingBook
{
    private readonly Dictionary<(Digest Key, Epoch? Fault, Offence? Offence), RulingOutcome>? _outcomes;

    public RulingBook(ImmutableArray<Ruling> rulings) => _outcomes = rulings.IsEmpty
        ? null
        : rulings.ToDictionary(static ruling => (ruling.Key, ruling.FaultEpoch, ruling.Offence), static ruling => ruling.Outcome);

    public bool IsEmpty => _outcomes is null;

    /// <summary>Returns what became of a case: <see cref="CaseStatus.Pending"/> when nothing was decided.</summary>
    public CaseStatus On(in FaultCase item)
    {
        if (_outcomes is null)
        {
            return CaseStatus.Pending;
        }

        bool isAlone = _outcomes.TryGetValue((item.Key, item.FaultEpoch, item.Offence), out RulingOutcome outcome);
        outcome = isAlone ? outcome : _outcomes.GetValueOrDefault((item.Key, item.FaultEpoch, null));
        return outcome switch
        {
            RulingOutcome.Overturned => isAlone ? CaseStatus.Dismissed : CaseStatus.Overturned,
            RulingOutcome.Confirmed => CaseStatus.Decided,
            _ => CaseStatus.Pending,
        };
    }
}
