namespace CapaCloud.Mechanisms.Escrow;

/// <summary>An act on an escrow was refused, and nothing was changed. The message has the value, its unit and what was expected.</summary>
/// <remarks>No formula.</remarks>
public sealed class EscrowRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="EscrowRefusedException"/> class.</summary>
    public EscrowRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EscrowRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    public EscrowRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EscrowRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public EscrowRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="EscrowRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="message">What was refused and why.</param>
    public EscrowRefusedException(EscrowRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Gets the reason.</summary>
    public EscrowRefusal Refusal { get; }
}
