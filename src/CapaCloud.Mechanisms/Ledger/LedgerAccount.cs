using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A named account of the network's books: a kind, and an owner or a pool where the kind has them.</summary>
/// <remarks>
/// No formula. Ordered by kind, then by owner or pool. <c>default</c> is no account. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<LedgerAccount>))]
public readonly partial record struct LedgerAccount : IComparable<LedgerAccount>, IJsonValue<LedgerAccount>
{
    /// <summary>The longest name of a pool, in characters.</summary>
    internal const int LongestPoolName = 64;

    private static readonly SearchValues<char> PoolNameCharacters = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Whose it is, or of which pool.</summary>
    private readonly ParticipantId _of;

    private LedgerAccount(LedgerAccountKind kind, ParticipantId of)
    {
        Kind = kind;
        _of = of;
    }

    /// <summary>Gets the account of what requesters pay.</summary>
    public static LedgerAccount Requesters => new(LedgerAccountKind.Requesters, default);

    /// <summary>Gets the account from which newly issued money comes.</summary>
    public static LedgerAccount Issuance => new(LedgerAccountKind.Issuance, default);

    /// <summary>Gets the account of rewards that are to be paid.</summary>
    public static LedgerAccount RewardPool => new(LedgerAccountKind.RewardPool, default);

    /// <summary>Gets the network's common purse.</summary>
    public static LedgerAccount Treasury => new(LedgerAccountKind.Treasury, default);

    /// <summary>Gets the reserve that makes victims whole.</summary>
    public static LedgerAccount Insurance => new(LedgerAccountKind.Insurance, default);

    /// <summary>Gets the account of remainders.</summary>
    public static LedgerAccount Dust => new(LedgerAccountKind.Dust, default);

    /// <summary>Gets the account of destroyed money.</summary>
    public static LedgerAccount Burned => new(LedgerAccountKind.Burned, default);

    /// <summary>Gets what the account is for.</summary>
    public LedgerAccountKind Kind { get; }

    /// <summary>Gets whose account it is, or nobody.</summary>
    public ParticipantId Owner => Kind == LedgerAccountKind.FurtherPool ? default : _of;

    /// <summary>Gets the name of the pool whose account it is; null when it is none of a further pool.</summary>
    public string? Pool => Kind == LedgerAccountKind.FurtherPool ? _of.ToString() : null;

    /// <summary>Gets a value indicating whether money in it is inside the network: neither entered, nor left, nor burned.</summary>
    public bool IsHeld => Kind is not (LedgerAccountKind.None or LedgerAccountKind.Requesters or LedgerAccountKind.Issuance
        or LedgerAccountKind.Wallet or LedgerAccountKind.Burned);

    /// <summary>Returns a participant's own wallet.</summary>
    /// <param name="owner">The participant.</param>
    /// <returns>The account.</returns>
    public static LedgerAccount Wallet(ParticipantId owner) => Owned(LedgerAccountKind.Wallet, owner);

    /// <summary>Returns a participant's stake.</summary>
    /// <param name="owner">The participant.</param>
    /// <returns>The account.</returns>
    public static LedgerAccount Stake(ParticipantId owner) => Owned(LedgerAccountKind.Stake, owner);

    /// <summary>Returns what waits with accusations against a participant.</summary>
    /// <param name="owner">The accused.</param>
    /// <returns>The account.</returns>
    public static LedgerAccount PendingPenalties(ParticipantId owner) => Owned(LedgerAccountKind.PendingPenalties, owner);

    /// <summary>Returns a requester's escrow.</summary>
    /// <param name="owner">The requester.</param>
    /// <returns>The account.</returns>
    public static LedgerAccount Escrow(ParticipantId owner) => Owned(LedgerAccountKind.Escrow, owner);

    /// <summary>Returns the assets of the delegation pool of an operator.</summary>
    /// <param name="owner">The operator.</param>
    /// <returns>The account.</returns>
    public static LedgerAccount DelegationPool(ParticipantId owner) => Owned(LedgerAccountKind.DelegationPool, owner);

    /// <summary>Returns what lies in a further pool of rewards.</summary>
    /// <param name="pool">The pool's name: 1 to 64 lowercase ASCII letters, digits and hyphens.</param>
    /// <returns>The account.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pool"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static LedgerAccount FurtherPool(string pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return IsPoolName(pool)
            ? new LedgerAccount(LedgerAccountKind.FurtherPool, ParticipantId.Of(pool))
            : throw new ArgumentException($"'{pool}' cannot name a pool: expected 1 to {LongestPoolName} lowercase ASCII letters, digits and hyphens.", nameof(pool));
    }

    /// <summary>Reads an account from the text of <see cref="ToString()"/>: <c>Stake(alice)</c>, <c>Treasury</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="account">The account, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when it names a kind that there is, with an owner exactly where the kind has owners.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerAccount account)
    {
        account = default;
        int open = text?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        bool isOwned = open > 0 && text![^1] == ')';
        ParticipantId owner = default;
        if (text is null || (open >= 0 && !isOwned) || (isOwned && !ParticipantId.TryOf(text[(open + 1)..^1], out owner)))
        {
            return false;
        }

        string name = isOwned ? text[..open] : text;
        bool isKind = Enum.TryParse(name, out LedgerAccountKind kind) && Enum.IsDefined(kind) && kind != LedgerAccountKind.None && name == kind.ToString() && HasOwner(kind) == isOwned
            && (kind != LedgerAccountKind.FurtherPool || IsPoolName(owner.ToString()));
        account = isKind ? new LedgerAccount(kind, owner) : default;
        return isKind;
    }

    /// <inheritdoc/>
    public int CompareTo(LedgerAccount other)
    {
        int byKind = ((int)Kind).CompareTo((int)other.Kind);
        return byKind != 0 ? byKind : _of.CompareTo(other._of);
    }

    /// <summary>Returns the kind, with the owner or the pool where there is one: <c>Stake(alice)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _of.IsNone ? Kind.ToString() : $"{Kind}({_of})";

    /// <summary>Tells whether a text can name a pool: it is written as the name of a rule is.</summary>
    internal static bool IsPoolName(string? name) => name is { Length: > 0 and <= LongestPoolName } && !name.AsSpan().ContainsAnyExcept(PoolNameCharacters);

    private static bool HasOwner(LedgerAccountKind kind) => kind is LedgerAccountKind.Wallet or LedgerAccountKind.Stake
        or LedgerAccountKind.PendingPenalties or LedgerAccountKind.Escrow or LedgerAccountKind.DelegationPool or LedgerAccountKind.FurtherPool;

    private static LedgerAccount Owned(LedgerAccountKind kind, ParticipantId owner) =>
        owner.IsNone ? throw new ArgumentException($"A {kind} account needs an owner.", nameof(owner)) : new LedgerAccount(kind, owner);

    JsonConverter<LedgerAccount> IJsonValue<LedgerAccount>.Converter => new LedgerAccountJsonConverter();
}
