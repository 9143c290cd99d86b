using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of penalties that wait out an appeal; part of <see cref="MechanismLaws"/>, and empty of content where no offence can be appealed.</summary>
internal static class AppealLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases, PolicyTypes? types) =>
    [
        Law.Of("overturned-is-never-accused", "after an overturned accusation everybody has the state and the money as without it", cases, item => OverturnedIsNeverAccused(mechanism, item)),
        Law.Of("confirmed-is-accused-then", "a confirmed penalty leaves the state that the same evidence leaves when it is settled at once in that epoch", cases, item => ConfirmedIsAccusedThen(mechanism, item, types)),
        Law.Of("appeals-end", "whatever is appealed and ruled, every accusation is decided, and no unit waits afterwards", cases, item => AppealsEnd(mechanism, item)),
        Law.Of("accused-stake-stays", "what stood at the fault of a pending accusation cannot be withdrawn", cases, item => AccusedStakeStays(mechanism, item)),
        Law.Of("order-of-rulings", "in which order several accusations are ruled on does not matter", cases, item => OrderOfRulings(mechanism, item)),
    ];

    /// <summary>What rewards wait with accusations.</summary>
    public static Amount Waiting(NetworkState state) =>
        state.Participants.Aggregate(Amount.Zero, (sum, participant) => sum + Waiting(participant));

    /// <summary>What rewards of one participant wait with accusations.</summary>
    public static Amount Waiting(in ParticipantState participant) => participant.WithheldTotal();

    private static bool OverturnedIsNeverAccused(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement accused = mechanism.Settle(item.State, item.Report);
        EpochSettlement never = mechanism.Settle(item.State, Without(item.Report, PendingKeys(accused.After)));
        EpochSettlement overturned = mechanism.Settle(accused.After, Next(accused.After) with
        {
            Rulings = [.. Pending(accused.After).Select(pending => new Ruling(pending.Accused, pending.Case.Key, RulingOutcome.Overturned))],
        });
        EpochSettlement quiet = mechanism.Settle(never.After, Next(never.After));
        return Remembered(mechanism, overturned.After).SequenceEqual(Remembered(mechanism, quiet.After))
            && overturned.After.Books == quiet.After.Books
            && overturned.After.Treasury == quiet.After.Treasury
            && overturned.After.RewardPool == quiet.After.RewardPool
            && Wallets([accused, overturned]).SequenceEqual(Wallets([never, quiet]));
    }

    private static bool ConfirmedIsAccusedThen(IMechanism mechanism, NetworkCase item, PolicyTypes? types)
    {
        EpochSettlement accused = mechanism.Settle(item.State, item.Report);
        HashSet<Digest> pending = PendingKeys(accused.After);
        if (pending.Count == 0)
        {
            return true;
        }

        EpochSettlement confirmed = mechanism.Settle(accused.After, Next(accused.After) with
        {
            Rulings = [.. Pending(accused.After).Select(one => new Ruling(one.Accused, one.Case.Key, RulingOutcome.Confirmed))],
        });
        Mechanism atOnce = Mechanism.FromPolicy(mechanism.Policy with { Offences = [.. mechanism.Policy.Offences.Select(offence => offence with { AppealWindow = default })] }, types);
        NetworkState start = atOnce.Migrate(item.State, mechanism.Policy, types).State;
        EpochSettlement before = atOnce.Settle(start, Without(item.Report, pending));
        EpochSettlement charged = atOnce.Settle(before.After, Next(before.After) with
        {
            Verdicts = [.. item.Report.Verdicts.Where(verdict => pending.Contains(KeyOf(verdict)))],
            Evidence = [.. item.Report.Evidence.Where(evidence => pending.Contains(evidence.Key))],
            Checks = mechanism.Policy.Verification.Panels?.Record is null ? [] : [.. item.Report.Checks.Where(duty => item.Report.Verdicts.Any(verdict => verdict.Participant == duty.Checker && verdict.Task == duty.Task && pending.Contains(KeyOf(verdict))))],
        });
        if (charged.SetAside.Any(aside => aside.Reason == SetAsideReason.Expired))
        {
            // The liability window closed meanwhile; a pending accusation outlives it, new evidence does not.
            return true;
        }

        return Remembered(mechanism, confirmed.After).Select(Charged).SequenceEqual(Remembered(mechanism, charged.After).Select(Charged))
            && confirmed.Outcomes.Select(outcome => (outcome.Slashed, outcome.Bounties)).SequenceEqual(charged.Outcomes.Select(outcome => (outcome.Slashed, outcome.Bounties)));
    }

    private static bool AppealsEnd(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        ulong longest = Longest(mechanism);
        for (ulong epoch = 0; epoch < Math.Min(4 * longest, 40); epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, WithProceedings(state));
            if (!MechanismLaws.Conserves(settled))
            {
                return false;
            }

            state = settled.After;
        }

        return longest > 10 || (!state.Participants.Any(participant => participant.Cases.Any(one => one.IsOpen)) && Waiting(state).IsZero && state.Participants.All(participant => participant.Stake.Holds.IsEmpty));
    }

    private static bool AccusedStakeStays(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        return state.Participants.All(participant => participant.Cases.Where(one => one.IsOpen).All(open =>
        {
            Staking.StakeAccount stake = participant.Stake;
            stake = stake.Bonded.IsZero ? stake : stake.Unbond(stake.Bonded, state.Epoch, mechanism.Policy.Stake).Account;
            return stake.WithdrawableAt(state.Epoch + mechanism.Policy.Stake.UnbondingPeriod, mechanism.Policy.Stake)
                <= stake.Total.SubtractToZero(Amount.Min(stake.Total, stake.StandingAt(open.FaultEpoch)));
        }));
    }

    /// <summary>Rules on the accusations of an epoch one by one, forwards and backwards, and lets everything end.</summary>
    private static bool OrderOfRulings(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement accused = mechanism.Settle(item.State, item.Report);
        (ParticipantId Accused, FaultCase Case)[] pending = [.. Pending(accused.After)];
        ulong shortest = mechanism.Policy.Offences.Where(offence => !offence.AppealWindow.IsZero).Select(offence => offence.AppealWindow.Epochs).DefaultIfEmpty().Min();

        // A pool that pays stake pays in every epoch, by what stands in it then: who is ruled on earlier has less from then on.
        if (pending.Length < 2 || shortest < 2 || mechanism.Policy.Reward.Pools.Any(static pool => pool.Claim == RewardClaim.Stake))
        {
            return true;
        }

        List<EpochSettlement> forwards = RuleOneByOne(mechanism, accused, pending, shortest);
        List<EpochSettlement> backwards = RuleOneByOne(mechanism, accused, [.. pending.Reverse()], shortest);
        return Remembered(mechanism, forwards[^1].After).Select(Money).SequenceEqual(Remembered(mechanism, backwards[^1].After).Select(Money))
            && forwards[^1].After.Books == backwards[^1].After.Books
            && Wallets(forwards).SequenceEqual(Wallets(backwards));
    }

    private static List<EpochSettlement> RuleOneByOne(IMechanism mechanism, EpochSettlement accused, (ParticipantId Accused, FaultCase Case)[] pending, ulong window)
    {
        List<EpochSettlement> settled = [accused];
        for (ulong epoch = 0; epoch < window; epoch++)
        {
            NetworkState state = settled[^1].After;
            int first = (int)((ulong)pending.Length * epoch / window), last = (int)((ulong)pending.Length * (epoch + 1) / window);
            settled.Add(mechanism.Settle(state, Next(state) with
            {
                Rulings = [.. pending[first..last].Select(one => new Ruling(one.Accused, one.Case.Key, (one.Case.Key.GetHashCode() & 1) == 0 ? RulingOutcome.Overturned : RulingOutcome.Confirmed))],
            }));
        }

        return settled;
    }

    /// <summary>Appeals and rulings by chance of the keys: some ruled at once, some appealed and ruled later, some left to their deadline.</summary>
    private static EpochReport WithProceedings(NetworkState state)
    {
        ImmutableArray<Appeal>.Builder appeals = ImmutableArray.CreateBuilder<Appeal>();
        ImmutableArray<Ruling>.Builder rulings = ImmutableArray.CreateBuilder<Ruling>();
        foreach ((ParticipantId accused, FaultCase pending) in Pending(state))
        {
            int chance = pending.Key.GetHashCode() & 7;
            RulingOutcome outcome = (chance & 1) == 0 ? RulingOutcome.Overturned : RulingOutcome.Confirmed;
            if (chance < 2 || (pending.IsAppealed && chance < 5))
            {
                rulings.Add(new Ruling(accused, pending.Key, outcome) { FaultEpoch = Named(pending) });
            }
            else if (!pending.IsAppealed && chance < 7)
            {
                appeals.Add(new Appeal(accused, pending.Key) { FaultEpoch = Named(pending) });
            }
        }

        return Next(state) with { Appeals = appeals.ToImmutable(), Rulings = rulings.ToImmutable() };
    }

    /// <summary>Half of what is said names the epoch of the fault.</summary>
    private static Epoch? Named(in FaultCase pending) => (pending.Key.GetHashCode() & 8) == 0 ? pending.FaultEpoch : null;

    /// <summary>The participants without history that no fault can reach any more, and without what was overturned; forgetting it changes nothing.</summary>
    private static IEnumerable<ParticipantState> Remembered(IMechanism mechanism, NetworkState state) =>
        state.Participants.Select(participant => participant with
        {
            Stake = participant.Stake.Prune(state.Epoch, mechanism.Policy.Stake),
            Cases = [.. participant.Cases.Where(one => one.Status != CaseStatus.Overturned)],
            Checking = participant.Checking is { } checking
                ? checking with { Tasks = [] }
                : null,
        });

    /// <summary>What a participant is left with, whenever its cases were brought and decided.</summary>
    private static object Charged(ParticipantState participant) => (
        participant.Participant,
        participant.Stake,
        participant.Reputation,
        participant.JailedUntil,
        StakesOf(participant),
        CasesOf(participant));

    /// <summary>What a participant is left with in money, whenever its cases were charged.</summary>
    private static object Money(ParticipantState participant) => (
        participant.Participant, participant.Stake.Bonded, participant.Stake.Unbonding, participant.WithheldTotal(), CasesOf(participant));

    private static string StakesOf(in ParticipantState participant) => participant.Delegated is not { } delegated ? "" : string.Join(
        ';', delegated.Delegations.Select(one => one.Delegator).Distinct().Select(one => $"{one} {delegated.StakeOf(one)} {delegated.LeavingOf(one)}"));

    private static string CasesOf(in ParticipantState participant) => string.Join(';', participant.Cases.Select(one => $"{one.Key} {one.Status} {one.Due} {one.EarlierOffences} {one.CountsAsEarlier} {one.StakeAtFault}"));

    private static ulong Longest(IMechanism mechanism) => mechanism.Policy.Offences.Aggregate(0UL, (most, offence) => Math.Max(most, offence.AppealWindow.Epochs));

    private static EpochReport Next(NetworkState state) => new() { Epoch = state.Epoch };

    private static IEnumerable<(ParticipantId Accused, FaultCase Case)> Pending(NetworkState state) =>
        from participant in state.Participants from one in participant.Cases where one.Status == CaseStatus.Pending select (participant.Participant, one);

    private static HashSet<Digest> PendingKeys(NetworkState state) => [.. Pending(state).Select(pending => pending.Case.Key)];

    private static Digest KeyOf(in Verdict verdict) => verdict.Outcome == VerdictOutcome.Incorrect
        ? new Evidence { Offence = Offence.IncorrectResult, Offender = verdict.Participant, Task = verdict.Task }.Key
        : default;

    /// <summary>Leaves accusations out. Where a verdict accused, one stands that decides nothing: who had to check has answered all the same.</summary>
    private static EpochReport Without(EpochReport report, HashSet<Digest> pending) => report with
    {
        Evidence = [.. report.Evidence.Where(evidence => !pending.Contains(evidence.Key))],
        Verdicts = [.. report.Verdicts.Select(verdict => pending.Contains(KeyOf(verdict)) ? Verdict.Because(verdict.Participant, verdict.Task, verdict.Epoch, VerdictReason.NoConsensus) : verdict)],
    };

    /// <summary>What each wallet got over several epochs, whatever it was paid for.</summary>
    private static IEnumerable<(ParticipantId Owner, Amount Paid)> Wallets(IEnumerable<EpochSettlement> epochs) =>
        epochs.SelectMany(epoch => epoch.Postings)
            .Where(posting => posting.To.Kind == LedgerAccountKind.Wallet)
            .GroupBy(posting => posting.To.Owner)
            .Select(group => (group.Key, group.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount)))
            .OrderBy(pair => pair.Key);
}
