namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Counts a participant's earlier offences by the epoch of the fault, each question in logarithmic time.</summary>
internal sealed class EarlierOffences
{
    private readonly Dictionary<Offence, (List<Epoch> Known, List<Epoch> New)> _faults = [];

    /// <summary>Counts the faults that were charged before and count; they come ordered by the epoch of the fault.</summary>
    public EarlierOffences(ReadOnlySpan<FaultCase> cases)
    {
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.CountsAsEarlier)
            {
                Of(item.Offence).Known.Add(item.FaultEpoch);
            }
        }
    }

    /// <summary>Adds a fault of this epoch's charges, which come ordered by the epoch of the fault.</summary>
    public void Add(Offence offence, Epoch fault) => Of(offence).New.Add(fault);

    /// <summary>Returns how many faults of an offence lie in the window that ends with an epoch, both ends included; none without a window.</summary>
    public uint Before(Offence offence, Epoch fault, EpochSpan window)
    {
        if (window.IsZero || !_faults.TryGetValue(offence, out (List<Epoch> Known, List<Epoch> New) faults))
        {
            return 0;
        }

        Epoch oldest = fault.MinusToZero(window);
        return (uint)(UpTo(faults.Known, fault) - Below(faults.Known, oldest) + UpTo(faults.New, fault) - Below(faults.New, oldest));
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

    private (List<Epoch> Known, List<Epoch> New) Of(Offence offence)
    {
        if (!_faults.TryGetValue(offence, out (List<Epoch> Known, List<Epoch> New) faults))
        {
            faults = ([], []);
            _faults.Add(offence, faults);
        }

        return faults;
    }
}
