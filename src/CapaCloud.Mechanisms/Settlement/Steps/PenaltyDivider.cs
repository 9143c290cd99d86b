using System.Collections.Immutable;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says where every unit of a participant's penalties of one epoch goes.</summary>
/// <remarks>
/// <code>
/// alone    = what the penalty would have taken of the participant's own stake if it were the only one of the epoch
/// base     = min(alone, own loss of all penalties - the bases of those that would have taken more)
/// bounty   = floor(base * BountyShare), to its reporters in equal parts, each rounded down; 0 without a reporter
/// treasury = floor(loss * TreasuryShare) of each, of which each further pool gets floor(treasury * SlashedShare)
/// burned   = loss of all - bounties paid - treasury
/// </code>
/// A light proof may be taken first and leave nothing for a heavy one; the bounty still goes to the heavy one first. So nobody dilutes a bounty by reporting lesser
/// faults beside it. A bounty is a part of what the operator itself lost: otherwise it could report itself, and gain by its delegators' loss.
/// </remarks>
internal sealed class PenaltyDivider(MechanismPolicy policy)
{
    /// <summary>For so many penalties nothing is allocated.</summary>
    private const int FewPenalties = 4;

    private readonly BountyRule _bounty = new() { Share = policy.Penalty.BountyShare };
    private readonly FurtherPool[] _pools = [.. policy.Reward.Pools.Where(static pool => !pool.SlashedShare.IsZero).OrderBy(static pool => pool.Name, StringComparer.Ordinal)];

    /// <summary>Posts the penalties, and returns what reporters were paid.</summary>
    public Amount Post(ParticipantId offender, ReadOnlySpan<TakenPenalty> penalties, ICollection<Posting> postings)
    {
        LedgerAccount stake = LedgerAccount.Stake(offender), pool = LedgerAccount.DelegationPool(offender);
        Span<Amount> bases = penalties.Length <= FewPenalties ? stackalloc Amount[FewPenalties] : new Amount[penalties.Length];
        Divide(penalties, bases);
        Amount paid = Amount.Zero, burned = Amount.Zero;
        for (int index = 0; index < penalties.Length; index++)
        {
            Amount treasury = penalties[index].Own.Multiply(policy.Penalty.TreasuryShare, Rounding.Down);
            Keep(postings, stake, treasury);
            paid += Reward(stake, penalties[index].Reporters, bases[index], postings);
            burned += penalties[index].Own - treasury;
        }

        Add(postings, stake, LedgerAccount.Burned, burned - paid, PostingReason.Slash);
        foreach (ref readonly TakenPenalty penalty in penalties)
        {
            if (penalty.Delegators.IsZero)
            {
                continue;
            }

            Amount treasury = penalty.Delegators.Multiply(policy.Penalty.TreasuryShare, Rounding.Down);
            Keep(postings, pool, treasury);
            Add(postings, pool, LedgerAccount.Burned, penalty.Delegators - treasury, PostingReason.Slash);
        }

        return paid;
    }

    /// <summary>Puts the treasury's part of a penalty into the further pools that have a share of it, each rounded down, and the rest into the treasury.</summary>
    private void Keep(ICollection<Posting> postings, LedgerAccount from, Amount treasury)
    {
        Amount left = treasury;
        foreach (FurtherPool pool in _pools)
        {
            Amount part = treasury.Multiply(pool.SlashedShare, Rounding.Down);
            Add(postings, from, LedgerAccount.FurtherPool(pool.Name), part, PostingReason.Slash);
            left -= part;
        }

        Add(postings, from, LedgerAccount.Treasury, left, PostingReason.Slash);
    }

    /// <summary>Gives each penalty its part of the whole loss, those that would have taken most first.</summary>
    private static void Divide(ReadOnlySpan<TakenPenalty> penalties, Span<Amount> bases)
    {
        if (penalties is [var only])
        {
            bases[0] = Amount.Min(only.Alone, only.Own);
            return;
        }

        (int Index, Amount Alone, Proportion Severity)[] order = new (int, Amount, Proportion)[penalties.Length];
        Amount left = Amount.Zero;
        for (int index = 0; index < penalties.Length; index++)
        {
            order[index] = (index, penalties[index].Alone, penalties[index].Severity);
            left += penalties[index].Own;
        }

        // Of equal ones the more severe first, then in the order in which they were taken.
        Array.Sort(order, static (one, other) => one.Alone != other.Alone ? other.Alone.CompareTo(one.Alone)
            : one.Severity != other.Severity ? other.Severity.CompareTo(one.Severity)
            : one.Index.CompareTo(other.Index));
        foreach ((int index, Amount alone, _) in order)
        {
            bases[index] = Amount.Min(alone, left);
            left -= bases[index];
        }
    }

    private Amount Reward(LedgerAccount stake, ImmutableArray<ParticipantId> reporters, Amount loss, ICollection<Posting> postings)
    {
        Amount each = reporters.IsEmpty ? Amount.Zero : Amount.Of(_bounty.Of(loss).Units / (UInt128)reporters.Length), paid = Amount.Zero;
        foreach (ParticipantId reporter in reporters)
        {
            Add(postings, stake, LedgerAccount.Wallet(reporter), each, PostingReason.Bounty);
            paid += each;
        }

        return paid;
    }

    private static void Add(ICollection<Posting> postings, LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
