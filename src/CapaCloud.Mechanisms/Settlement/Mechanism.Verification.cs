using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <content>The two arrows of the loop that find out whether work was done.</content>
public sealed partial class Mechanism
{
    /// <summary>Selects the results that are audited. Anyone can recompute the selection from public values.</summary>
    /// <remarks>
    /// The epoch fixes the window (<see cref="VerificationPolicy.Schedule"/>), the window the beacon round, and the round the seed.
    /// The score is that of the epoch's opening, the stake what stood at any moment of the epoch before: nothing that the author does in this
    /// epoch changes them. Only for a newcomer, with no stake in the epoch before, the stake of this epoch counts; unbonding it does
    /// not lower the rate. So nobody has anything left to choose once the beacon is known.
    /// </remarks>
    /// <param name="state">Any state of the epoch in which the results were committed.</param>
    /// <param name="commitments">The epoch's commitments; order and repetition do not matter.</param>
    /// <param name="beacon">The beacon of the epoch's draw round; not needed when no commitment counts.</param>
    /// <returns>The selected results, and the commitments that do not count, each with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="commitments"/> is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    /// <exception cref="BeaconRoundException">The beacon is missing, or of another round: it could be known before, or be chosen after.</exception>
    public SelectedAudits SelectAudits(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon)
    {
        RequireOwn(state);
        AdmittedCommitments admitted = AdmittedCommitments.Admit(Policy.Verification.Schedule.WindowOf(state.Epoch), commitments);
        if (admitted.Commitments.IsEmpty)
        {
            return new SelectedAudits([], admitted.SetAside);
        }

        SelectionSeed seed = SelectionSeed.After(admitted.Window, beacon, SelectionPurpose.Audit);
        ImmutableArray<AuditedResult>.Builder audits = ImmutableArray.CreateBuilder<AuditedResult>();
        List<(Commitment Commitment, AuditCandidate Candidate)> candidates = Candidates(state, admitted, out List<SetAsideCommitment> setAside);
        foreach ((Commitment commitment, AuditCandidate candidate) in candidates)
        {
            if (Policy.Verification.Sampler.IsSelected(seed, candidate))
            {
                audits.Add(new AuditedResult(commitment, Policy.Verification.Sampler.Rate(candidate), seed.For(commitment.Author, commitment.Task)));
            }
        }

        return new SelectedAudits(audits.ToImmutable(), AdmittedCommitments.InOrder([.. admitted.SetAside, .. setAside]));
    }

    /// <summary>Returns at which rate each commitment of the epoch that counts is audited.</summary>
    private Dictionary<Commitment, Proportion> RatesOf(NetworkState state, IEnumerable<Commitment> commitments) =>
        Candidates(state, AdmittedCommitments.Admit(Policy.Verification.Schedule.WindowOf(state.Epoch), commitments), out _)
            .ToDictionary(static drawn => drawn.Commitment, drawn => Policy.Verification.Sampler.Rate(drawn.Candidate));

    /// <summary>Returns what is drawn from: each commitment of a known author, with what decides its rate.</summary>
    private List<(Commitment Commitment, AuditCandidate Candidate)> Candidates(NetworkState state, AdmittedCommitments admitted, out List<SetAsideCommitment> setAside)
    {
        List<(Commitment Commitment, AuditCandidate Candidate)> candidates = new(admitted.Commitments.Length);
        setAside = [];
        HashSet<Commitment> second = OfTwoNames(state, admitted.Commitments);
        foreach (Commitment commitment in admitted.Commitments)
        {
            int place = state.PlaceOf(commitment.Author);
            if (place < 0 || second.Contains(commitment))
            {
                setAside.Add(new SetAsideCommitment(commitment, place < 0 ? CommitmentFlaw.UnknownAuthor : CommitmentFlaw.Contradicted));
                continue;
            }

            // The draw is for the name that was committed: who has another one by now is drawn as if it had not.
            ParticipantState author = state.Participants[place];
            candidates.Add((commitment, new AuditCandidate(commitment.Author, commitment.Task, ScoreOf(author, state.Epoch), StakeBefore(author, commitment.Author, state.Epoch))));
        }

        return candidates;
    }

    /// <summary>Returns what somebody with several names committed on one task beside its smallest seal: nobody can choose between two results later.</summary>
    private static HashSet<Commitment> OfTwoNames(NetworkState state, ImmutableArray<Commitment> commitments)
    {
        HashSet<Commitment> second = [];
        Dictionary<(int Place, ParticipantId? Record, TaskId Task), Commitment> first = [];
        foreach (Commitment commitment in commitments)
        {
            int place = state.PlaceOf(commitment.Author);
            (int Place, ParticipantId? Record, TaskId Task) work = (place, place < 0 ? null : state.Participants.ItemRef(place).RecordOf(commitment.Author, commitment.Epoch), commitment.Task);
            if (place < 0 || first.TryAdd(work, commitment))
            {
                continue;
            }

            Commitment other = first[work];
            bool isSmaller = commitment.Seal.CompareTo(other.Seal) < 0;
            second.Add(isSmaller ? other : commitment);
            first[work] = isSmaller ? commitment : other;
        }

        return second;
    }

