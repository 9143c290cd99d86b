namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts a participant's earlier offences by the epoch of the fault, each question in logarithmic time and linear in the faults that count under several epochs.</summary>
/// <remarks>
/// A fault counts once when one of its epochs lies in the window, and never as an earlier offence of itself. Under which epochs it counts decides who charged it: the first
/// report, and each that made it dearer. So a report that costs nothing moves no fault, neither out of a window nor into one.
/// </remarks>
internal sealed class EarlierOffences
{
    private readonly Dictionary<(Offence Offence, ParticipantId? Record), Faults> _faults = [];

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
        if (window.IsZero)
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
        _faults.TryGetValue((item.Offence, record), out Faults? faults) ? faults.Between(item.Key, item.FaultEpoch.MinusToZero(window), item.FaultEpoch) : 0;

    private Faults Of(Offence offence, ParticipantId? record)
    {
        if (!_faults.TryGetValue((offence, record), out Faults? faults))
        {
            faults = new Faults();
            _faults.Add((offence, record), faults);
        }

        return faults;
    }

    /// <summary>The faults of one offence: known before and new, each ordered by epoch, and those that count under several epochs.</summary>
    private sealed class Faults
    {
        private readonly List<Epoch> _known = [];
        private readonly List<Epoch> _new = [];
        private readonly Dictionary<Digest, List<Epoch>> _epochs = [];
        private readonly HashSet<Digest> _several = [];

        public void Add(Digest key, Epoch fault, bool isNew)
        {
            if (!_epochs.TryGetValue(key, out List<Epoch>? epochs))
            {
                _epochs.Add(key, epochs = []);
            }

            if (epochs.Contains(fault))
            {
                return;
            }

            epochs.Add(fault);
            (isNew ? _new : _known).Add(fault);
            _ = epochs.Count > 1 && _several.Add(key);
        }

        public uint Between(Digest own, Epoch oldest, Epoch latest)
        {
            int counted = UpTo(_known, latest) - Below(_known, oldest) + UpTo(_new, latest) - Below(_new, oldest);
            foreach (Digest key in _several)
            {
                counted -= key == own ? 0 : Math.Max(0, Within(_epochs[key], oldest, latest) - 1);
            }

            return (uint)(counted - (_epochs.TryGetValue(own, out List<Epoch>? itself) ? Within(itself, oldest, latest) : 0));
        }

        private static int Within(List<Epoch> epochs, Epoch oldest, Epoch latest) => epochs.Count(epoch => epoch >= oldest && epoch <= latest);

        private static int UpTo(List<Epoch> ordered, Epoch epoch) => epoch == Epoch.MaxValue ? ordered.Count : Below(ordered, epoch.Next);

        private static int Below(List<Epoch> ordered, Epoch epoch)
        {
            int low = 0, high = ordered.Count;
            while (low < high)
            {
                int middle = low + ((high - low) / 2);
                (low, high) = ordered[middle] < epoch ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
