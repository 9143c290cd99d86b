using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What the resting participants of one part come to.</summary>
internal struct RestingTotals
{
    private ulong _participants;
    private UInt128 _stake;
    private UInt128 _work;
    private UInt128 _weight;
    private UInt128 _claim;

    /// <summary>Gets all stake, in base units.</summary>
    public readonly Amount Stake => Amount.Of(_stake);

    /// <summary>Adds one participant; a claim is at least the weight.</summary>
    public void Add(UInt128 stake, ulong work, UInt128 weight, UInt128 claim)
    {
        // Wrap-around is meant: it is found by the comparison after it. Work is of 64 bits each and cannot come so far.
        unchecked
        {
            _participants++;
            _work += work;
            _weight += weight;
            _stake += stake;
            _claim += claim;
        }

        if (_stake < stake || _claim < claim)
        {
            throw new OverflowException($"The stake or the claims of all exceed 2^128 - 1; the last ones were {Prose.Units(stake)} and {DecimalText.Format(claim)}.");
        }
    }

    /// <summary>Returns the sums as totals of an epoch.</summary>
    public readonly EpochTotals ToTotals() => new() { Participants = _participants, Work = _work, Weight = _weight, Claim = _claim, Stake = Stake };
}
