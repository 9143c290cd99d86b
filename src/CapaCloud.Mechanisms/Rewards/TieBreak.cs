using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Who goes first among equals when one unit cannot be divided: a seeded hash of the identity, never the position in a list.</summary>
/// <remarks>
/// <code>key(i) = first 16 bytes of SHA-256( "capacloud/tie-break/v1" || seed || identity(i) ), the smaller key first</code>
/// The seed is public and known only after the identities are fixed (a beacon), so nobody can choose a name that wins. Hashes are
/// made only for claims that are tied. <c>default</c> names no claims.
/// </remarks>
public readonly ref struct TieBreak
{
    private readonly Digest _seed;
    private readonly ReadOnlySpan<ParticipantId> _identities;
    private readonly ReadOnlySpan<UInt128> _keys;

    private TieBreak(Digest seed, ReadOnlySpan<ParticipantId> identities, ReadOnlySpan<UInt128> keys)
    {
        _seed = seed;
        _identities = identities;
        _keys = keys;
    }

    /// <summary>Gets how many claims it can order.</summary>
    public int Count => _identities.IsEmpty ? _keys.Length : _identities.Length;

    /// <summary>Returns the order of a seeded hash of each identity.</summary>
    /// <param name="seed">Public, and known only after the identities were fixed.</param>
    /// <param name="identities">Who makes each claim, in the order of the claims; no two the same.</param>
    /// <returns>The order.</returns>
    public static TieBreak ByIdentity(Digest seed, ReadOnlySpan<ParticipantId> identities) => new(seed, identities, default);

    /// <summary>Returns the order of keys that the caller computed, the smaller first.</summary>
    /// <param name="keys">The key of each claim, in the order of the claims; no two the same.</param>
    /// <returns>The order.</returns>
    public static TieBreak ByKeys(ReadOnlySpan<UInt128> keys) => new(default, default, keys);

    /// <summary>Returns a claim's key; among equals the smaller goes first.</summary>
    /// <param name="claim">The position of the claim.</param>
    /// <returns>The key.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such claim.</exception>
    public UInt128 Key(int claim)
    {
        if (_identities.IsEmpty)
        {
            return _keys[claim];
        }

        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/tie-break/v1"u8);
        encoder.Append(_seed);
        encoder.Append(_identities[claim]);
        return encoder.Hash().Upper;
    }
}
