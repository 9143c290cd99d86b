namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what each fault of one participant has cost so far, and after how many earlier ones it was charged under which epoch.</summary>
/// <remarks>Whoever was never charged has no table. Mutable; for one thread.</remarks>
internal sealed class FormerCharges
{
    private Dictionary<Digest, Amount>? _due;
    private Dictionary<(Digest Key, Offence Offence, Epoch Fault), uint>? _earlier;

    /// <summary>Adds up the charges of earlier epochs.</summary>
    public static FormerCharges Of(ReadOnlySpan<FaultCase> cases)
    {
        FormerCharges charges = new();
        foreach (ref readonly FaultCase item in cases)
        {
            if (item.Status == CaseStatus.Charged)
            {
                charges.Set(item, charges.TryGetDue(item.Key, out Amount before) ? before + item.Due : item.Due, item.EarlierOffences);
            }
        }

        return charges;
    }

    /// <summary>Says what a fault has cost, in base units; nothing when it was never charged.</summary>
    public bool TryGetDue(Digest key, out Amount due)
    {
        due = default;
        return _due?.TryGetValue(key, out due) == true;
    }

    /// <summary>Says after how many earlier offences a fault was charged, under the epoch and as the offence that a case says.</summary>
    public bool TryGetEarlierOffences(in FaultCase item, out uint count)
    {
        count = 0;
        return _earlier?.TryGetValue((item.Key, item.Offence, item.FaultEpoch), out count) == true;
    }

    /// <summary>Writes down what a fault has cost so far, and after how many earlier offences.</summary>
    public void Set(in FaultCase item, Amount due, uint earlierOffences)
    {
        (_due ??= [])[item.Key] = due;
        (_earlier ??= [])[(item.Key, item.Offence, item.FaultEpoch)] = earlierOffences;
    }
}
