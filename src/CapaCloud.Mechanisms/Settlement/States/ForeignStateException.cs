namespace CapaCloud.Mechanisms;

/// <summary>A state is governed by another policy than the mechanism's. It must be migrated first; nothing was changed.</summary>
/// <remarks>No formula.</remarks>
public sealed class ForeignStateException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="ForeignStateException"/> class.</summary>
    public ForeignStateException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ForeignStateException"/> class.</summary>
    /// <param name="message">Which policy governs the state, and which the mechanism has.</param>
    public ForeignStateException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ForeignStateException"/> class.</summary>
    /// <param name="message">Which policy governs the state, and which the mechanism has.</param>
    /// <param name="innerException">What caused it.</param>
    public ForeignStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
