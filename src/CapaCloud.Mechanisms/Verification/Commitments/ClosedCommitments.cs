using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>All commitments of an epoch after the window closed: from here on only opening them is possible.</summary>
/// <remarks>
/// No formula; <see cref="Root"/> is that of the <see cref="CommitmentTree"/>. Publishing the root fixes the set before the draw. What does
/// not count is set aside with its reason and hinders nobody. Immutable.
/// </remarks>
public sealed class ClosedCommitments
{
    private readonly Dictionary<(TaskId Task, ParticipantId Author), ReceivedCommitment> _byWork;
    private readonly ILookup<TaskId, ReceivedCommitment> _byTask;

    private ClosedCommitments(AdmittedCommitments admitted, ImmutableArray<SetAsideCommitment> setAside, IEnumerable<ReceivedCommitment> counted)
    {
        Window = admitted.Window;
        Tree = admitted.Tree();
        SetAside = setAside;
        _byWork = counted.ToDictionary(item => (item.Commitment.Task, item.Commitment.Author));
        _byTask = _byWork.Values.OrderBy(item => item.Received).ThenBy(item => item.Commitment.Author).ToLookup(item => item.Commitment.Task);
    }

    /// <summary>Gets the window they were made in.</summary>
    public CommitmentWindow Window { get; }

    /// <summary>Gets the tree over them, which proves each.</summary>
    public CommitmentTree Tree { get; }

    /// <summary>Gets what does not count and why.</summary>
    public ImmutableArray<SetAsideCommitment> SetAside { get; }

    /// <summary>Gets the hash of them all.</summary>
    public Digest Root => Tree.Root;

    /// <summary>Gets how many there are.</summary>
    public int Count => Tree.Commitments.Length;

    /// <summary>Closes the window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="commitments">What was received, in any order.</param>
    /// <returns>The closed set, with what was set aside: late, unnamed, of another epoch or round, repeated or contradicted.</returns>
    public static ClosedCommitments Close(in CommitmentWindow window, ReadOnlySpan<ReceivedCommitment> commitments)
    {
        List<SetAsideCommitment> late = [];
        Dictionary<Commitment, ulong> received = [];
        List<Commitment> inTime = [];
        foreach (ref readonly ReceivedCommitment item in commitments)
        {
            if (item.Received > window.ClosingRound)
            {
                late.Add(new SetAsideCommitment(item.Commitment, CommitmentFlaw.Late));
                continue;
            }

            inTime.Add(item.Commitment);
            received[item.Commitment] = Math.Min(item.Received, received.GetValueOrDefault(item.Commitment, ulong.MaxValue));
        }

        AdmittedCommitments admitted = AdmittedCommitments.Admit(window, inTime);
        return new ClosedCommitments(
            admitted, AdmittedCommitments.InOrder([.. admitted.SetAside, .. late]), admitted.Commitments.Select(item => new ReceivedCommitment(item, received[item])));
    }

    /// <summary>Returns the seed that may decide about these commitments.</summary>
    /// <param name="beacon">The beacon of the announced round.</param>
    /// <param name="purpose">What the seed decides.</param>
    /// <returns>The seed.</returns>
    /// <exception cref="BeaconRoundException">The beacon is of another round: it could be known before, or be chosen after.</exception>
    public SelectionSeed Seed(Beacon beacon, SelectionPurpose purpose) => SelectionSeed.After(Window, beacon, purpose);

    /// <summary>Tells what a reveal is worth.</summary>
    /// <param name="reveal">The reveal.</param>
    /// <returns>Whether it opens its author's commitment, or why not.</returns>
    public RevealOutcome Check(in Reveal reveal)
    {
        if (!_byWork.TryGetValue((reveal.Task, reveal.Author), out ReceivedCommitment item))
        {
            return RevealOutcome.UnknownAuthor;
        }

        return reveal.Round <= Window.ClosingRound ? RevealOutcome.TooEarly
            : item.Commitment.IsOpenedBy(reveal.Result, reveal.Salt) ? RevealOutcome.Matches
            : RevealOutcome.Mismatch;
    }

    /// <summary>Returns an answer for everybody who committed on a task: opened, silent, opened wrongly, or copied.</summary>
    /// <param name="task">The task.</param>
    /// <param name="reveals">What was revealed on this task, in any order.</param>
    /// <param name="lastRound">The last beacon round in which a reveal counts; a later one is as if it had never come.</param>
    /// <returns>The answers in the order of their authors, with weight 1 and without reliability.</returns>
    /// <exception cref="ArgumentException">A reveal is on another task, of an unknown author, too early, or its author's second.</exception>
    public ImmutableArray<Answer> Open(TaskId task, ReadOnlySpan<Reveal> reveals, ulong lastRound)
    {
        Dictionary<ParticipantId, Reveal> byAuthor = [];
        foreach (ref readonly Reveal reveal in reveals)
        {
            Require(task, reveal);
            if (reveal.Round <= lastRound && !byAuthor.TryAdd(reveal.Author, reveal))
            {
                throw new ArgumentException($"{reveal.Author} revealed twice on task {task}.", nameof(reveals));
            }
        }

        HashSet<Digest> secrets = [];
        Dictionary<ParticipantId, Answer> answers = [];
        foreach (ReceivedCommitment item in _byTask[task])
        {
            answers.Add(item.Commitment.Author, AnswerOf(item.Commitment, byAuthor, secrets));
        }

        return [.. answers.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    private Answer AnswerOf(in Commitment commitment, Dictionary<ParticipantId, Reveal> reveals, HashSet<Digest> secrets)
    {
        if (!reveals.TryGetValue(commitment.Author, out Reveal reveal))
        {
            return Answer.Missing(commitment.Author);
        }

        Answer answer = Answer.Of(commitment.Author, reveal.Result);
        if (Check(reveal) != RevealOutcome.Matches)
        {
            return answer with { Status = AnswerStatus.Mismatched };
        }

        // A salt is 32 secret bytes: two authors with the same one are one author, or one who read the other's notes.
        return secrets.Add(reveal.Salt) ? answer : answer with { Status = AnswerStatus.Copied };
    }

    private void Require(TaskId task, in Reveal reveal)
    {
        if (reveal.Task != task)
        {
            throw new ArgumentException($"{reveal.Author} revealed on task {reveal.Task}, not on task {task}.");
        }

        switch (Check(reveal))
        {
            case RevealOutcome.UnknownAuthor:
                throw new ArgumentException($"{reveal.Author} revealed on task {task} without having committed.");
            case RevealOutcome.TooEarly:
                throw new ArgumentException(
                    $"{reveal.Author} revealed on task {task} in round {reveal.Round}, while others could commit until round {Window.ClosingRound}.");
        }
    }
}
