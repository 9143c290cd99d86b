namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The exception when money of a requester does not move, or a job is not awarded. Nothing was changed.</summary>
/// <remarks>No formula. The message says which value, in which unit, and what was expected.</remarks>
public sealed class JobRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="JobRefusedException"/> class.</summary>
    public JobRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JobRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    public JobRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JobRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public JobRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JobRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="message">What was refused and why.</param>
    public JobRefusedException(JobRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Gets the reason.</summary>
    public JobRefusal Refusal { get; }
}
