using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Verification.Commitments;

/// <summary>A promise of one answer: a hash that hides it, and that nobody but its author can open.</summary>
/// <remarks>
/// <code>hash = SHA-256( text("capacloud/commitment/v1") || text(author) || text(task) || epoch || result || salt )</code>
/// Author, task and epoch are inside the hash: copied under another name, for another task or into a later epoch, it opens to
/// nothing. The salt is the author's secret, 32 unpredictable bytes, so that few possible results cannot be guessed. <c>default</c> is
/// nobody's and is refused. Source of the failure it prevents: UMA protocol#1216.
/// </remarks>
/// <param name="Author">Who promises.</param>
/// <param name="Task">Which task.</param>
/// <param name="Hash">The hash.</param>
/// <param name="Round">The beacon round in which it was received.</param>
public readonly record struct Commitment(ParticipantId Author, TaskId Task, Digest Hash, ulong Round)
{
    /// <summary>Returns the hash that promises an answer.</summary>
    /// <param name="author">Who promises.</param>
    /// <param name="task">Which task.</param>
    /// <param name="epoch">In which epoch.</param>
    /// <param name="result">The hash of the result.</param>
    /// <param name="salt">The author's secret.</param>
    /// <returns>The hash to publish.</returns>
    public static Digest HashOf(ParticipantId author, TaskId task, Epoch epoch, Digest result, Digest salt)
    {
        CanonicalEncoder encoder = new(stackalloc byte[400], "capacloud/commitment/v1"u8);
        encoder.Append(author);
        encoder.Append(task);
        encoder.Append(epoch);
        encoder.Append(result);
        encoder.Append(salt);
        return encoder.Hash();
    }
}
