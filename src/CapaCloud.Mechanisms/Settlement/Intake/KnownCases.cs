using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A participant's cases by key: by a walk when few are asked for, by a table when many are.</summary>
internal readonly struct KnownCases
{
    /// <summary>Up to so many comparisons a walk is cheaper than a table.</summary>
    private const int CheapWalk = 256;

    private readonly ImmutableArray<FaultCase> _cases;
    private readonly ILookup<Digest, FaultCase>? _byKey;

    public KnownCases(ImmutableArray<FaultCase> cases, int questions)
    {
        _cases = cases;
        _byKey = (long)cases.Length * questions > CheapWalk ? cases.ToLookup(static item => item.Key) : null;
    }

    /// <summary>
    /// Returns why a fault is not news under an epoch: it counts already, at least as severe, or cannot count any more, under whichever of its names it was decided. Of another
    /// epoch it says nothing: who was cleared, or had the breaker's mercy, in one epoch, has neither for what it does in another.
    /// </summary>
    public SetAsideReason ReasonAgainst(Digest key, Offence offence, Epoch fault, Proportion severity)
    {
        SetAsideReason reason = SetAsideReason.None;
        foreach (FaultCase known in _byKey is null ? _cases : _byKey[key])
        {
            if (known.Key == key && known.FaultEpoch == fault)
            {
                reason = known.Status switch
                {
                    CaseStatus.Overturned => SetAsideReason.AlreadyOverturned,
                    CaseStatus.Dismissed => known.Offence == offence ? SetAsideReason.AlreadyOverturned : reason,
                    CaseStatus.Suspended => SetAsideReason.AlreadySuspended,
                    _ => reason == SetAsideReason.None && known.Offence == offence && known.Severity >= severity ? SetAsideReason.Duplicate : reason,
                };
            }
        }

        return reason;
    }

    /// <summary>Returns how severe a fault is known to be under an epoch; 0 when it is known under others only, nothing when it is not known.</summary>
    public Proportion? SeverityOf(Digest key, Epoch fault)
    {
        Proportion? severity = null;
        foreach (FaultCase known in _byKey is null ? _cases : _byKey[key])
        {
            if (known.Key == key)
            {
                Proportion here = known.FaultEpoch == fault ? known.Severity : Proportion.Zero;
                severity = severity is { } most && most >= here ? most : here;
            }
        }

        return severity;
    }

    /// <summary>Tells whether a fault has a case, however far.</summary>
    public bool Has(Digest key)
    {
        foreach (FaultCase known in _byKey is null ? _cases : _byKey[key])
        {
            if (known.Key == key && known.Status is not (CaseStatus.Overturned or CaseStatus.Dismissed))
            {
                return true;
            }
        }

        return false;
    }
}
