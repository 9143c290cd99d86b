using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>One movement of money: so much, from one account to another, and why.</summary>
/// <remarks>
/// <code>balance(From) -= Amount, balance(To) += Amount</code>
/// A posting has both sides, so any list of postings sums to zero over all accounts. <c>default</c> moves nothing from no account.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Posting>))]
public readonly record struct Posting : IJsonValue<Posting>
{
    /// <summary>Initializes a new instance of the <see cref="Posting"/> struct.</summary>
    /// <param name="from">Where the money comes from.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="reason">The rule that moved it.</param>
    /// <exception cref="ArgumentException">An account is missing, the two are the same, or money would leave the burned.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such reason.</exception>
    public Posting(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (from.Kind == LedgerAccountKind.None || to.Kind == LedgerAccountKind.None)
        {
            throw new ArgumentException($"A posting needs two accounts, got {from} and {to}.");
        }

        if (from == to)
        {
            throw new ArgumentException($"A posting needs two different accounts, got {from} twice.");
        }

        if (from.Kind == LedgerAccountKind.Burned)
        {
            throw new ArgumentException($"Nothing leaves the burned account; {Prose.Units(amount, "was", "were")} to go to {to}.");
        }

        if (!Enum.IsDefined(reason))
        {
            throw new ArgumentOutOfRangeException(nameof(reason), reason, $"A posting of {Prose.Units(amount)} from {from} to {to} needs a reason that there is.");
        }

        From = from;
        To = to;
        Amount = amount;
        Reason = reason;
    }

    /// <summary>Gets where the money comes from.</summary>
    public LedgerAccount From { get; }

    /// <summary>Gets where the money goes.</summary>
    public LedgerAccount To { get; }

    /// <summary>Gets how much moves, in base units.</summary>
    public Amount Amount { get; }

    /// <summary>Gets the rule that moved it.</summary>
    public PostingReason Reason { get; }

    /// <summary>Returns one line: <c>100: Wallet(alice) -> Stake(alice) (Deposit)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Units(Amount)} from {From} to {To} ({Reason})";

    JsonConverter<Posting> IJsonValue<Posting>.Converter => new PostingJsonConverter();
}
