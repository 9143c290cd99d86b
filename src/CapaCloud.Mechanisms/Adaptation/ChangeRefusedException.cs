namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>An act on a change that is refused; nothing has changed.</summary>
/// <remarks>No formula.</remarks>
public sealed class ChangeRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="ChangeRefusedException"/> class.</summary>
    public ChangeRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChangeRefusedException"/> class.</summary>
    /// <param name="message">The message.</param>
    public ChangeRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChangeRefusedException"/> class.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public ChangeRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChangeRefusedException"/> class.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="message">Which value, and what was expected.</param>
    public ChangeRefusedException(ChangeRefusal refusal, string message)
        : base(message) => Refusal = refusal;

    /// <summary>Gets why.</summary>
    public ChangeRefusal Refusal { get; }
}
