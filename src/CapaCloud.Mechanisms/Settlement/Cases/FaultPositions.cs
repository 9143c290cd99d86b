using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Where the cases of a fault stand in a list: by a walk when one is asked for, by tables when many are.</summary>
internal readonly struct FaultPositions
{
    private readonly List<FaultCase> _cases;
    private readonly Dictionary<(Digest Key, Offence Offence, Epoch Fault), int>? _pending;
    private readonly HashSet<Digest>? _known;

    public FaultPositions(List<FaultCase> cases, bool isIndexed)
    {
        _cases = cases;
        if (!isIndexed)
        {
            return;
        }

        _pending = [];
        _known = [];
        for (int index = 0; index < cases.Count; index++)
        {
            Index(cases[index], index);
        }
    }

    /// <summary>Returns where the open case of a fault and an epoch stands; -1 when there is none.</summary>
    public int Pending(Digest key, Offence offence, Epoch fault) =>
        _pending is null
            ? PendingByWalk(key, offence, fault)
            : _pending.GetValueOrDefault((key, offence, fault), -1);

    /// <summary>Tells whether a fault has a case that was neither overturned nor suspended.</summary>
    public bool IsKnown(Digest key) => _known?.Contains(key) ?? IsKnownByWalk(key);

    public void Add(in FaultCase item)
    {
        _cases.Add(item);
        Index(item, _cases.Count - 1);
    }

    private int PendingByWalk(Digest key, Offence offence, Epoch fault)
    {
        ReadOnlySpan<FaultCase> all = CollectionsMarshal.AsSpan(_cases);
        for (int index = 0; index < all.Length; index++)
        {
            ref readonly FaultCase item = ref all[index];
            if (item.Status == CaseStatus.Pending && item.Key == key && item.Offence == offence && item.FaultEpoch == fault)
            {
                return index;
            }
        }

        return -1;
    }

    private bool IsKnownByWalk(Digest key)
    {
        foreach (ref readonly FaultCase item in CollectionsMarshal.AsSpan(_cases))
        {
            if (item.Key == key && Counts(item))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Counts(in FaultCase item) => item.Status is not (CaseStatus.Overturned or CaseStatus.Dismissed or CaseStatus.Suspended);

    private void Index(in FaultCase item, int position)
    {
        if (item.Status == CaseStatus.Pending)
        {
            _pending?[(item.Key, item.Offence, item.FaultEpoch)] = position;
        }

        if (Counts(item))
        {
            _known?.Add(item.Key);
        }
    }
}
