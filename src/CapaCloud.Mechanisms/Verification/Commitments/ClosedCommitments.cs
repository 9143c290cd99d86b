using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;

namespace CapaCloud.Mechanisms.Verification.Commitments;

/// <summary>All commitments of an epoch after the window closed: from here on only opening them is possible.</summary>
/// <remarks>
/// <code>root = SHA-256( text("capacloud/commitments/v1") || epoch || closing round || count || (text(task) || text(author) || hash) ... )</code>
/// In the order of tasks and authors, whatever order they came in. Publishing the root fixes the set before the draw. Immutable.
/// </remarks>
public sealed class ClosedCommitments
{
    private readonly ImmutableSortedDictionary<(TaskId Task, ParticipantId Author), Commitment> _commitments;

    private ClosedCommitments(CommitmentWindow window, ImmutableSortedDictionary<(TaskId Task, ParticipantId Author), Commitment> commitments)
    {
        Window = window;
        _commitments = commitments;
        Root = HashOf(window, commitments);
    }

    /// <summary>Gets the window they were made in.</summary>
    public CommitmentWindow Window { get; }

    /// <summary>Gets the hash of them all.</summary>
    public Digest Root { get; }

    /// <summary>Gets how many there are.</summary>
    public int Count => _commitments.Count;

    /// <summary>Closes the window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="commitments">What was committed, in any order; one for each author and task.</param>
    /// <returns>The closed set.</returns>
    /// <exception cref="ArgumentException">A commitment is unnamed, came after the closing round, or is a second of the same author on the same task.</exception>
    public static ClosedCommitments Close(in CommitmentWindow window, ReadOnlySpan<Commitment> commitments)
    {
        var sorted = ImmutableSortedDictionary.CreateBuilder<(TaskId Task, ParticipantId Author), Commitment>();
        foreach (ref readonly Commitment commitment in commitments)
        {
            if (commitment.Author.IsNone || commitment.Task.IsNone)
            {
                throw new ArgumentException($"A commitment needs an author and a task, got {commitment.Author} and {commitment.Task}.", nameof(commitments));
            }

            if (commitment.Round > window.ClosingRound)
            {
                throw new ArgumentException(
                    $"The commitment of {commitment.Author} on task {commitment.Task} came in round {commitment.Round}, after round {window.ClosingRound}, in which the window closed.",
                    nameof(commitments));
            }

            if (!sorted.TryAdd((commitment.Task, commitment.Author), commitment))
            {
                throw new ArgumentException($"{commitment.Author} committed twice on task {commitment.Task}.", nameof(commitments));
            }
        }

        return new ClosedCommitments(window, sorted.ToImmutable());
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
        if (!_commitments.TryGetValue((reveal.Task, reveal.Author), out Commitment commitment))
        {
            return RevealOutcome.UnknownAuthor;
        }

        if (reveal.Round <= Window.ClosingRound)
        {
            return RevealOutcome.TooEarly;
        }

        return Commitment.HashOf(reveal.Author, reveal.Task, Window.Epoch, reveal.Result, reveal.Salt) == commitment.Hash
            ? RevealOutcome.Matches
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
        foreach (Commitment commitment in _commitments.Values.Where(item => item.Task == task).OrderBy(item => item.Round).ThenBy(item => item.Author))
        {
            answers.Add(commitment.Author, AnswerOf(commitment, byAuthor, secrets));
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

    private static Digest HashOf(in CommitmentWindow window, ImmutableSortedDictionary<(TaskId Task, ParticipantId Author), Commitment> commitments)
    {
        byte[] buffer = new byte[checked((commitments.Count * (TaskId.MaxBytes + ParticipantId.MaxBytes + 48)) + 96)];
        CanonicalEncoder encoder = new(buffer, "capacloud/commitments/v1"u8);
        encoder.Append(window.Epoch);
        encoder.Append(window.ClosingRound);
        encoder.Append((ulong)commitments.Count);
        foreach (Commitment commitment in commitments.Values)
        {
            encoder.Append(commitment.Task);
            encoder.Append(commitment.Author);
            encoder.Append(commitment.Hash);
        }

        return encoder.Hash();
    }
}
