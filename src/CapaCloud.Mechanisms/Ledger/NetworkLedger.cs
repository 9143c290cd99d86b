using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What lies in each account inside the network, and what came in and went out: no account is ever negative.</summary>
/// <remarks>
/// <code>
/// balance(a) after postings = balance(a) + what goes to a - what leaves a,  for held accounts and for the burned
/// In + all that left the outside = Out + all that went to it + sum of balances
/// </code>
/// In base units. The accounts outside (requesters, issuance, wallets) have no balance: what leaves them came in, what goes to them
/// went out. Postings applied together are one moment: their order does not matter, and an account may spend what it gets in them.
/// An account of zero units is no account. Immutable, equal by content, safe to share between threads.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class NetworkLedger : IEquatable<NetworkLedger>
{
    private readonly ImmutableSortedDictionary<LedgerAccount, Amount> _balances;

    /// <summary>Initializes a new instance of the <see cref="NetworkLedger"/> class from its parts, as they were stored.</summary>
    /// <param name="balances">What lies where, in base units.</param>
    /// <param name="in">What came in from outside.</param>
    /// <param name="out">What went out.</param>
    /// <exception cref="ArgumentNullException"><paramref name="balances"/> is null.</exception>
    /// <exception cref="ArgumentException">An account is outside the network, or more or less came in than went out and lies there.</exception>
    /// <exception cref="OverflowException">The balances exceed 2^128 - 1 units.</exception>
    [JsonConstructor]
    public NetworkLedger(ImmutableSortedDictionary<LedgerAccount, Amount> balances, Amount @in, Amount @out)
    {
        ArgumentNullException.ThrowIfNull(balances);
        ImmutableSortedDictionary<LedgerAccount, Amount>.Builder kept = ImmutableSortedDictionary.CreateBuilder<LedgerAccount, Amount>();
        Amount there = Amount.Zero;
        foreach ((LedgerAccount account, Amount balance) in balances)
        {
            RequireInside(account);
            there += balance;
            if (!balance.IsZero)
            {
                kept.Add(account, balance);
            }
        }

        if (@out > @in || @in - @out != there)
        {
            throw new ArgumentException($"{Prose.Units(@in)} came in, {Prose.Number(@out)} went out and {Prose.Number(there)} are in the accounts; expected in = out + accounts.", nameof(balances));
        }

        _balances = kept.ToImmutable();
        In = @in;
        Out = @out;
    }

    private NetworkLedger(Amount @in, Amount @out, ImmutableSortedDictionary<LedgerAccount, Amount> balances)
    {
        _balances = balances;
        In = @in;
        Out = @out;
    }

    /// <summary>Gets a ledger in which nothing is.</summary>
    public static NetworkLedger Empty { get; } = new(Amount.Zero, Amount.Zero, ImmutableSortedDictionary<LedgerAccount, Amount>.Empty);

    /// <summary>Gets the accounts inside the network that are not empty, with what is in them, in base units.</summary>
    public ImmutableSortedDictionary<LedgerAccount, Amount> Balances => _balances;

    /// <summary>Gets all that came in, in base units.</summary>
    public Amount In { get; }

    /// <summary>Gets all that went out, in base units.</summary>
    public Amount Out { get; }

    /// <summary>Gets the totals of the accounts, by class. Takes a step for each account.</summary>
    [JsonIgnore]
    public Books Totals
    {
        get
        {
            Amount held = Amount.Zero;
            foreach ((LedgerAccount account, Amount balance) in _balances)
            {
                held += account.Kind is LedgerAccountKind.Burned or LedgerAccountKind.Dust ? Amount.Zero : balance;
            }

            return new Books(In, Out, held, BalanceOf(LedgerAccount.Burned), BalanceOf(LedgerAccount.Dust));
        }
    }

    /// <summary>Returns a ledger of balances: all of it counts as having come in.</summary>
    /// <param name="balances">What lies in each account inside the network, in base units; no account twice.</param>
    /// <returns>The ledger.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="balances"/> is null.</exception>
    /// <exception cref="ArgumentException">An account is outside the network, or comes twice.</exception>
    /// <exception cref="OverflowException">The balances exceed 2^128 - 1 units.</exception>
    public static NetworkLedger Of(IEnumerable<KeyValuePair<LedgerAccount, Amount>> balances)
    {
        ArgumentNullException.ThrowIfNull(balances);
        SortedDictionary<LedgerAccount, Amount> all = [];
        Amount there = Amount.Zero;
        foreach ((LedgerAccount account, Amount balance) in balances)
        {
            there += balance;
            if (!all.TryAdd(account, balance))
            {
                throw new ArgumentException($"The balance of {account} was handed in twice; expected each account once.", nameof(balances));
            }
        }

        return new NetworkLedger(all.ToImmutableSortedDictionary(), there, Amount.Zero);
    }

    /// <summary>Returns what is in an account.</summary>
    /// <param name="account">An account inside the network, or the burned.</param>
    /// <returns>The balance, in base units; zero of an account that never had any.</returns>
    /// <exception cref="ArgumentException">The account is none, or outside: a wallet, the requesters, the issuance.</exception>
    public Amount BalanceOf(LedgerAccount account)
    {
        RequireInside(account);
        return _balances.GetValueOrDefault(account);
    }

    /// <summary>Returns the ledger after one posting.</summary>
    /// <param name="posting">The posting.</param>
    /// <returns>The new ledger.</returns>
    /// <exception cref="ArgumentException">The posting has no accounts.</exception>
    /// <exception cref="LedgerRefusedException">More would leave an account inside the network than is there.</exception>
    /// <exception cref="OverflowException">A total would exceed 2^128 - 1 units.</exception>
    public NetworkLedger Apply(Posting posting) => Apply([posting]);

    /// <summary>Returns the ledger after postings that are one moment: in which order they come does not matter.</summary>
    /// <param name="postings">The postings.</param>
    /// <returns>The new ledger. Takes time in proportion to the postings, times the logarithm of the accounts.</returns>
    /// <exception cref="ArgumentException">A posting has no accounts.</exception>
    /// <exception cref="LedgerRefusedException">
    /// More would leave an account inside the network than is there and comes; the first such account in order is named.
    /// </exception>
    /// <exception cref="OverflowException">A total would exceed 2^128 - 1 units.</exception>
    public NetworkLedger Apply(ReadOnlySpan<Posting> postings)
    {
        Dictionary<LedgerAccount, (Amount Comes, Amount Leaves)> moves = [];
        (Amount cameIn, Amount wentOut) = (In, Out);
        for (int index = 0; index < postings.Length; index++)
        {
            (LedgerAccount from, LedgerAccount to, Amount amount) = (postings[index].From, postings[index].To, postings[index].Amount);
            if (from.Kind == LedgerAccountKind.None)
            {
                throw new ArgumentException($"Posting {index} has no accounts; expected one that was made by its constructor.", nameof(postings));
            }

            if (IsInside(from))
            {
                (Amount comes, Amount leaves) = moves.GetValueOrDefault(from);
                moves[from] = (comes, leaves + amount);
            }
            else
            {
                cameIn += amount;
            }

            if (IsInside(to))
            {
                (Amount comes, Amount leaves) = moves.GetValueOrDefault(to);
                moves[to] = (comes + amount, leaves);
            }
            else
            {
                wentOut += amount;
            }
        }

        ImmutableSortedDictionary<LedgerAccount, Amount>.Builder balances = _balances.ToBuilder();
        foreach ((LedgerAccount account, (Amount comes, Amount leaves)) in moves.OrderBy(move => move.Key))
        {
            Amount balance = _balances.GetValueOrDefault(account) + comes;
            if (leaves > balance)
            {
                throw new LedgerRefusedException(account, balance, leaves);
            }

            if (leaves == balance)
            {
                balances.Remove(account);
            }
            else
            {
                balances[account] = balance - leaves;
            }
        }

        return new NetworkLedger(cameIn, wentOut, balances.ToImmutable());
    }

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(NetworkLedger? left, NetworkLedger? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(NetworkLedger? left, NetworkLedger? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(NetworkLedger? other) =>
        other is not null && In == other.In && Out == other.Out && _balances.Count == other._balances.Count && _balances.SequenceEqual(other._balances);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkLedger);

    /// <inheritdoc/>
    public override int GetHashCode() => In.GetHashCode() ^ Out.GetHashCode() ^ _balances.Count;

    /// <summary>Returns one line: how many accounts, and the totals.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Count(_balances.Count, "account")}; {Prose.Number(Totals.In)} in, {Prose.Number(Totals.Out)} out, {Prose.Number(Totals.Held)} held, {Prose.Number(Totals.Burned)} burned, {Prose.Number(Totals.Dust)} dust";

    private static bool IsInside(LedgerAccount account) => account.IsHeld || account.Kind == LedgerAccountKind.Burned;

    private static void RequireInside(LedgerAccount account)
    {
        if (!IsInside(account))
        {
            throw new ArgumentException($"{account} has no balance here; expected an account inside the network, or the burned.", nameof(account));
        }
    }
}
