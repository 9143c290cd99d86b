using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Adds assessments up within one partition, without allocation for each participant.</summary>
/// <remarks>No formula. Not safe for several threads at once: each partition has its own.</remarks>
public sealed class EpochTotalsBuilder
{
    private ulong _participants;
    private UInt128 _work;
    private UInt128 _weight;
    private UInt128 _claim;
    private Amount _stake;
    private ulong _checks;
    private PoolWeight[]? _pools;

    internal EpochTotalsBuilder()
    {
    }

    /// <summary>Returns what was added so far.</summary>
    /// <returns>The totals.</returns>
    public EpochTotals ToTotals() => new() { Participants = _participants, Work = _work, Weight = _weight, Claim = _claim, Stake = _stake, Checks = _checks, Pools = _pools is null ? [] : [.. _pools] };

    internal void Add(in ParticipantInput input, in Assessment assessment)
    {
        UInt128 work = input.Report.Work;
        if (work > UInt128.MaxValue - _work || assessment.Claim > UInt128.MaxValue - _claim)
        {
            throw new OverflowException(
                $"The work of all is {Prose.Units(_work)} and its claim {Prose.Number(_claim)}; with {Prose.Units(work)} of claim {Prose.Number(assessment.Claim)} more it exceeds 2^128 - 1.");
        }

        AddPools(assessment.Pools.AsSpan());
        _participants++;
        _work += work;
        _weight += assessment.Weight;
        _claim += assessment.Claim;
        _stake += assessment.Stake;
        _checks += (ulong)input.Checks;
    }

    /// <summary>Of one mechanism everybody has an entry for each pool, by name: then nothing is allocated.</summary>
    private void AddPools(ReadOnlySpan<PoolWeight> pools)
    {
        if (_pools is null)
        {
            _pools = pools.IsEmpty ? null : pools.ToArray();
            return;
        }

        bool isAlike = pools.Length == _pools.Length;
        for (int index = 0; isAlike && index < pools.Length; index++)
        {
            isAlike = pools[index].Pool == _pools[index].Pool;
        }

        if (!isAlike)
        {
            _pools = [.. PoolLists.Sum([.. _pools], [.. pools])];
            return;
        }

        for (int index = 0; index < _pools.Length; index++)
        {
            _pools[index] = PoolWeight.Sum(_pools[index], pools[index]);
        }
    }
}
