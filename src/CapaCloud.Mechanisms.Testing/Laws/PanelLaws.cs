using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of panels: who may sit, and that nobody chooses it; part of <see cref="MechanismLaws"/>.</summary>
internal static class PanelLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Verification.Panels is null
            ? []
            :
            [
                Law.Of("nobody-checks-itself", "no panel has anybody who has done the task, who has a known interest in whoever did, or two with an interest in each other", cases, item =>
                    Panels(mechanism, item.State, item.Report).All(panel => IsIndependent(item.State, panel, AuthorsOf(item.State, panel.Task)))),
                Law.Of("panels-are-full", "a panel has fewer members than the policy asks for only when nobody else may sit on it", cases, item =>
                    Panels(mechanism, item.State, item.Report).All(panel => IsFull(mechanism, item.State, panel, AuthorsOf(item.State, panel.Task)))),
                Law.Of("panels-in-any-order", "the order and repetition of audits change no panel", cases, item =>
                    mechanism.AssignPanels(item.State, Audits(mechanism, item.State).Reverse().Concat(Audits(mechanism, item.State)), BeaconOf(mechanism, item.State, item.Report))
                        .SequenceEqual(Panels(mechanism, item.State, item.Report))),
                Law.Of("panels-follow-yesterday", "what participants and delegators do in the epoch itself changes no panel", cases, item =>
                    Panels(mechanism, Moved(mechanism, item.State), item.Report).SequenceEqual(Panels(mechanism, item.State, item.Report))),
            ];

    internal static ImmutableArray<AssignedPanel> Panels(IMechanism mechanism, NetworkState state, EpochReport report) =>
        mechanism.AssignPanels(state, Audits(mechanism, state), BeaconOf(mechanism, state, report));

    private static Beacon BeaconOf(IMechanism mechanism, NetworkState state, EpochReport report) =>
        new(mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch).DrawRound, report.Beacon.Randomness);

    private static IEnumerable<AuditedResult> Audits(IMechanism mechanism, NetworkState state)
    {
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        return from participant in state.Participants
               from task in TasksOf(state, participant.Participant)
               select new AuditedResult(Commitment.Of(participant.Participant, task, window, ResultHash.OfChoice(1), ResultHash.OfChoice(2)), Proportion.One, default);
    }

    /// <summary>Everybody does a task of its own; the first and the last do one more, which both do.</summary>
    private static IEnumerable<TaskId> TasksOf(NetworkState state, ParticipantId name)
    {
        yield return TaskId.Of($"panel-{name}");
        if (name == state.Participants[0].Participant || name == state.Participants[^1].Participant)
        {
            yield return TaskId.Of("panel-of-both");
        }
    }

    private static ParticipantId[] AuthorsOf(NetworkState state, TaskId task) =>
        [.. state.Participants.Select(participant => participant.Participant).Where(name => TasksOf(state, name).Contains(task))];

    private static bool IsIndependent(NetworkState state, in AssignedPanel panel, ParticipantId[] authors)
    {
        ImmutableArray<ParticipantId> checkers = panel.Checkers;
        return checkers.Distinct().Count() == checkers.Length
            && checkers.All(one => !authors.Any(author => AreTied(state, one, author)) && checkers.All(other => one == other || !AreTied(state, one, other)));
    }

    private static bool IsFull(IMechanism mechanism, NetworkState state, in AssignedPanel panel, ParticipantId[] authors)
    {
        PanelPolicy rules = mechanism.Policy.Verification.Panels!;
        ImmutableArray<ParticipantId> checkers = panel.Checkers;
        return checkers.Length == rules.Seats || (checkers.Length < rules.Seats && state.Participants.All(participant =>
            checkers.Contains(participant.Participant) || !CanCheck(mechanism, state, participant)
            || authors.Any(author => AreTied(state, participant.Participant, author)) || checkers.Any(one => AreTied(state, one, participant.Participant))));
    }

    private static bool CanCheck(IMechanism mechanism, NetworkState state, in ParticipantState participant)
    {
        Epoch before = state.Epoch.MinusToZero(EpochSpan.One);
        Proportion score = mechanism.CheckScoreOf(participant, state.Epoch);
        return state.Epoch != Epoch.Zero && participant.JailedUntil <= state.Epoch && score >= mechanism.Policy.Verification.Panels!.LeastScore
            && participant.Stake.StandingAt(before) >= mechanism.Policy.Stake.MinimumBond && !participant.Stake.StandingAt(before).Multiply(score, Rounding.Down).IsZero;
    }

    /// <summary>Looked up again by hand, in the lists of both.</summary>
    private static bool AreTied(NetworkState state, ParticipantId one, ParticipantId other) =>
        one == other || Backs(state, one, other) || Backs(state, other, one)
        || (state.TryGetState(one, out ParticipantState left) && left.FormerNames.Contains(other))
        || (state.TryGetState(other, out ParticipantState right) && right.FormerNames.Contains(one));

    private static bool Backs(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        state.TryGetState(operatorId, out ParticipantState participant) && participant.Delegated is { } delegated
        && (delegated.Delegations.Any(one => one.Delegator == delegator && one.Share.Joined < state.Epoch)
            || delegated.Leaving.Any(one => one.Delegator == delegator && one.Claim.Joined < state.Epoch && one.Claim.Unbonded.Next >= state.Epoch));

    /// <summary>Everybody deposits, stands behind its neighbour, and takes back half of what stands elsewhere.</summary>
    private static NetworkState Moved(IMechanism mechanism, NetworkState state)
    {
        ParticipantId[] names = [.. state.Participants.Select(participant => participant.Participant)];
        for (int index = 0; index < names.Length; index++)
        {
            ParticipantId name = names[index], neighbour = names[(index + 1) % names.Length];
            state = Try(state, before => mechanism.Deposit(before, name, mechanism.Policy.Stake.MinimumBond + Amount.Of(1_000)).State);
            state = Try(state, before => mechanism.DelegateStake(before, name, neighbour, Amount.Of(1_000_000)).State);
            foreach (ParticipantId delegator in state.StateOf(name).Delegated?.Delegations.Select(one => one.Delegator).Distinct() ?? [])
            {
                state = Try(state, before => mechanism.UndelegateStake(before, delegator, name, before.StateOf(name).Delegated!.StakeOf(delegator)));
            }
        }

        return state;
    }

    private static NetworkState Try(NetworkState state, Func<NetworkState, NetworkState> move)
    {
        try
        {
            return move(state);
        }
        catch (Staking.StakeRefusedException)
        {
            return state;
        }
    }
}
