using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of delegated stake: what reaches whom, and that everything can leave; part of <see cref="MechanismLaws"/>.</summary>
internal static class DelegationLaws
{
    private static readonly ParticipantId Newcomer = ParticipantId.Of("newcomer");

    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Delegation is null
            ? []
            :
            [
                Law.Of("postings-explain-delegations", "what is held for an operator's delegators changes by exactly what was posted", cases, item =>
                    PostingsExplain(mechanism.Settle(item.State, item.Report))),
                Law.Of("delegators-part-is-bounded", "delegators and operator share a reward, and the commission is at most the policy's", cases, item =>
                    IsBounded(mechanism.Settle(item.State, item.Report))),
                Law.Of("latecomers-gain-nothing", "who delegates in an epoch has no part of its rewards, and takes none of the others'", cases, item => LatecomersGainNothing(mechanism, item)),
                Law.Of("loss-follows-stake-at-fault", "a delegator loses in proportion to what it had at the fault, and who came later loses nothing", cases, item => LossFollows(mechanism, item)),
                Law.Of("own-stake-pays-first", "where the policy says so, delegators lose nothing while the operator's own stake at the fault is left", cases, item => OwnPaysFirst(mechanism, item)),
                Law.Of("reward-is-claimed-once", "a claim takes what was payable, and nothing is payable after it", cases, item => ClaimedOnce(mechanism, item)),
                Law.Of("delegations-can-leave", "once nobody has work or cases, all delegated stake and all rewards can leave, and nothing stays behind", cases, item => CanLeave(mechanism, item)),
            ];

