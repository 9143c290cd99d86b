using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A task whose answer is already known, mixed among the others so that nobody can tell it from them.</summary>
/// <remarks>
/// <code>seal = SHA-256( text("capacloud/planted/v1") || text(task) || epoch || known || salt )</code>
/// Whoever plants it publishes the seal before the commitments close, and opens it afterwards: the known answer cannot be made up to
/// fit a verdict. Who answers a share q of n planted tasks wrongly stays unseen with probability (1 - q)^n: at a planted share of 1
/// in 100, fifty thousand empty answers survive with probability 10^-218.
/// </remarks>
/// <param name="Task">The task.</param>
/// <param name="Epoch">The epoch in which it is handed out.</param>
/// <param name="Known">The hash of the right result.</param>
/// <param name="Salt">The planter's secret, 32 unpredictable bytes.</param>
public sealed record PlantedTask(TaskId Task, Epoch Epoch, Digest Known, Digest Salt)
{
    /// <summary>Returns what is published before anybody answers.</summary>
    /// <returns>The seal.</returns>
    public Digest Seal()
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/planted/v1"u8);
        encoder.Append(Task);
        encoder.Append(Epoch);
        encoder.Append(Known);
        encoder.Append(Salt);
        return encoder.Hash();
    }

    /// <summary>Returns the rule that judges by the known answer.</summary>
    /// <param name="published">The seal that was published before anybody answered.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The seal is not this task's: the known answer was not fixed beforehand.</exception>
    public KnownAnswerRule Rule(Digest published) =>
        Seal() == published
            ? new KnownAnswerRule(Known)
            : throw new ArgumentException($"The seal {published} was not made for task {Task}, epoch {Epoch} and this answer.", nameof(published));
}