    /// <summary>Draws who looks at each audited result. Anyone draws the same from the same state, audits and beacon.</summary>
    /// <param name="state">The state of the epoch that was committed to, the one the audits were selected in. What participants do in the epoch changes no panel.</param>
    /// <param name="audits">All audited results of the epoch, in any order; a repetition is drawn once. Whoever has done a task sits on no panel about it, whoever's result is looked at.</param>
    /// <param name="beacon">The public chance that the audits were drawn with. Not asked for when there are none.</param>
    /// <returns>A panel for each result, by author and task. In epoch 0 nobody has stood before, and panels are empty.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The policy draws no panels.</exception>
    /// <exception cref="ArgumentException">An audit names no author, no task, or another epoch.</exception>
    /// <exception cref="BeaconRoundException">The beacon is of another round than the policy draws with.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    public ImmutableArray<AssignedPanel> AssignPanels(NetworkState state, IEnumerable<AuditedResult> audits, Beacon beacon)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(audits);
        if (Policy.Verification.Panels is not { } rules)
        {
            throw new InvalidOperationException($"The policy '{Policy.Name}' draws no panels; expected one that says how many look at a result.");
        }

        (ParticipantId Author, TaskId Task)[] results = [.. audits.Select(audit => Audited(state, audit)).Distinct().Order()];
        if (results.Length == 0)
        {
            return [];
        }

        SelectionSeed seed = SelectionSeed.After(Policy.Verification.Schedule.WindowOf(state.Epoch), beacon, SelectionPurpose.Committee);
        PanelAssigner assigner = new(Policy, rules, state);
        Dictionary<TaskId, ParticipantId[]> authors = results.GroupBy(static result => result.Task).ToDictionary(static task => task.Key, task => task.Select(result => state.HolderOf(result.Author)).ToArray());
        return [.. results.Select(result => assigner.Draw(seed, state.HolderOf(result.Author), result.Task, authors[result.Task]) with { Author = result.Author })];
    }

    private static (ParticipantId Author, TaskId Task) Audited(NetworkState state, in AuditedResult audit) =>
        audit.Participant.IsNone || audit.Task.IsNone || audit.Epoch != state.Epoch
            ? throw new ArgumentException($"An audit names author '{audit.Participant}', task '{audit.Task}' and epoch {audit.Epoch}; expected an author and a task of epoch {state.Epoch}.", nameof(audit))
            : (audit.Participant, audit.Task);

    /// <summary>Turns the answers of audits into verdicts.</summary>
    /// <param name="tasks">The answers to each audited task, with the epoch in which it was committed.</param>
    /// <returns>A verdict for each author of each task, in the order given. Inconclusive verdicts never cost anything.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tasks"/> is null.</exception>
    /// <exception cref="ArgumentException">A task is <c>default</c>.</exception>
    public ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ImmutableArray<Verdict>.Builder verdicts = ImmutableArray.CreateBuilder<Verdict>();
        foreach (TaskAnswers task in tasks is ImmutableArray<TaskAnswers> { IsDefault: true } ? [] : tasks)
        {
            if (task.Task.IsNone)
            {
                throw new ArgumentException("The answers to a task are default: they name no task.", nameof(tasks));
            }

            Verdict[] judged = new Verdict[task.Answers.Length];
            Policy.Verification.Verdict.Judge(task, judged);
            verdicts.AddRange(judged);
        }

        return verdicts.ToImmutable();
    }

    /// <summary>
    /// Returns the stake that sets an author's audit rate: what stood at any moment of the epoch before, which nothing in this epoch can
    /// change any more. Where nothing stood then, a newcomer's, what stood at any moment of this one.
    /// </summary>
    private static Amount StakeBefore(in ParticipantState author, ParticipantId name, Epoch epoch)
    {
        Epoch last = epoch.MinusToZero(EpochSpan.One);
        ParticipantId? record = author.RecordOf(name, epoch);
        Amount before = epoch == Epoch.Zero ? Amount.Zero : record is null ? StakeBehind.StandingAt(author, last) : StakeBehind.StandingAt(author, record, last);
        return before.IsZero ? StakeBehind.StandingAt(author, epoch) : before;
    }

    /// <summary>Returns the score by which a participant is drawn to panels, at an epoch, with nothing new in it.</summary>
    /// <param name="participant">Its state.</param>
    /// <param name="now">The epoch.</param>
    /// <returns>The score of its checks, in [0, 1], where the policy keeps a record of those (<see cref="PanelPolicy.Record"/>); otherwise <see cref="ScoreOf"/>.</returns>
    public Proportion CheckScoreOf(in ParticipantState participant, Epoch now) => CheckScore.Of(Policy, participant, now);

    /// <summary>Returns a participant's score at an epoch, with nothing new in it.</summary>
    /// <param name="participant">Its state.</param>
    /// <param name="now">The epoch.</param>
    /// <returns>The score, in [0, 1].</returns>
    public Proportion ScoreOf(in ParticipantState participant, Epoch now) =>
        Policy.Reputation.Model.Read(Policy.Reputation.Model.Age(participant.Reputation, now));
}
