namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Bytes that are no value: at which byte, what stands there, and what was expected.</summary>
/// <remarks>No formula.</remarks>
public sealed class BinaryFormatException : FormatException
{
    /// <summary>Initializes a new instance of the <see cref="BinaryFormatException"/> class.</summary>
    public BinaryFormatException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BinaryFormatException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public BinaryFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BinaryFormatException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What was thrown by the value itself.</param>
    public BinaryFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BinaryFormatException"/> class.</summary>
    /// <param name="position">The byte, counted from 0.</param>
    /// <param name="message">What stands there and what was expected.</param>
    /// <param name="innerException">What was thrown by the value itself, if it was.</param>
    public BinaryFormatException(int position, string message, Exception? innerException = null)
        : base($"Byte {position}: {message}", innerException) => Position = position;

    /// <summary>Gets the byte that is wrong, counted from 0.</summary>
    public int Position { get; }
}
