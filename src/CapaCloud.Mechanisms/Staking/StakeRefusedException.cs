namespace CapaCloud.Mechanisms.Staking;

/// <summary>An operation on a stake was refused, and nothing was changed. The message has the value, its unit and what was expected.</summary>
/// <remarks>No formula.</remarks>
public sealed class StakeRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="StakeRefusedException"/> class.</summary>
    public StakeRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StakeRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    public StakeRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StakeRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public StakeRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StakeRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="message">What was refused and why.</param>
    public StakeRefusedException(StakeRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Initializes a new instance of the <see cref="StakeRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public StakeRefusedException(StakeRefusal refusal, string message, Exception innerException)
        : base(message, innerException) => Refusal = refusal;

    /// <summary>Gets the reason.</summary>
    public StakeRefusal Refusal { get; }
}
