using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives what a fault took from delegators back to those who stood behind the operator at it, to their wallets.</summary>
/// <remarks>
/// <code>part = floor(amount * what it had there at the fault / what all who are still known had), at most floor(what it had * Due / stake of the case)</code>
/// In base units; rounds down, and what is left stays in the treasury. Whoever left and was paid out is not known any more, and its part is nobody else's.
/// </remarks>
internal static class DelegatorRefund
{
    public static ImmutableArray<(ParticipantId Delegator, Amount Part)> Of(in ParticipantState participant, in FaultCase item, Amount amount)
    {
        SortedDictionary<ParticipantId, Amount> stood = [];
        if (participant.Delegated is { } delegated && participant.DelegationsAnswer(item.Record, item.FaultEpoch) && !amount.IsZero)
        {
            foreach (Delegation one in delegated.Delegations)
            {
                Add(one.Delegator, delegated.Pool.StoodAt(one.Share, item.FaultEpoch));
            }

            foreach (LeavingDelegation one in delegated.Leaving)
            {
                Add(one.Delegator, delegated.Pool.StoodAt(one.Claim, item.FaultEpoch));
            }
        }

        // What stood behind the case, rounded up: nobody gets more than the same part of what it had.
        UInt128 all = MultiplyDivide.Up(item.StakeAtFault.Units, Proportion.PartsPerOne, item.Severity.Parts), known = stood.Values.Aggregate(UInt128.Zero, static (sum, part) => sum + part.Units);
        Amount due = Amount.Min(item.Due, Amount.Of(all));
        return
        [
            .. stood.Select(pair => (pair.Key, Amount.Min(amount.Multiply(pair.Value.Units, known, Rounding.Down), pair.Value.Multiply(due.Units, all, Rounding.Down)))).Where(static pair => !pair.Item2.IsZero),
        ];

        void Add(ParticipantId delegator, Amount part)
        {
            if (!part.IsZero)
            {
                stood[delegator] = stood.GetValueOrDefault(delegator) + part;
            }
        }
    }
}
