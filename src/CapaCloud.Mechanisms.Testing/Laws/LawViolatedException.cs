namespace CapaCloud.Mechanisms.Testing;

/// <summary>An implementation does not keep a law; the message has the law, the smallest case found and the seed that repeats it.</summary>
/// <remarks>No formula.</remarks>
public sealed class LawViolatedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LawViolatedException"/> class.</summary>
    public LawViolatedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LawViolatedException"/> class.</summary>
    /// <param name="message">The law, the smallest case and the seed.</param>
    public LawViolatedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LawViolatedException"/> class.</summary>
    /// <param name="message">The law, the smallest case and the seed.</param>
    /// <param name="innerException">What the implementation threw.</param>
    public LawViolatedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
