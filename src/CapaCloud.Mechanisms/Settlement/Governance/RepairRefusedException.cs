namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A repair that is refused; nothing has changed. The message says which value, and what was expected.</summary>
/// <remarks>No formula.</remarks>
public sealed class RepairRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="RepairRefusedException"/> class.</summary>
    public RepairRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RepairRefusedException"/> class.</summary>
    /// <param name="message">The message.</param>
    public RepairRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="RepairRefusedException"/> class.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public RepairRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
