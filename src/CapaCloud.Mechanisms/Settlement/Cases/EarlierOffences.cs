namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts a participant's earlier offences by the epoch of the fault, all questions of an epoch in time linear in the faults.</summary>
/// <remarks>
/// A fault counts once when one of its epochs lies in the window, and never as an earlier offence of itself. Under which epochs it counts decides who charged it: the first
/// report, and each that made it dearer. So a report that costs nothing moves no fault, neither out of a window nor into one.
/// </remarks>
internal sealed class EarlierOffences
{
    private Dictionary<(Offence Offence, ParticipantId? Record), Faults>? _faults;

    /// <summary>Counts the faults that were charged before and count; they come ordered by the epoch of the fault.</summary>
    public EarlierOffences(ReadOnlySpan<FaultCase> cases)
    {
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.CountsAsEarlier)
            {
                Of(item.Offence, item.Record).Add(item.Key, item.FaultEpoch, isNew: false);
            }
        }
    }

    /// <summary>Adds a fault of this epoch's charges, which come ordered by the epoch of the fault.</summary>
    public void Add(in FaultCase item) => Of(item.Offence, item.Record).Add(item.Key, item.FaultEpoch, isNew: true);

    /// <summary>
    /// Returns how many other faults of an offence lie in the window that ends with the fault's epoch, both ends included; none without a window. Those of a record that was merged
    /// count for the other one from then on.
    /// </summary>
    public uint Before(in FaultCase item, EpochSpan window, in ParticipantState participant)
    {
        if (window.IsZero || _faults is null)
        {
            return 0;
        }

        uint counted = Before(item, window, item.Record);
        foreach ((Offence offence, ParticipantId? record) in participant.Merged is null ? [] : _faults.Keys.ToArray())
        {
            bool becameOne = offence == item.Offence && record != item.Record && participant.RecordOf(record ?? participant.Participant, item.FaultEpoch) == item.Record;
            counted += becameOne ? Before(item, window, record) : 0;
        }

        return counted;
    }

    private uint Before(in FaultCase item, EpochSpan window, ParticipantId? record) =>
        _faults!.TryGetValue((item.Offence, record), out Faults? faults) ? faults.Between(item.Key, item.FaultEpoch.MinusToZero(window), item.FaultEpoch) : 0;

    private Faults Of(Offence offence, ParticipantId? record)
    {
        _faults ??= [];
        if (!_faults.TryGetValue((offence, record), out Faults? faults))
        {
            faults = new Faults();
            _faults.Add((offence, record), faults);
        }

        return faults;
    }

    /// <summary>
    /// The faults of one offence by the epochs under which they count, and how often each lies in the window that was asked for last. Questions come in the order of the faults, so the window
    /// slides, and each epoch of a fault enters and leaves it once. A window that goes back, as it does where rules have changed, is counted anew.
    /// </summary>
    private sealed class Faults
    {
        private readonly List<(Epoch Epoch, Digest Key)> _known = [];
        private readonly List<(Epoch Epoch, Digest Key)> _new = [];
        private readonly HashSet<(Epoch, Digest)> _all = [];
        private readonly Dictionary<Digest, int> _inside = [];
        private (Epoch Oldest, Epoch Latest) _window;
        private (int First, int Beyond) _knownInside, _newInside;

        public void Add(Digest key, Epoch fault, bool isNew)
        {
            if (_all.Add((fault, key)))
            {
                (isNew ? _new : _known).Add((fault, key));
            }
        }

        public uint Between(Digest own, Epoch oldest, Epoch latest)
        {
            if (oldest < _window.Oldest || latest < _window.Latest)
            {
                _inside.Clear();
                (_knownInside, _newInside) = (default, default);
            }

            _window = (oldest, latest);
            Slide(_known, ref _knownInside);
            Slide(_new, ref _newInside);
            return (uint)(_inside.Count - (_inside.ContainsKey(own) ? 1 : 0));
        }

        private void Slide(List<(Epoch Epoch, Digest Key)> ordered, ref (int First, int Beyond) inside)
        {
            for (; inside.Beyond < ordered.Count && ordered[inside.Beyond].Epoch <= _window.Latest; inside.Beyond++)
            {
                Digest key = ordered[inside.Beyond].Key;
                _inside[key] = _inside.GetValueOrDefault(key) + 1;
            }

            for (; inside.First < inside.Beyond && ordered[inside.First].Epoch < _window.Oldest; inside.First++)
            {
                Digest key = ordered[inside.First].Key;
                if (--_inside[key] == 0)
                {
                    _inside.Remove(key);
                }
            }
        }
    }
}
