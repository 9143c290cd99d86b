using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <content>The two arrows of the loop that find out whether work was done.</content>
public sealed partial class Mechanism
{
    /// <summary>Selects the results that are audited. Anyone can recompute the selection from public values.</summary>
    /// <param name="state">The state at the beginning of the epoch; its scores set the rates.</param>
    /// <param name="results">The results that were committed before the window closed; the order does not matter.</param>
    /// <param name="window">When commitments closed, and which later round of the beacon draws.</param>
    /// <param name="beacon">The beacon of that round.</param>
    /// <returns>The selected results, in the order given.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="results"/> is null.</exception>
    /// <exception cref="BeaconRoundException">The beacon is not of the window's round: it could have been known before results were committed.</exception>
    /// <exception cref="KeyNotFoundException">A result is of somebody the network does not know.</exception>
    public ImmutableArray<AuditedResult> SelectAudits(
        NetworkState state, IEnumerable<CommittedResult> results, CommitmentWindow window, Beacon beacon)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(results);
        SelectionSeed seed = SelectionSeed.After(window, beacon, SelectionPurpose.Audit);
        ImmutableArray<AuditedResult>.Builder selected = ImmutableArray.CreateBuilder<AuditedResult>();
        foreach (CommittedResult result in results)
        {
            ParticipantState participant = state.Find(result.Participant);
            Proportion score = ScoreOf(participant, state.Epoch);
            AuditCandidate candidate = new(result.Participant, result.Task, score, participant.Stake.Bonded);
            if (Policy.Verification.Sampler.IsSelected(seed, candidate))
            {
                Proportion rate = Policy.Verification.Sampler.Rate(candidate);
                selected.Add(new AuditedResult(result.Participant, result.Task, rate, seed.For(result.Participant, result.Task).Value));
            }
        }

        return selected.ToImmutable();
    }

    /// <summary>Turns the answers of audits into verdicts.</summary>
    /// <param name="epoch">The epoch in which the tasks were done.</param>
    /// <param name="tasks">The answers to each audited task.</param>
    /// <returns>A verdict for each author of each task, in the order given. Inconclusive verdicts never cost anything.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tasks"/> is null.</exception>
    /// <exception cref="ArgumentException">A task has two answers of one author, or an answer without an author.</exception>
    public ImmutableArray<Verdict> Adjudicate(Epoch epoch, IEnumerable<TaskResults> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ImmutableArray<Verdict>.Builder verdicts = ImmutableArray.CreateBuilder<Verdict>();
        foreach (TaskResults task in tasks)
        {
            Verdict[] judged = new Verdict[task.Answers.Length];
            Policy.Verification.Verdict.Judge(new TaskAnswers(task.Task, epoch, task.Answers.AsSpan()), judged);
            verdicts.AddRange(judged);
        }

        return verdicts.ToImmutable();
    }

    /// <summary>Returns a participant's score at an epoch, with nothing new in it.</summary>
    /// <param name="participant">Its state.</param>
    /// <param name="now">The epoch.</param>
    /// <returns>The score, in [0, 1].</returns>
    public Proportion ScoreOf(in ParticipantState participant, Epoch now) =>
        Policy.Reputation.Model.Read(Policy.Reputation.Model.Age(participant.Reputation, now));
}
