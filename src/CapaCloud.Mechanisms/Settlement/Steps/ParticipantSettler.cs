using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 5 of an epoch: takes what one participant's faults cost, pays what it earned, and remembers what the windows reach.</summary>
internal sealed class ParticipantSettler(MechanismPolicy policy, OffenceTable offences, FormerRules former)
{
    private readonly PenaltyTaker _penalties = new(policy);
    private readonly PenaltyDivider _divider = new(policy);
    private readonly RewardPayer _rewards = new(policy, offences, former);
    private readonly JobSettler? _jobs = policy.Jobs is null ? null : new JobSettler(former, remembersRequesters: policy.Requesters is not null);

    public ParticipantOutcome Settle(
        in ParticipantState state,
        in ParticipantInput input,
        in ParticipantEpoch epoch,
        in Conducts conducts,
        EpochTerms terms,
        Amount reward,
        ImmutableArray<PoolAmount> further,
        ICollection<Posting> postings,
        ExplanationRecorder? recorder = null)
    {
        Epoch now = input.Epoch;
        StakeRulesOfEpoch rules = terms.StakeRules;
        StakeAccount stake = state.Stake;
        ChargeBook? charges = epoch.Charges;
        FaultCase[] cases = epoch.File is null ? [] : [.. epoch.File.Cases];
        Amount slashed = Amount.Zero;
        List<JailTerm>? jail = null;
        stake = CaseHolds.Take(stake, state, cases, now, rules.Now);
        DelegatedStake? delegated = state.Delegated;
        StakingRules memory = delegated is null ? rules.Now : StakeBehind.Memory(rules.Now, StakeBehind.Held(cases), now);
        Amount theirs = Amount.Zero;
        StakeAccount stakeBefore = stake;
        TakenPenalty[] penalties = charges is null ? [] : new TakenPenalty[charges.Charges.Length];
        for (int index = 0; index < penalties.Length; index++)
        {
            ref readonly Charge charge = ref charges!.Charges[index];
            ref FaultCase item = ref cases[charge.Position];
            PenaltyTaken taken = _penalties.Take(state, stake, delegated, item, charge, now, rules.Now, memory, recorder);
            stake = taken.Stake;
            delegated = taken.Delegated;
            theirs += taken.DelegatorsSlashed;
            slashed += taken.Slashed;
            Amount alone = penalties.Length == 1 ? taken.Slashed : _penalties.OwnAlone(state, stakeBefore, item, charge, now, rules.Now);
            penalties[index] = new TakenPenalty(item.Reporters, item.Severity, taken.Slashed, alone, taken.DelegatorsSlashed);
            if (charge.Costs && !charge.Rule.Jail.IsZero)
            {
                (jail ??= []).Add(new JailTerm(item.Key, now + charge.Rule.Jail + EpochSpan.One));
            }

            item = item with
            {
                Status = charge.IsSuspended ? CaseStatus.Suspended : CaseStatus.Charged,
                CountsAsEarlier = charge.CountsAsEarlier,
                EarlierOffences = charge.Context.EarlierOffences,
                Due = charge.StillDue,
                Reporters = [],
            };
        }

        Amount bounties = charges is null ? Amount.Zero : _divider.Post(state.Participant, penalties, postings);
        stake = CaseHolds.Release(stake, cases, now, rules.Now);
        RewardsMoved moved = _rewards.Move(state, delegated, cases, charges, reward, further, now, rules, postings, recorder);
        (delegated, Amount dust) = moved.Delegated is { } open ? open.Close(now) : (null, Amount.Zero);
        if (!dust.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.DelegationPool(state.Participant), LedgerAccount.Dust, dust, PostingReason.Remainder));
        }

        JobsSettled jobs = _jobs?.Settle(state, input, cases, postings, recorder) ?? JobsSettled.None;
        Amount checkPay = CheckPayer.Pay(state.Participant, input, terms, postings, recorder);
        ImmutableArray<FaultCase> remembered = rules.Remembered(cases);
        ImmutableArray<PassedAudit> passed = rules.Remembered(state.PassedAudits, input.PassedAudits, now);
        return new ParticipantOutcome
        {
            After = state with
            {
                Stake = stake.Prune(now.Next, rules.Next),
                Reputation = conducts.Work,
                JailedUntil = jail is null ? state.JailedUntil : Epoch.Max(state.JailedUntil, JailTerms.EndOf(jail)),
                Jail = jail is null && state.Jail is null ? null : JailTerms.From([.. state.Jail?.Terms ?? [], .. jail ?? []], now.Next),
                AbsentFor = epoch.Attendance.AbsentFor,
                Cases = remembered,
                Checking = conducts.Checks?.With(input.Checked?.Tasks ?? [], state, remembered, passed),
                Merged = rules.Remembered(state.Merged, remembered),
                PassedAudits = passed,
                Withheld = moved.Waiting,
                Jobs = jobs.Open,
                Delegated = delegated,
            },
            Delegators = delegated is null ? null : new DelegatorsOutcome { Rewards = moved.ToDelegators, Commission = moved.Commission, Slashed = theirs, Dust = dust },
            Jobs = jobs.Ended,
            Reward = reward,
            Pools = further,
            Withheld = moved.Withheld,
            Returned = moved.Returned,
            Forfeited = moved.Forfeited,
            Slashed = slashed,
            Bounties = bounties,
            CheckPay = checkPay,
        };
    }
}
