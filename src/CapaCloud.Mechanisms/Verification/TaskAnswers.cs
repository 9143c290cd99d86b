using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>All answers to one task of one epoch: the evidence that a verdict rests on.</summary>
/// <remarks>
/// <code>
/// answer   = SHA-256( text("capacloud/answer/v1") || text(author) || status || result || value || weight || reliability )
/// evidence = SHA-256( text("capacloud/task-answers/v1") || text(task) || epoch || count || answer || answer || ... by author )
/// </code>
/// Every author answers once. The evidence does not depend on the order of the list. A view over the caller's memory, without a
/// copy. <c>default</c> is on no task, without answers.
/// </remarks>
public readonly ref struct TaskAnswers
{
    /// <summary>Initializes a new instance of the <see cref="TaskAnswers"/> struct.</summary>
    /// <param name="task">The task.</param>
    /// <param name="epoch">The epoch in which it was answered.</param>
    /// <param name="answers">The answers, in the order in which they arrived; no author twice.</param>
    /// <exception cref="ArgumentException">The task or an author is unnamed, or an author answers twice.</exception>
    public TaskAnswers(TaskId task, Epoch epoch, ReadOnlySpan<Answer> answers)
    {
        if (task.IsNone)
        {
            throw new ArgumentException("Answers need a task, got none.", nameof(task));
        }

        RefuseRepeatedAuthors(task, answers);
        Task = task;
        Epoch = epoch;
        Answers = answers;
    }

    /// <summary>Gets the task.</summary>
    public TaskId Task { get; }

    /// <summary>Gets the epoch in which the task was answered.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets the answers, in the order in which they arrived.</summary>
    public ReadOnlySpan<Answer> Answers { get; }

    /// <summary>Returns the hash of everything that a rule looks at, the same for every order of the answers.</summary>
    /// <returns>The evidence.</returns>
    public Digest Evidence()
    {
        int[] order = AuthorOrder.Of(Answers);
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

    private static void RefuseRepeatedAuthors(TaskId task, ReadOnlySpan<Answer> answers)
    {
        int[] order = AuthorOrder.Of(answers);
        for (int position = 0; position < order.Length; position++)
        {
            ParticipantId author = answers[order[position]].Author;
            if (author.IsNone)
            {
                throw new ArgumentException($"Answer {order[position]} to task {task} has no author.", nameof(answers));
            }

            if (position > 0 && author == answers[order[position - 1]].Author)
            {
                throw new ArgumentException($"{author} answers task {task} twice; each author has one voice.", nameof(answers));
            }
        }
    }
}
