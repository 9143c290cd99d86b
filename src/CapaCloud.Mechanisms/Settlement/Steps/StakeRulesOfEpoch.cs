using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>By which rules stake moves in an epoch and in the next, and what the policy's windows still reach after it.</summary>
internal sealed class StakeRulesOfEpoch
{
    private readonly ImmutableArray<LiabilityPeriod> _periods;
    private readonly Epoch _next;
    private readonly EpochSpan _memory;

    public StakeRulesOfEpoch(MechanismPolicy policy, NetworkState state)
    {
        _periods = state.Liability;
        Former = state.FormerOffences;
        _next = state.Epoch.Next;
        Now = LiabilitySchedule.RulesAt(policy.Stake, _periods.AsSpan(), state.Epoch);
        Next = LiabilitySchedule.RulesAt(policy.Stake, _periods.AsSpan(), _next);
        _memory = MemorySpan.Of(policy, state, Next.LiabilityWindow);
    }

    public StakingRules Now { get; }

    /// <summary>Gets what faults of earlier policies cost.</summary>
    public ImmutableArray<FormerOffences> Former { get; }

    public StakingRules Next { get; }

    /// <summary>Returns the cases that are open, or that a window can still reach, and what the faults of these have cost; the very array, to which nobody may write any more, when that is all of them.</summary>
    public ImmutableArray<FaultCase> Remembered(FaultCase[] cases)
    {
        int kept = 0;
        bool hasPrice = false;
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            bool isRemembered = IsRemembered(item);
            kept += isRemembered ? 1 : 0;
            hasPrice |= !isRemembered && HasCost(item);
        }

        if (kept == 0)
        {
            return [];
        }

        if (kept == cases.Length)
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(cases);
        }

        ImmutableArray<FaultCase>.Builder remembered = ImmutableArray.CreateBuilder<FaultCase>(kept);
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (IsRemembered(item))
            {
                remembered.Add(item);
            }
        }

        return hasPrice ? WithPrices(remembered, cases) : remembered.MoveToImmutable();
    }

    /// <summary>
    /// What a fault has cost is known as long as any case of it is, or the next report of it would cost again: of its cases that are forgotten the last one stays, and has what
    /// all of them came to.
    /// </summary>
    private ImmutableArray<FaultCase> WithPrices(ImmutableArray<FaultCase>.Builder remembered, FaultCase[] cases)
    {
        HashSet<Digest> known = [];
        foreach (FaultCase item in remembered)
        {
            known.Add(item.Key);
        }

        Dictionary<Digest, FaultCase> prices = [];
        foreach (ref readonly FaultCase item in cases.AsSpan())
        {
            if (!IsRemembered(item) && HasCost(item) && known.Contains(item.Key))
            {
                prices[item.Key] = item with { Due = item.Due + (prices.TryGetValue(item.Key, out FaultCase before) ? before.Due : Amount.Zero) };
            }
        }

        if (prices.Count > 0)
        {
            remembered.AddRange(prices.Values);
            remembered.Sort();
        }

        return remembered.DrainToImmutable();
    }

    private static bool HasCost(in FaultCase item) => item.Status == CaseStatus.Charged && !item.Due.IsZero;

    /// <summary>Returns the passed tasks that could be reported again, each under the epoch in which it was counted.</summary>
    public ImmutableArray<PassedAudit> Remembered(ImmutableArray<PassedAudit> before, ImmutableArray<PassedAudit> added, Epoch now)
    {
        if (added.IsEmpty && AreRemembered(before))
        {
            return before;
        }

        List<PassedAudit> kept = new(before.Length + added.Length);
        kept.AddRange(before.Where(IsRemembered));
        foreach (PassedAudit audit in added)
        {
            // Under the epoch that counts it, not the one that the report names: another epoch makes it count neither now nor later.
            kept.Add(audit with { Epoch = now });
        }

        kept.Sort();
        return [.. kept];
    }

    /// <summary>Returns the merged records of which a fault can still be charged or is remembered.</summary>
    public MergedRecords? Remembered(MergedRecords? merged, ImmutableArray<FaultCase> cases)
    {
        // The closure is made for those few only who have merged records.
        return merged is null ? null : StillAsked(merged, cases);
    }

    private MergedRecords? StillAsked(MergedRecords merged, ImmutableArray<FaultCase> cases)
    {
        ImmutableArray<MergedRecord> kept = merged.Records.RemoveAll(record =>
            !LiabilitySchedule.ReachesBack(_periods.AsSpan(), record.Until, _next) && !cases.Any(item => item.Record == record.Name || item.FaultEpoch <= record.Until));
        return kept.IsEmpty ? null : kept.Length == merged.Records.Length ? merged : new MergedRecords { Records = kept };
    }

    private bool AreRemembered(ImmutableArray<PassedAudit> audits)
    {
        foreach (PassedAudit audit in audits)
        {
            if (!IsRemembered(audit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A fault is known as long as it could be brought again under any epoch up to the one in which it was brought: giving it another epoch opens nothing again.
    /// </summary>
    private bool IsRemembered(FaultCase item) =>
        item.IsOpen || _next - item.FaultEpoch <= _memory || LiabilitySchedule.ReachesBack(_periods.AsSpan(), item.Accused, _next);

    private bool IsRemembered(PassedAudit audit) => LiabilitySchedule.ReachesBack(_periods.AsSpan(), audit.Epoch, _next);
}
