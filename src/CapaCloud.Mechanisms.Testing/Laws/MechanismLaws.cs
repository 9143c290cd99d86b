using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IMechanism"/>: what every settled epoch must keep, whoever settles it.</summary>
/// <remarks>No formula. The networks and reports are drawn for the mechanism's own policy; every third participant misbehaves.</remarks>
public static class MechanismLaws
{
    /// <summary>Returns the laws of a mechanism.</summary>
    /// <param name="mechanism">The mechanism, or your decorator of one.</param>
    /// <param name="open">Opens a network for it: names and deposits to a state.</param>
    /// <param name="types">The names of its rules, when the policy holds rules of your own.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Law> For(
        IMechanism mechanism, Func<IEnumerable<KeyValuePair<ParticipantId, Amount>>, NetworkState> open, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(open);
        Arbitrary<NetworkCase> cases = Arb.From(NetworkCases.For(mechanism.Policy, open, mechanism), NetworkCases.Shrink);
        return
        [
            Law.Of("conserves", "what came in equals what went out, is held, was burned and is dust", cases, item =>
                Conserves(mechanism.Settle(item.State, item.Report))),
            Law.Of("postings-explain-stakes", "a participant's stake, and what waits with accusations against it, change by exactly what was posted", cases, item =>
                PostingsExplainStakes(mechanism.Settle(item.State, item.Report))),
            Law.Of("pool-is-shared-out", "rewards, remainder and what is kept for the next epoch make up the pool", cases, item =>
                PoolIsSharedOut(mechanism.Settle(item.State, item.Report))),
            Law.Of("order-does-not-matter", "reports, verdicts and evidence in another order give the same settlement", cases, item =>
                mechanism.Settle(item.State, item.Report).Equals(mechanism.Settle(item.State, Reversed(item.Report)) with { Report = item.Report })),
            Law.Of("try-settle-equals-settle", "TrySettle gives what Settle gives", cases, item =>
                mechanism.TrySettle(item.State, item.Report, out EpochSettlement? tried, out _) && tried.Equals(mechanism.Settle(item.State, item.Report))),
            Law.Of("is-pure", "settling changes neither state nor report, and gives the same again", cases, item => IsPure(mechanism, item)),
            Law.Of("nobody-loses-more-than-it-has", "a slash is at most the stake that was there", cases, item =>
                mechanism.Settle(item.State, item.Report).Outcomes.Zip(item.State.Participants, (outcome, before) => outcome.Slashed <= before.Stake.Total).All(holds => holds)),
            Law.Of("bounty-below-loss", "whoever reports gets less than the offender loses", cases, item =>
                mechanism.Settle(item.State, item.Report).Outcomes.All(outcome => outcome.Bounties.IsZero || outcome.Bounties < outcome.Slashed)),
            Law.Of("explanation-recomputes", "an explanation's steps recompute, and end where the settlement ended", cases, item => Explains(mechanism, item)),
            Law.Of("settles-once", "an epoch that was settled is refused", cases, item => SettlesOnce(mechanism, item)),
            .. LostShareLaws.For(mechanism, cases),
            .. FurtherPoolLaws.For(mechanism, cases, types),
            .. DutyLaws.For(mechanism, cases),
            .. DearestLaws.For(mechanism, cases),
            .. IntakeLaws.For(mechanism, cases),
            .. CommittedEpochLaws.For(mechanism, cases),
            .. BountyLaws.For(mechanism, cases),
            .. AppealLaws.For(mechanism, cases, types),
            .. JobLaws.For(mechanism, cases),
            .. RequesterLaws.For(mechanism, cases),
            .. DelegationLaws.For(mechanism, cases),
            .. PanelLaws.For(mechanism, cases),
            .. CheckLaws.For(mechanism, cases),
            .. CheckRecordLaws.For(mechanism, cases),
            .. PlantedErrorLaws.For(mechanism, cases),
            .. AllocationLaws.For(mechanism, cases),
        ];
    }

    internal static bool Conserves(EpochSettlement settled)
    {
        Amount stakes = settled.After.Participants.Aggregate(Amount.Zero, (sum, participant) => sum + participant.Stake.Total + (participant.Delegated?.Total ?? Amount.Zero));
        return settled.After.Books.Difference.IsZero
            && settled.After.Books.Held == stakes + settled.After.Treasury + settled.After.RewardPool + FurtherPoolLaws.Sum(settled.After.Pools) + AppealLaws.Waiting(settled.After)
                + settled.After.Requesters.Aggregate(Amount.Zero, (sum, requester) => sum + requester.Free + requester.Reserved)
            && settled.Postings.Aggregate(settled.Before.Books, (books, posting) => books.With(posting)) == settled.After.Books;
    }

    private static bool PostingsExplainStakes(EpochSettlement settled)
    {
        for (int index = 0; index < settled.Outcomes.Length; index++)
        {
            ParticipantState before = settled.Before.Participants[index], after = settled.Outcomes[index].After;
            if (Posted(settled, LedgerAccount.Stake(before.Participant)) != SignedAmount.Change(before.Stake.Total, after.Stake.Total)
                || Posted(settled, LedgerAccount.PendingPenalties(before.Participant)) != SignedAmount.Change(AppealLaws.Waiting(before), AppealLaws.Waiting(after)))
            {
                return false;
            }
        }

        return true;
    }

    private static SignedAmount Posted(EpochSettlement settled, LedgerAccount account) => settled.Postings.Aggregate(
        SignedAmount.Zero,
        (sum, posting) => posting.To == account ? sum + posting.Amount.ToSigned() : posting.From == account ? sum - posting.Amount.ToSigned() : sum);

    private static bool PoolIsSharedOut(EpochSettlement settled)
    {
        Amount rewards = settled.Outcomes.Aggregate(Amount.Zero, (sum, outcome) => sum + outcome.Reward);
        Amount remainder = settled.Postings
            .Where(posting => posting.To == LedgerAccount.Dust && posting.From == LedgerAccount.RewardPool)
            .Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
        return settled.Pool == rewards + remainder + settled.Lost + settled.After.RewardPool;
    }

    private static EpochReport Reversed(EpochReport report) => report with
    {
        Participants = [.. report.Participants.Reverse()],
        Verdicts = [.. report.Verdicts.Reverse()],
        Evidence = [.. report.Evidence.Reverse()],
        Appeals = [.. report.Appeals.Reverse()],
        Rulings = [.. report.Rulings.Reverse()],
        Jobs = [.. report.Jobs.Reverse()],
        Checks = [.. report.Checks.Reverse()],
        CommitmentProofs = [.. report.CommitmentProofs.Reverse()],
    };

    private static bool IsPure(IMechanism mechanism, NetworkCase item)
    {
        NetworkState untouched = item.State with { };
        EpochSettlement first = mechanism.Settle(item.State, item.Report);
        return item.State.Equals(untouched) && first.Equals(mechanism.Settle(item.State, item.Report));
    }

    private static bool Explains(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement settled = mechanism.Settle(item.State, item.Report);
        return settled.Outcomes.All(outcome =>
        {
            Explanation explanation = mechanism.Explain(settled, outcome.After.Participant);
            return explanation.Steps.Length > 0
                && explanation.FindInconsistencies().IsEmpty
                && explanation.Reward == outcome.Reward
                && explanation.Pools.SequenceEqual(outcome.Pools)
                && explanation.Slashed == outcome.Slashed;
        });
    }

    private static bool SettlesOnce(IMechanism mechanism, NetworkCase item)
    {
        try
        {
            mechanism.Settle(mechanism.Settle(item.State, item.Report).After, item.Report);
            return false;
        }
        catch (SettlementRefusedException refusal)
        {
            return refusal.Refusals.Any(reason => reason.Reason == RefusalReason.EpochAlreadySettled);
        }
    }
}
