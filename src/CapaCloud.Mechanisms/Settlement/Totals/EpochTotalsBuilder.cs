using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Adds assessments up within one partition, without allocation for each participant.</summary>
/// <remarks>No formula. Not safe for several threads at once: each partition has its own.</remarks>
public sealed class EpochTotalsBuilder
{
    private ulong _participants;
    private UInt128 _work;
    private UInt128 _weight;
    private Amount _stake;

    internal EpochTotalsBuilder()
    {
    }

    /// <summary>Returns what was added so far.</summary>
    /// <returns>The totals.</returns>
    public EpochTotals ToTotals() => new() { Participants = _participants, Work = _work, Weight = _weight, Stake = _stake };

    internal void Add(UInt128 work, UInt128 weight, Amount stake)
    {
        if (work > UInt128.MaxValue - _work || weight > UInt128.MaxValue - _weight)
        {
            throw new OverflowException(
                $"The work of all is {DecimalText.Format(_work)} units and its weight {DecimalText.Format(_weight)}; with {DecimalText.Format(work)} units of weight {DecimalText.Format(weight)} more it exceeds 2^128 - 1.");
        }

        _participants++;
        _work += work;
        _weight += weight;
        _stake += stake;
    }
}
