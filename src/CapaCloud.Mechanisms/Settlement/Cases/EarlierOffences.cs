namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts a participant's earlier offences by the epoch of the fault, each question in logarithmic time.</summary>
/// <remarks>A fault that was reported under several epochs counts once, under the latest of them, and never as an earlier offence of itself.</remarks>
internal sealed class EarlierOffences
{
    private readonly Dictionary<Offence, Faults> _faults = [];

    /// <summary>Counts the faults that were charged before and count; they come ordered by the epoch of the fault.</summary>
    public EarlierOffences(ReadOnlySpan<FaultCase> cases)
    {
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.CountsAsEarlier)
            {
                Of(item.Offence).Latest[item.Key] = item.FaultEpoch;
            }
        }

        foreach (Faults faults in _faults.Values)
        {
            faults.Known.AddRange(faults.Latest.Values.Order());
        }
    }

    /// <summary>Adds a fault of this epoch's charges, which come ordered by the epoch of the fault.</summary>
    public void Add(Offence offence, Digest key, Epoch fault)
    {
        Faults faults = Of(offence);
        if (faults.Latest.TryGetValue(key, out Epoch before))
        {
            if (before >= fault)
            {
                return;
            }

            _ = Remove(faults.New, before) || Remove(faults.Known, before);
        }

        faults.Latest[key] = fault;
        faults.New.Add(fault);
    }

    /// <summary>Returns how many other faults of an offence lie in the window that ends with an epoch, both ends included; none without a window.</summary>
    public uint Before(Offence offence, Digest key, Epoch fault, EpochSpan window)
    {
        if (window.IsZero || !_faults.TryGetValue(offence, out Faults? faults))
        {
            return 0;
        }

        Epoch oldest = fault.MinusToZero(window);
        int own = faults.Latest.TryGetValue(key, out Epoch itself) && itself >= oldest && itself <= fault ? 1 : 0;
        return (uint)(UpTo(faults.Known, fault) - Below(faults.Known, oldest) + UpTo(faults.New, fault) - Below(faults.New, oldest) - own);
    }

    private static bool Remove(List<Epoch> ordered, Epoch epoch)
    {
        int index = Below(ordered, epoch);
        bool isThere = index < ordered.Count && ordered[index] == epoch;
        if (isThere)
        {
            ordered.RemoveAt(index);
        }

        return isThere;
    }

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

    private Faults Of(Offence offence)
    {
        if (!_faults.TryGetValue(offence, out Faults? faults))
        {
            faults = new Faults();
            _faults.Add(offence, faults);
        }

        return faults;
    }

    /// <summary>The faults of one offence: known before and new, each ordered, and under which epoch each key counts.</summary>
    private sealed class Faults
    {
        public List<Epoch> Known { get; } = [];

        public List<Epoch> New { get; } = [];

        public Dictionary<Digest, Epoch> Latest { get; } = [];
    }
}
