using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>What an act on an escrow gives: the account after it, and the money that moved.</summary>
/// <remarks>
/// <code>total after = total before + postings to the escrow - postings from it</code>
/// <c>default</c> has no account and no postings.
/// </remarks>
public readonly record struct EscrowMove
{
    private readonly ImmutableArray<Posting> _postings;

    /// <summary>Initializes a new instance of the <see cref="EscrowMove"/> struct.</summary>
    /// <param name="account">The account after the act.</param>
    /// <param name="postings">The money that moved.</param>
    /// <exception cref="ArgumentNullException">The account is null.</exception>
    [JsonConstructor]
    public EscrowMove(EscrowAccount account, ImmutableArray<Posting> postings)
    {
        ArgumentNullException.ThrowIfNull(account);
        Account = account;
        _postings = postings;
    }

    /// <summary>Gets the account after the act.</summary>
    public EscrowAccount Account { get; }

    /// <summary>Gets the money that moved: one moment, in which the order does not matter.</summary>
    public ImmutableArray<Posting> Postings => _postings.IsDefault ? [] : _postings;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EscrowMove {{ Account = {Account}, Postings = {Prose.List(Postings)} }}";

    /// <inheritdoc/>
    public bool Equals(EscrowMove other) => Equals(Account, other.Account) && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Account is null ? 0 : Account.GetHashCode()) ^ Postings.Length;
}
