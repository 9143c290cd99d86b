using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A promise of one result: whose, on which task, of which epoch, after which beacon round it may be drawn, and a hash that hides it.</summary>
/// <remarks>
/// <code>
/// seal = SHA-256( text("capacloud/commitment/v2") || text(author) || text(task) || epoch || round || result || salt )
/// leaf = SHA-256( text("capacloud/commitment-leaf/v1") || text(author) || text(task) || epoch || round || seal )
/// </code>
/// Author, task, epoch and round are inside the seal: copied under another name, for another task, into another epoch or for another
/// draw, it opens to nothing. The salt is the author's secret, 32 unpredictable bytes, so that few possible results cannot be guessed.
/// That the author made the commitment is for the network to check, by a signature. <c>default</c> is nobody's and is refused. Source
/// of the failure it prevents: UMA protocol#1216.
/// </remarks>
/// <param name="Author">Who promises.</param>
/// <param name="Task">Which task.</param>
/// <param name="Epoch">The epoch of the work.</param>
/// <param name="Round">The closing round of that epoch: only a later beacon round may decide about it.</param>
/// <param name="Seal">The hash that hides the result.</param>
public readonly record struct Commitment(
    ParticipantId Author,
    TaskId Task,
    Epoch Epoch,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Round,
    Digest Seal)
{
    /// <summary>Returns the commitment to a result.</summary>
    /// <param name="author">Who promises.</param>
    /// <param name="task">Which task.</param>
    /// <param name="window">The window of the epoch, from <see cref="CommitmentSchedule.WindowOf"/>.</param>
    /// <param name="result">The hash of the result.</param>
    /// <param name="salt">The author's secret.</param>
    /// <returns>The commitment to publish.</returns>
    /// <exception cref="ArgumentException">The author or the task is unnamed.</exception>
    public static Commitment Of(ParticipantId author, TaskId task, in CommitmentWindow window, Digest result, Digest salt) =>
        author.IsNone || task.IsNone
            ? throw new ArgumentException($"A commitment needs an author and a task, got {author} and {task}.")
            : new Commitment(author, task, window.Epoch, window.ClosingRound, SealOf(author, task, window.Epoch, window.ClosingRound, result, salt));

    /// <summary>Returns the hash that promises a result.</summary>
    /// <param name="author">Who promises.</param>
    /// <param name="task">Which task.</param>
    /// <param name="epoch">The epoch of the work.</param>
    /// <param name="round">The closing round of that epoch.</param>
    /// <param name="result">The hash of the result.</param>
    /// <param name="salt">The author's secret.</param>
    /// <returns>The seal.</returns>
    public static Digest SealOf(ParticipantId author, TaskId task, Epoch epoch, ulong round, Digest result, Digest salt)
    {
        CanonicalEncoder encoder = new(stackalloc byte[416], "capacloud/commitment/v2"u8);
        encoder.Append(author);
        encoder.Append(task);
        encoder.Append(epoch);
        encoder.Append(round);
        encoder.Append(result);
        encoder.Append(salt);
        return encoder.Hash();
    }

    /// <summary>Tells whether a result and a secret are what was promised.</summary>
    /// <param name="result">The hash of the result.</param>
    /// <param name="salt">The secret.</param>
    /// <returns><see langword="true"/> when they give the seal.</returns>
    public bool IsOpenedBy(Digest result, Digest salt) => SealOf(Author, Task, Epoch, Round, result, salt) == Seal;

    /// <summary>Returns the commitment's hash in a <see cref="CommitmentTree"/>.</summary>
    /// <returns>The leaf.</returns>
    public Digest Leaf()
    {
        CanonicalEncoder encoder = new(stackalloc byte[416], "capacloud/commitment-leaf/v1"u8);
        encoder.Append(Author);
        encoder.Append(Task);
        encoder.Append(Epoch);
        encoder.Append(Round);
        encoder.Append(Seal);
        return encoder.Hash();
    }

    /// <summary>Compares by author, then by task, as UTF-16 code units: the order of the leaves.</summary>
    internal static int CompareKeys(ParticipantId author, TaskId task, ParticipantId otherAuthor, TaskId otherTask)
    {
        int byAuthor = author.CompareTo(otherAuthor);
        return byAuthor != 0 ? byAuthor : task.CompareTo(otherTask);
    }
}
