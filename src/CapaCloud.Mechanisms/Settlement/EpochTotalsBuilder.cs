using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Adds assessments up within one partition, without allocation for each participant.</summary>
/// <remarks>No formula. Not safe for several threads at once: each partition has its own.</remarks>
public sealed class EpochTotalsBuilder
{
    private readonly Amount[] _stakeAtFault;
    private ulong _participants;
    private UInt128 _work;
    private UInt128 _weight;
    private Amount _stake;
    private bool _anyFault;

    internal EpochTotalsBuilder(int offences) => _stakeAtFault = new Amount[offences];

    /// <summary>Returns what was added so far.</summary>
    /// <returns>The totals.</returns>
    public EpochTotals ToTotals() => new()
    {
        Participants = _participants,
        Work = _work,
        Weight = _weight,
        Stake = _stake,
        StakeAtFault = _anyFault ? [.. _stakeAtFault] : [],
    };

    internal void Add(ulong work, UInt128 weight, Amount stake)
    {
        _participants++;
        _work += work;
        _weight += weight;
        _stake += stake;
    }

    internal void AddFault(int offence, Amount stakeAtFault)
    {
        _stakeAtFault[offence] += stakeAtFault;
        _anyFault = true;
    }
}
