namespace CapaCloud.Mechanisms.Rewards;

/// <summary>An operation on rewards was refused, and nothing was changed. The message has the value, its unit and what was expected.</summary>
/// <remarks>No formula.</remarks>
public sealed class RewardRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="RewardRefusedException"/> class.</summary>
    public RewardRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RewardRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    public RewardRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RewardRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public RewardRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RewardRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="message">What was refused and why.</param>
    public RewardRefusedException(RewardRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Gets the reason.</summary>
    public RewardRefusal Refusal { get; }
}
