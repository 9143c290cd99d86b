namespace CapaCloud.Mechanisms;

/// <summary>Thrown when more would leave an account inside the network than is there; nothing was posted.</summary>
/// <remarks>No formula.</remarks>
public sealed class LedgerRefusedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LedgerRefusedException"/> class.</summary>
    /// <param name="account">The account that would be overdrawn.</param>
    /// <param name="balance">What was there and what the postings bring, in base units.</param>
    /// <param name="amount">What would leave it, in base units.</param>
    public LedgerRefusedException(LedgerAccount account, Amount balance, Amount amount)
        : base($"{Prose.Units(amount, "was", "were")} to leave {account}, in which there are {Prose.Number(balance)}, what these postings bring included; expected at most that.")
    {
        Account = account;
        Balance = balance;
        Amount = amount;
    }

    /// <summary>Initializes a new instance of the <see cref="LedgerRefusedException"/> class.</summary>
    public LedgerRefusedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LedgerRefusedException"/> class.</summary>
    /// <param name="message">What was expected.</param>
    public LedgerRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LedgerRefusedException"/> class.</summary>
    /// <param name="message">What was expected.</param>
    /// <param name="innerException">The cause.</param>
    public LedgerRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the account that would be overdrawn.</summary>
    public LedgerAccount Account { get; }

    /// <summary>Gets what was there and what the postings bring, in base units.</summary>
    public Amount Balance { get; }

    /// <summary>Gets what would leave it, in base units.</summary>
    public Amount Amount { get; }
}
