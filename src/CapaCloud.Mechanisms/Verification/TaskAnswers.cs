using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>All answers to one task of one epoch: the evidence that a verdict rests on.</summary>
/// <remarks>
/// <code>
/// answer   = SHA-256( text("capacloud/answer/v1") || text(author) || status || result || value || weight || reliability )
/// evidence = SHA-256( text("capacloud/task-answers/v1") || text(task) || epoch || count || answer || answer || ... by author )
/// </code>
/// Every author answers once. The epoch is the one in which the task was committed: it is part of the evidence, and of every verdict.
/// The evidence does not depend on the order of the list. Equal by content. <c>default</c> is on no task, without answers.
/// </remarks>
public readonly record struct TaskAnswers
{
    private readonly ImmutableArray<Answer> _answers;

    /// <summary>Initializes a new instance of the <see cref="TaskAnswers"/> struct.</summary>
    /// <param name="task">The task.</param>
    /// <param name="epoch">The epoch in which it was committed.</param>
    /// <param name="answers">The answers, in the order in which they arrived; no author twice. <c>default</c> is none.</param>
    /// <exception cref="ArgumentException">The task or an author is unnamed, an author answers twice, or a status is unknown.</exception>
    [JsonConstructor]
    public TaskAnswers(TaskId task, Epoch epoch, ImmutableArray<Answer> answers)
    {
        if (task.IsNone)
        {
            throw new ArgumentException("Answers need a task, got none.", nameof(task));
        }

        RefuseBadAnswers(task, answers.AsSpan());
        Task = task;
        Epoch = epoch;
        _answers = answers;
    }

    /// <summary>Gets the task.</summary>
    public TaskId Task { get; }

    /// <summary>Gets the epoch in which the task was committed.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets the answers, in the order in which they arrived.</summary>
    public ImmutableArray<Answer> Answers => _answers.IsDefault ? [] : _answers;

    /// <summary>Returns the hash of everything that a rule looks at, the same for every order of the answers.</summary>
    /// <returns>The evidence.</returns>
    public Digest Evidence()
    {
        int[] order = AuthorOrder.Of(Answers.AsSpan());
        byte[] buffer = new byte[checked((order.Length * (Digest.Size + 1)) + 192)];
        CanonicalEncoder encoder = new(buffer, "capacloud/task-answers/v1"u8);
        encoder.Append(Task);
        encoder.Append(Epoch);
        encoder.Append((ulong)order.Length);
        foreach (int position in order)
        {
            encoder.Append(HashOf(Answers[position]));
        }

        return encoder.Hash();
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"TaskAnswers {{ Task = {Task}, Epoch = {Epoch}, Answers = {Prose.List(Answers)} }}";

    /// <inheritdoc/>
    public bool Equals(TaskAnswers other) => Task == other.Task && Epoch == other.Epoch && Answers.AsSpan().SequenceEqual(other.Answers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Task.GetHashCode() ^ Epoch.GetHashCode() ^ Answers.Length;

    private static Digest HashOf(in Answer answer)
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/answer/v1"u8);
        encoder.Append(answer.Author);
        encoder.Append((ulong)answer.Status);
        encoder.Append(answer.Result);
        encoder.Append(answer.Value);
        encoder.Append(answer.Weight);
        encoder.Append(answer.Reliability);
        return encoder.Hash();
    }

    private static void RefuseBadAnswers(TaskId task, ReadOnlySpan<Answer> answers)
    {
        int[] order = AuthorOrder.Of(answers);
        for (int position = 0; position < order.Length; position++)
        {
            ParticipantId author = answers[order[position]].Author;
            if (author.IsNone)
            {
                throw new ArgumentException($"Answer {order[position]} to task {task} has no author.", nameof(answers));
            }

            if (answers[order[position]].Status is < AnswerStatus.NotRevealed or > AnswerStatus.Copied)
            {
                throw new ArgumentException($"The answer of {author} to task {task} has the unknown status {(int)answers[order[position]].Status}.", nameof(answers));
            }

            if (position > 0 && author == answers[order[position - 1]].Author)
            {
                throw new ArgumentException($"{author} answers task {task} twice; each author has one voice.", nameof(answers));
            }
        }
    }
}
