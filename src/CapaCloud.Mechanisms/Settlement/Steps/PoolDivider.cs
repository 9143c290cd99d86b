using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 4 of an epoch: fills the pool and divides it by weight.</summary>
internal static class PoolDivider
{
    /// <summary>Writes down where the pool comes from.</summary>
    public static void PostPool(EpochTerms terms, List<Posting> postings)
    {
        Post(LedgerAccount.Requesters, LedgerAccount.RewardPool, terms.Payments, PostingReason.Payment);
        Post(LedgerAccount.RewardPool, LedgerAccount.Treasury, terms.FeeToTreasury, PostingReason.Fee);
        Post(LedgerAccount.Issuance, LedgerAccount.RewardPool, terms.Issuance, PostingReason.Issuance);
        Post(LedgerAccount.Dust, LedgerAccount.RewardPool, terms.CarriedDust, PostingReason.Remainder);
        PoolFunds.Post(terms, postings);

        void Post(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
        {
            if (!amount.IsZero)
            {
                postings.Add(new Posting(from, to, amount, reason));
            }
        }
    }

    /// <summary>Writes down where the part goes that was lost.</summary>
    public static void PostLost(EpochTerms terms, List<Posting> postings)
    {
        if (!terms.LostToTreasury.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Treasury, terms.LostToTreasury, PostingReason.Withheld));
        }

        if (terms.Lost > terms.LostToTreasury)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Burned, terms.Lost - terms.LostToTreasury, PostingReason.Withheld));
        }

        PoolFunds.PostLost(terms, postings);
    }

    /// <summary>Writes down what the division left over.</summary>
    public static void PostRemainder(Amount remainder, List<Posting> postings)
    {
        if (!remainder.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Dust, remainder, PostingReason.Remainder));
        }
    }

    /// <summary>Divides the pool, or says that equal claims need a beacon that is not there.</summary>
    public static Amount[]? Divide(MechanismPolicy policy, EpochTerms terms, UInt128[] weights, ParticipantId[] names, Beacon beacon, List<Posting> postings, out SettlementRefusal refusal)
    {
        Amount[] rewards = new Amount[weights.Length];
        Digest seed = beacon.IsNone ? default : beacon.Randomness;
        RewardSplit split = policy.Reward.Splitter.Split(terms.Divided, weights, TieBreak.ByIdentity(seed, names), rewards);
        refusal = default;
        if (beacon.IsNone && policy.Reward.Splitter is not ITotalsSplitter && IsDrawn(policy, terms, weights, names, rewards))
        {
            refusal = new SettlementRefusal(
                RefusalReason.MissingBeacon, "beacon", "is missing, and equal claims compete for a unit of the pool; expected public chance of a round after the work was committed");
            return null;
        }

        PostLost(terms, postings);
        PostRemainder(split.Outcome == RewardSplitOutcome.Divided ? split.Remainder : Amount.Zero, postings);
        return rewards;
    }

    /// <summary>Tells whether chance decides anything: with the opposite order among equals, somebody would get another share.</summary>
    private static bool IsDrawn(MechanismPolicy policy, EpochTerms terms, UInt128[] weights, ParticipantId[] names, Amount[] rewards)
    {
        TieBreak forward = TieBreak.ByIdentity(default(Digest), names);
        UInt128[] reversed = new UInt128[names.Length];
        for (int index = 0; index < reversed.Length; index++)
        {
            reversed[index] = UInt128.MaxValue - forward.Key(index);
        }

        Amount[] others = new Amount[rewards.Length];
        policy.Reward.Splitter.Split(terms.Divided, weights, TieBreak.ByKeys(reversed), others);
        return !rewards.AsSpan().SequenceEqual(others);
    }
}