    private static bool PostingsExplain(EpochSettlement settled)
    {
        foreach ((ParticipantState before, ParticipantOutcome outcome) in settled.Before.Participants.Zip(settled.Outcomes))
        {
            LedgerAccount pool = LedgerAccount.DelegationPool(before.Participant);
            Amount came = Sum(settled, posting => posting.To == pool), left = Sum(settled, posting => posting.From == pool);
            if ((before.Delegated?.Total ?? Amount.Zero) + came != (outcome.After.Delegated?.Total ?? Amount.Zero) + left)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBounded(EpochSettlement settled) => settled.Before.Participants.Zip(settled.Outcomes).All(pair =>
        pair.Second.Delegators is not { } theirs
        || (pair.First.Delegated is { } before
            && theirs.Rewards + theirs.Commission <= pair.Second.AllRewards + pair.Second.Returned
            && theirs.Commission <= pair.Second.AllRewards.Multiply(before.Commission.RateIn(settled.Epoch), Rounding.Down)));

    private static bool LatecomersGainNothing(IMechanism mechanism, NetworkCase item)
    {
        NetworkState late = WithNewcomer(mechanism, item.State, out List<ParticipantId> joined);
        EpochSettlement with = mechanism.Settle(late, item.Report), without = mechanism.Settle(item.State, item.Report);
        return joined.All(operatorId =>
        {
            DelegatedStake after = with.OutcomeOf(operatorId).After.Delegated!, other = without.OutcomeOf(operatorId).After.Delegated!;
            bool isSameReward = with.OutcomeOf(operatorId).AllRewards == without.OutcomeOf(operatorId).AllRewards;
            return after.RewardsOf(Newcomer).IsZero
                && (!isSameReward || Delegators(other).All(one => after.RewardsOf(one) == other.RewardsOf(one)));
        });
    }

    private static bool LossFollows(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = WithNewcomer(mechanism, item.State, out List<ParticipantId> joined);
        Epoch fault = state.Epoch.MinusToZero(EpochSpan.One);
        if (!CanBeFoundWrong(mechanism) || fault == state.Epoch)
        {
            return true;
        }

        EpochSettlement settled = mechanism.Settle(state, FoundWrong(state, fault, joined));
        return joined.All(operatorId =>
        {
            DelegatedStake before = state.StateOf(operatorId).Delegated!, after = settled.OutcomeOf(operatorId).After.Delegated!;
            Amount standing = before.Pool.StandingAt(fault), lost = settled.OutcomeOf(operatorId).Delegators!.Slashed;
            return Loss(before, after, Newcomer) <= Rounded(before, Newcomer)
                && Delegators(before).Where(one => one != Newcomer).All(one => IsInProportion(before, after, one, fault, lost, standing));
        });
    }

    private static bool IsInProportion(DelegatedStake before, DelegatedStake after, ParticipantId delegator, Epoch fault, Amount lost, Amount standing)
    {
        // What a delegator had at the fault: what stands and what is leaving now and stood then. Earlier losses make the present worth less.
        Amount had = Amount.Zero;
        bool isUntouched = before.Pool.Layers.All(layer => layer.Marks.All(mark => mark.Lost.IsZero))
            && before.Pool.Exits.All(exit => exit.Assets.Units == exit.Units && exit.Marks.All(mark => mark.Lost.IsZero));
        foreach (Delegation one in before.Delegations.Where(one => one.Delegator == delegator && one.Share.Joined <= fault))
        {
            had += before.Pool.WorthOf(one.Share);
        }

        foreach (LeavingDelegation one in before.Leaving.Where(one => one.Delegator == delegator && one.Claim.Joined <= fault && fault <= one.Claim.Unbonded))
        {
            had += before.Pool.WorthOf(one.Claim);
        }

        if (!isUntouched || standing.IsZero)
        {
            return true;
        }

        Amount expected = lost.Multiply(Amount.Min(had, standing).Units, standing.Units, Rounding.Up), actual = Loss(before, after, delegator), rounded = Rounded(before, delegator);
        return actual <= expected + rounded && expected <= actual + rounded;
    }

    private static bool OwnPaysFirst(IMechanism mechanism, NetworkCase item)
    {
        Epoch fault = item.State.Epoch.MinusToZero(EpochSpan.One);
        if (mechanism.Policy.Delegation?.OwnStakeFirst != true || !CanBeFoundWrong(mechanism) || fault == item.State.Epoch)
        {
            return true;
        }

        ParticipantId[] operators = [.. item.State.Participants.Where(participant => participant.Delegated is not null).Select(participant => participant.Participant)];
        EpochSettlement settled = mechanism.Settle(item.State, FoundWrong(item.State, fault, operators));
        return operators.All(operatorId =>
        {
            // What answers for the fault when it is charged: all of it stood then, and what is charged elsewhere has left it.
            ParticipantOutcome outcome = settled.OutcomeOf(operatorId);
            Amount before = item.State.StateOf(operatorId).Stake.Total;
            return outcome.Delegators!.Slashed.IsZero || outcome.After.Stake.Total.IsZero || outcome.Slashed == before || outcome.Slashed == item.State.StateOf(operatorId).Stake.StandingAt(fault);
        });
    }

    private static bool ClaimedOnce(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        foreach (ParticipantState participant in state.Participants.Where(participant => participant.Delegated is not null))
        {
            foreach (ParticipantId delegator in Delegators(participant.Delegated!))
            {
                Amount payable = state.StateOf(participant.Participant).Delegated!.RewardsOf(delegator);
                StateChange claimed = mechanism.ClaimRewards(state, delegator, participant.Participant);
                Amount paid = claimed.Postings.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
                if (paid != payable || !mechanism.ClaimRewards(claimed.State, delegator, participant.Participant).Postings.IsEmpty)
                {
                    return false;
                }

                state = claimed.State;
            }
        }

        return state.Inconsistencies().IsEmpty;
    }

    private static bool CanLeave(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        ulong appeals = mechanism.Policy.Offences.Select(offence => offence.AppealWindow.Epochs).DefaultIfEmpty().Max();
        ulong wait = (5 * appeals) + 2, window = mechanism.StakingRulesOf(state).ReleaseDelay.Epochs + 1;
        if (wait + window > 60 || mechanism.Policy.Jobs is not null)
        {
            return true;
        }

        state = Later(mechanism, state, wait);
        foreach ((ParticipantId operatorId, ParticipantId delegator) in Pairs(state))
        {
            Amount all = state.StateOf(operatorId).Delegated!.StakeOf(delegator);
            state = state.StateOf(operatorId).Delegated!.Delegations.Any(one => one.Delegator == delegator) ? mechanism.UndelegateStake(state, delegator, operatorId, all) : state;
        }

        state = Later(mechanism, state, window);
        foreach ((ParticipantId operatorId, ParticipantId delegator) in Pairs(state))
        {
            state = mechanism.ClaimRewards(mechanism.WithdrawDelegation(state, delegator, operatorId).State, delegator, operatorId).State;
        }

        state = Later(mechanism, state, 1);
        return state.Participants.All(participant => participant.Delegated is null or { IsEmpty: true, Total.IsZero: true });
    }

    private static NetworkState Later(IMechanism mechanism, NetworkState state, ulong epochs)
    {
        for (ulong epoch = 0; epoch < epochs; epoch++)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        return state;
    }

    private static (ParticipantId Operator, ParticipantId Delegator)[] Pairs(NetworkState state) =>
        [.. from participant in state.Participants where participant.Delegated is not null from delegator in Delegators(participant.Delegated!) select (participant.Participant, delegator)];

    private static ParticipantId[] Delegators(DelegatedStake delegated) =>
        [.. delegated.Delegations.Select(one => one.Delegator).Concat(delegated.Leaving.Select(one => one.Delegator)).Concat(delegated.Departed.Select(one => one.Delegator)).Distinct().Order()];

    private static Amount Loss(DelegatedStake before, DelegatedStake after, ParticipantId delegator) =>
        (before.StakeOf(delegator) + before.LeavingOf(delegator)).SubtractToZero(after.StakeOf(delegator) + after.LeavingOf(delegator));

    /// <summary>What roundings may cost: two units for each place, and what a unit of shares is worth of a very large pool.</summary>
    private static Amount Rounded(DelegatedStake delegated, ParticipantId delegator) => Amount.Of(
        (UInt128)(4 + (2 * (delegated.Delegations.Count(one => one.Delegator == delegator) + delegated.Leaving.Count(one => one.Delegator == delegator) + delegated.Pool.Layers.Length + delegated.Pool.Exits.Length))));

    private static bool CanBeFoundWrong(IMechanism mechanism) =>
        mechanism.Policy.Stake.LiabilityWindow.Epochs > 1
        && mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.AppealWindow.IsZero && offence.CircuitBreaker is null);

    private static EpochReport FoundWrong(NetworkState state, Epoch fault, IEnumerable<ParticipantId> operators) => new()
    {
        Epoch = state.Epoch,
        Verdicts = [.. operators.Select(operatorId => Verdict.Because(operatorId, TaskId.Of($"law-{operatorId}"), fault, VerdictReason.ContradictsAccepted))],
    };

    private static NetworkState WithNewcomer(IMechanism mechanism, NetworkState state, out List<ParticipantId> joined)
    {
        joined = [];
        foreach (ParticipantState participant in state.Participants.Where(participant => participant.Delegated is not null))
        {
            try
            {
                state = mechanism.DelegateStake(state, Newcomer, participant.Participant, mechanism.Policy.Delegation!.MinimumDelegation + Amount.Of(1_000_000)).State;
                joined.Add(participant.Participant);
            }
            catch (Staking.StakeRefusedException)
            {
                // A pool whose shares are worth too much for so little.
            }
        }

        return state;
    }

    private static Amount Sum(EpochSettlement settled, Func<Posting, bool> which) => settled.Postings.Where(which).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount);
}
