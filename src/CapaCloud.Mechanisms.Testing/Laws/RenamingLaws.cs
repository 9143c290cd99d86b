using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The law of names: a history in which a key is exchanged, wherever that is, moves the same money as the one in which it never is.</summary>
/// <remarks>
/// No formula. The history goes on under the old name through every door: deposits, delegations, jobs, commitments, rows, verdicts, evidence, appeals, rulings. The new name
/// sorts where the old one did, because ties are broken by the order of names.
/// </remarks>
internal static class RenamingLaws
{
    private const int Places = 6, Quiet = 8;

    /// <summary>Returns the law.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="rename">Exchanges a key: state, old name, new name; the library's own repair when left out.</param>
    /// <returns>The law.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mechanism"/> is null.</exception>
    public static IReadOnlyList<Law> For(Mechanism mechanism, Func<NetworkState, ParticipantId, ParticipantId, NetworkState>? rename = null)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        RenamingHistory play = new(mechanism, rename ?? ((state, from, to) => Repairs.ExchangeKey(mechanism, state, from, to, new RepairOrder("drawn", "a key was lost")).After));
        return
        [
            Law.Of(
                "renamed-is-never-renamed",
                "a key that is exchanged, at any place of a history, changes no unit of money, no score and no audit",
                Arb.From(from item in NetworkCases.For(mechanism.Policy, deposits => mechanism.Open(Epoch.Of(50), deposits).State, mechanism)
                         from place in Gen.Choose(0, Places - 1)
                         from who in Gen.Choose(0, 7)
                         select (item, place, who)),
                drawn => play.Trace(drawn.item, drawn.who, renamedAt: null).SequenceEqual(play.Trace(drawn.item, drawn.who, drawn.place))),
        ];
    }

    private sealed class RenamingHistory(Mechanism mechanism, Func<NetworkState, ParticipantId, ParticipantId, NetworkState> rename)
    {
        private readonly List<Posting> _postings = [];
        private readonly List<string> _trace = [];

        /// <summary>Plays a history and says what came of it: each line one fact, the new name written as the old one.</summary>
        public ImmutableArray<string> Trace(NetworkCase item, int number, int? renamedAt)
        {
            _postings.Clear();
            _trace.Clear();
            ParticipantId who = item.State.Participants[number % item.State.Participants.Length].Participant, fresh = ParticipantId.Of($"{who}0");
            ParticipantId other = item.State.Participants[^1].Participant;
            NetworkState state = item.State;
            for (int place = 0; place < Places; place++)
            {
                state = place == renamedAt ? rename(state, who, fresh) : state;
                state = place switch
                {
                    0 => Acts(state, who, other),
                    1 => Audited(state, who),
                    2 => Settled(state, item.Report),
                    3 => LaterActs(state, who, other),
                    4 => Settled(state, Second(state, item.Report, who, fresh)),
                    _ => state,
                };
            }

            for (int epoch = 0; epoch < Quiet; epoch++)
            {
                state = Settled(state, new EpochReport { Epoch = state.Epoch });
            }

            string plain = $"({who})", renamed = $"({fresh})";
            return
            [
                .. _trace.Select(line => line.Replace(renamed, plain, StringComparison.Ordinal)),
                .. _postings.Select(posting => posting.ToString().Replace(renamed, plain, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                .. state.Participants.SelectMany(participant => Lines(participant, participant.Participant == fresh ? who : participant.Participant)),
                .. state.Requesters.Select(requester => $"{(requester.Requester == fresh ? who : requester.Requester)} {requester.Free} {requester.Reserved}"),
                $"{state.Books} {state.Treasury} {state.RewardPool}",
            ];
        }

        private static IEnumerable<string> Lines(ParticipantState participant, ParticipantId name) => participant.Cases
            .Select(item => $"{name} {item.Offence} {item.FaultEpoch} {item.Status} {item.Due} {item.EarlierOffences} {item.StakeAtFault}")
            .Order(StringComparer.Ordinal)
            .Prepend($"{name} {participant.Stake.Total} {participant.Stake.Bonded} {participant.Reputation} {participant.JailedUntil} {participant.AbsentFor} {participant.WithheldTotal()} {participant.Delegated?.Total} {participant.Jobs.Length}");

        private NetworkState Acts(NetworkState state, ParticipantId who, ParticipantId other)
        {
            Amount amount = Amount.Of(1_000_000) + mechanism.Policy.Stake.MinimumBond;
            state = Try(state, () => mechanism.Deposit(state, who, amount));
            state = Try(state, () => mechanism.Unbond(state, who, Amount.Of(3)));
            if (mechanism.Policy.Jobs is { } jobs)
            {
                state = Try(state, () => mechanism.Fund(state, who, amount));
                state = Try(state, () => new StateChange(mechanism.Award(state, Award(who, other, jobs, state.Epoch)), []));
                state = Try(state, () => new StateChange(mechanism.Award(state, Award(other, who, jobs, state.Epoch)), []));
            }

            return mechanism.Policy.Delegation is null ? state : Try(state, () => mechanism.DelegateStake(state, who, other, amount));
        }

        private NetworkState LaterActs(NetworkState state, ParticipantId who, ParticipantId other)
        {
            state = Try(state, () => mechanism.CancelUnbonding(state, who, Amount.One));
            state = Try(state, () => mechanism.Withdraw(state, who));
            state = mechanism.Policy.Jobs is null ? state : Try(state, () => mechanism.Reclaim(state, who, Amount.One));
            if (mechanism.Policy.Delegation is null)
            {
                return state;
            }

            state = Try(state, () => mechanism.ClaimRewards(state, who, other));
            state = Try(state, () => new StateChange(mechanism.UndelegateStake(state, who, other, Amount.One), []));
            state = Try(state, () => mechanism.DelegateStake(state, other, who, Amount.Of(1_000_000)));
            return Try(state, () => new StateChange(mechanism.SetCommission(state, who, mechanism.Policy.Delegation.CommissionAtLeast), []));
        }

        private static JobAward Award(ParticipantId provider, ParticipantId requester, JobPolicy jobs, Epoch now) => new()
        {
            Task = TaskId.Of($"of-{provider}"),
            Provider = provider,
            Requester = requester,
            Class = jobs.Classes[0].Name,
            Price = Amount.Of(10),
            Value = Amount.Of(10),
            Deadline = now + jobs.Classes[0].Duration,
        };

        private NetworkState Audited(NetworkState state, ParticipantId who)
        {
            CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
            Commitment[] commitments = [.. Enumerable.Range(0, 9).Select(task => Commitment.Of(who, TaskId.Of($"audit-{task}"), window, default, default))];
            SelectedAudits selected = mechanism.SelectAudits(state, commitments, new Beacon(window.DrawRound, Digest.Parse(new string('6', 64))));
            _trace.AddRange(selected.Audits.Select(audit => $"audit {audit.Task} {audit.Rate}"));
            _trace.AddRange(selected.SetAside.Select(aside => $"aside {aside.Commitment.Task} {aside.Flaw}"));
            return state;
        }

        private NetworkState Settled(NetworkState state, EpochReport report)
        {
            EpochSettlement settled = mechanism.Settle(state, report);
            _postings.AddRange(settled.Postings);
            _trace.Add($"set aside {settled.SetAside.Length}");
            return settled.After;
        }

        /// <summary>Everything again, each case ruled on or appealed, and work of everybody.</summary>
        private static EpochReport Second(NetworkState state, EpochReport first, ParticipantId who, ParticipantId fresh)
        {
            Ruling[] rulings =
            [
                .. from participant in state.Participants
                   from item in participant.Cases
                   where item.Status == CaseStatus.Pending
                   select new Ruling(participant.Participant == fresh ? who : participant.Participant, item.Key, item.Severity.Parts % 2 == 0 ? RulingOutcome.Overturned : RulingOutcome.Confirmed),
            ];
            return first with
            {
                Epoch = state.Epoch,
                Rulings = [.. rulings.Where(ruling => ruling.Outcome == RulingOutcome.Confirmed || ruling.Offender != who)],
                Appeals = [.. rulings.Where(ruling => ruling.Offender == who).Select(ruling => new Appeal(who, ruling.Key))],
                Jobs = [],
            };
        }

        private NetworkState Try(NetworkState state, Func<StateChange> act)
        {
            try
            {
                StateChange change = act();
                _postings.AddRange(change.Postings);
                return change.State;
            }
            catch (Exception refused) when (refused is StakeRefusedException or JobRefusedException)
            {
                _trace.Add(refused.GetType().Name);
                return state;
            }
        }
    }
}
