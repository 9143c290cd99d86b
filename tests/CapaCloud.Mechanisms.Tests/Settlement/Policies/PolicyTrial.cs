using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Tests.Settlement.Storage;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>
/// The same events for any policy: who deposits what, eight epochs of reports, moves of stake, commitments to audit and answers to judge. What comes of
/// them is all that a policy is for, and two policies can be compared by it.
/// </summary>
internal sealed class PolicyTrial
{
    private const int Epochs = 8;

    private readonly ImmutableArray<KeyValuePair<ParticipantId, Amount>> _deposits;
    private readonly ImmutableArray<EpochReport> _reports;
    private readonly ImmutableArray<TaskAnswers> _tasks;

    private PolicyTrial(ImmutableArray<KeyValuePair<ParticipantId, Amount>> deposits, ImmutableArray<EpochReport> reports, ImmutableArray<TaskAnswers> tasks) =>
        (_deposits, _reports, _tasks) = (deposits, reports, tasks);

    /// <summary>Draws events in which everything that a policy prices happens, several times.</summary>
    public static PolicyTrial Draw(MechanismPolicy policy, Random random)
    {
        Mechanism mechanism = Mechanism.FromPolicy(policy);
        NetworkState state = NetworkLife.Open(mechanism, random);
        IReadOnlyList<EpochSettlement> life = NetworkLife.Lead(mechanism, state, Epochs, random);
        return new PolicyTrial(
            [.. state.Participants.Select(participant => KeyValuePair.Create(participant.Participant, participant.Stake.Total))],
            [.. life.Select(settlement => settlement.Report)],
            [.. AnswerSet.Arbitrary.Generator.Sample(60, 50).Select((set, number) => new TaskAnswers(TaskId.Of($"judged-{number}"), Epoch.Of(5), set.Answers))]);
    }

    /// <summary>Everything that comes of it: states, postings, outcomes, what was set aside or refused, who is audited, who is found wrong.</summary>
    public IEnumerable<object> Of(MechanismPolicy policy)
    {
        Mechanism mechanism = Mechanism.FromPolicy(policy);
        foreach (TaskAnswers task in _tasks)
        {
            yield return Judged(mechanism, task);
        }

        if (Open(mechanism) is not { } state)
        {
            yield return "nobody can join";
            yield break;
        }

        foreach (EpochReport report in _reports)
        {
            foreach (object audited in Audited(mechanism, state))
            {
                yield return audited;
            }

            state = Moved(mechanism, state, out int refused);
            yield return refused;
            if (!mechanism.TrySettle(state, report, out EpochSettlement? settled, out var refusals))
            {
                yield return string.Join('\n', refusals);
                yield break;
            }

            foreach (object part in settled.Postings.Cast<object>().Concat(settled.SetAside.Cast<object>()).Concat(settled.Outcomes.Cast<object>()))
            {
                yield return part;
            }

            yield return settled.After with { PolicyHash = default, Liability = default };
            state = settled.After;
        }
    }

    private static string Judged(Mechanism mechanism, TaskAnswers task)
    {
        try
        {
            return string.Join('\n', mechanism.Adjudicate([task]).Select(verdict => $"{verdict.Participant} {verdict.Outcome} {verdict.Reason}"));
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }
    }

    private NetworkState? Open(Mechanism mechanism)
    {
        try
        {
            return mechanism.Open(Epoch.Of(5), _deposits).State;
        }
        catch (StakeRefusedException)
        {
            return null;
        }
    }

    private static IEnumerable<object> Audited(Mechanism mechanism, NetworkState state)
    {
        CommitmentWindow window = mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        Commitment[] commitments =
        [
            .. state.Participants.SelectMany(participant => Enumerable.Range(0, 6).Select(number =>
                Commitment.Of(participant.Participant, TaskId.Of($"work-{number}"), window, ResultHash.OfChoice(1), Digest.Parse(new string('7', 64))))),
        ];
        Beacon beacon = new(window.DrawRound, Digest.Parse(new string('5', 64)));
        return mechanism.SelectAudits(state, commitments, beacon).Audits.Select(audit => (object)(audit.Participant, audit.Task));
    }

    /// <summary>The first unbonds a little each epoch, the second much, the third adds; all withdraw what is released.</summary>
    private static NetworkState Moved(Mechanism mechanism, NetworkState state, out int refused)
    {
        refused = 0;
        Func<NetworkState, StateChange>[] moves =
        [
            now => mechanism.Unbond(now, now.Participants[0].Participant, Amount.One),
            now => mechanism.Unbond(now, now.Participants[1].Participant, now.Participants[1].Stake.Bonded.Multiply(Proportion.Percent(60), Rounding.Up)),
            now => mechanism.Deposit(now, now.Participants[2].Participant, Amount.Of(77)),
            .. state.Participants.Select(participant => (Func<NetworkState, StateChange>)(now => mechanism.Withdraw(now, participant.Participant))),
        ];
        foreach (Func<NetworkState, StateChange> move in moves)
        {
            try
            {
                state = move(state).State;
            }
            catch (Exception exception) when (exception is StakeRefusedException or KeyNotFoundException or ArgumentOutOfRangeException)
            {
                refused++;
            }
        }

        return state;
    }
}
