using System.Collections.Immutable;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Settles a whole network on one machine: map, merge, split, map, and the new state.</summary>
internal sealed class NetworkSettler(Mechanism mechanism, NetworkState state, EpochReport report)
{
    private readonly List<Posting> _postings = new(state.Participants.Length + 8);

    public EpochSettlement Settle()
    {
        ParticipantInput[] inputs = ParticipantInputs.Of(state, report);
        Assessment[] assessments = new Assessment[inputs.Length];
        EpochTotalsBuilder builder = mechanism.CreateTotals();
        for (int index = 0; index < inputs.Length; index++)
        {
            assessments[index] = mechanism.Assess(state.Participants.ItemRef(index), inputs[index], builder);
        }

        EpochTotals totals = builder.ToTotals();
        EpochTerms terms = mechanism.Terms(state, totals, report.Payments);
        PostPool(terms);
        Amount[] rewards = Split(terms, assessments);
        ImmutableArray<ParticipantOutcome> outcomes = SettleAll(terms, inputs, assessments, rewards);
        return new EpochSettlement
        {
            Epoch = report.Epoch,
            PolicyHash = mechanism.PolicyHash,
            Report = report,
            Before = state,
            After = After(terms, outcomes),
            Totals = totals,
            Pool = terms.Pool,
            Postings = [.. _postings],
            Outcomes = outcomes,
        };
    }

    private void PostPool(EpochTerms terms)
    {
        Post(LedgerAccount.Requesters, LedgerAccount.RewardPool, terms.Payments, PostingReason.Payment);
        Post(LedgerAccount.RewardPool, LedgerAccount.Treasury, terms.Fee, PostingReason.Fee);
        Post(LedgerAccount.Issuance, LedgerAccount.RewardPool, terms.Issuance, PostingReason.Issuance);
        Post(LedgerAccount.Dust, LedgerAccount.RewardPool, terms.CarriedDust, PostingReason.Remainder);
    }

    private Amount[] Split(EpochTerms terms, Assessment[] assessments)
    {
        UInt128[] weights = new UInt128[assessments.Length];
        ParticipantId[] names = new ParticipantId[assessments.Length];
        for (int index = 0; index < assessments.Length; index++)
        {
            weights[index] = assessments[index].Weight;
            names[index] = assessments[index].Participant;
        }

        Amount[] rewards = new Amount[assessments.Length];
        TieBreak tieBreak = TieBreak.ByIdentity(report.Beacon.Randomness, names);
        RewardSplit split = mechanism.Policy.Reward.Splitter.Split(terms.Pool, weights, tieBreak, rewards);
        if (split.Outcome == RewardSplitOutcome.Divided)
        {
            Post(LedgerAccount.RewardPool, LedgerAccount.Dust, split.Remainder, PostingReason.Remainder);
        }

        return rewards;
    }

    private ImmutableArray<ParticipantOutcome> SettleAll(
        EpochTerms terms, ParticipantInput[] inputs, Assessment[] assessments, Amount[] rewards)
    {
        ImmutableArray<ParticipantOutcome>.Builder outcomes = ImmutableArray.CreateBuilder<ParticipantOutcome>(inputs.Length);
        for (int index = 0; index < inputs.Length; index++)
        {
            ref readonly ParticipantState participant = ref state.Participants.ItemRef(index);
            outcomes.Add(mechanism.Settle(participant, inputs[index], assessments[index], terms, rewards[index], _postings, recorder: null));
        }

        return outcomes.MoveToImmutable();
    }

    private NetworkState After(EpochTerms terms, ImmutableArray<ParticipantOutcome> outcomes)
    {
        Conservation books = state.Books;
        Amount treasury = state.Treasury, pool = state.RewardPool;
        foreach (Posting posting in _postings)
        {
            books = books.With(posting);
            treasury = Apply(treasury, LedgerAccountKind.Treasury, posting);
            pool = Apply(pool, LedgerAccountKind.RewardPool, posting);
        }

        return state with
        {
            Epoch = state.Epoch.Next,
            Participants = ImmutableArray.CreateRange(outcomes, static outcome => outcome.After),
            Books = books,
            Treasury = treasury,
            RewardPool = pool,
            Evidence = Remember(),
            RecentFaults = RecentFaults(terms.Totals),
        };
    }

    private static Amount Apply(Amount balance, LedgerAccountKind kind, in Posting posting)
    {
        balance = posting.To.Kind == kind ? balance + posting.Amount : balance;
        return posting.From.Kind == kind ? balance - posting.Amount : balance;
    }

    private EvidenceRegister Remember()
    {
        EvidenceRegister register = state.Evidence;
        foreach (Evidence evidence in ParticipantInputs.Sorted(report))
        {
            register = register.Admit(evidence, report.Epoch).Register;
        }

        return register.Prune(report.Epoch.Next);
    }

    private ImmutableArray<FaultedStake> RecentFaults(EpochTotals totals)
    {
        ImmutableArray<Policies.OffencePolicy> offences = mechanism.Policy.Offences;
        ImmutableArray<FaultedStake>.Builder kept = ImmutableArray.CreateBuilder<FaultedStake>();
        foreach (FaultedStake fault in state.RecentFaults)
        {
            Policies.OffencePolicy? rule = offences.FirstOrDefault(candidate => candidate.Offence == fault.Offence);
            if (rule is not null && report.Epoch.Next - fault.Epoch <= rule.CorrelationWindow)
            {
                kept.Add(fault);
            }
        }

        for (int index = 0; index < totals.StakeAtFault.Length; index++)
        {
            if (!totals.StakeAtFault[index].IsZero && !offences[index].CorrelationWindow.IsZero)
            {
                kept.Add(new FaultedStake(offences[index].Offence, report.Epoch, totals.StakeAtFault[index]));
            }
        }

        return kept.DrainToImmutable();
    }

    private void Post(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            _postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
