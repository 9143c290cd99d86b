namespace CapaCloud.Mechanisms.Markets;

/// <summary>A market was given a bid that cannot take part, and nothing was cleared. The message has the position, the value and what was expected.</summary>
/// <remarks>No formula. <see cref="BidScreen"/> sorts such bids out beforehand, each with its reason.</remarks>
public sealed class BidRefusedException : ArgumentException
{
    /// <summary>Initializes a new instance of the <see cref="BidRefusedException"/> class.</summary>
    public BidRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BidRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    public BidRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BidRefusedException"/> class.</summary>
    /// <param name="message">What was refused and why.</param>
    /// <param name="innerException">The error behind it.</param>
    public BidRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BidRefusedException"/> class.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="position">The position of the bid in its list.</param>
    /// <param name="message">What was refused and why.</param>
    public BidRefusedException(BidRefusal refusal, int position, string message)
        : base(message) => (Refusal, Position) = (refusal, position);

    /// <summary>Gets the reason.</summary>
    public BidRefusal Refusal { get; }

    /// <summary>Gets the position of the bid in its list, from 0.</summary>
    public int Position { get; }
}
