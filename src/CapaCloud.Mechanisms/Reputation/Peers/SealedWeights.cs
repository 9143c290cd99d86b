using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A validator's weights under seal: published as a hash first and opened rounds later, so that nobody can copy them in time.</summary>
/// <remarks>
/// <code>seal = SHA-256( text("capacloud/weights/v1") || author || epoch || salt || count || weight || weight || ... )</code>
/// Encodings are those of <see cref="CanonicalEncoder"/>, the numbers of 64 bits. The author is in the hash, so a seal cannot be
/// copied either; the epoch, so it cannot be opened for another round; the salt (32 secret random bytes, a new one each time), so that
/// a guess at the weights cannot be checked. <c>default</c> opens nothing. Source: Bittensor, commit-reveal of weights.
/// </remarks>
/// <param name="Author">Who gives the weights.</param>
/// <param name="Epoch">The round they are for.</param>
/// <param name="Seal">The hash.</param>
public readonly record struct SealedWeights(ParticipantId Author, Epoch Epoch, Digest Seal)
{
    /// <summary>Seals weights.</summary>
    /// <param name="author">Who gives them.</param>
    /// <param name="epoch">The round they are for.</param>
    /// <param name="weights">The raw weights, one for each server.</param>
    /// <param name="salt">32 secret random bytes.</param>
    /// <returns>What to publish now.</returns>
    public static SealedWeights Of(ParticipantId author, Epoch epoch, ReadOnlySpan<ulong> weights, Digest salt) =>
        new(author, epoch, Hash(author, epoch, weights, salt));

    /// <summary>Tells whether these are the weights that were sealed, to the bit.</summary>
    /// <param name="weights">The weights revealed.</param>
    /// <param name="salt">The salt revealed.</param>
    /// <returns><see langword="true"/> when they are. Otherwise the validator counts as one that gave no weights.</returns>
    public bool Opens(ReadOnlySpan<ulong> weights, Digest salt) => Hash(Author, Epoch, weights, salt) == Seal;

    private static Digest Hash(ParticipantId author, Epoch epoch, ReadOnlySpan<ulong> weights, Digest salt)
    {
        byte[] buffer = new byte[checked(512 + ((sizeof(ulong) + 1) * weights.Length))];
        CanonicalEncoder encoder = new(buffer, "capacloud/weights/v1"u8);
        encoder.Append(author);
        encoder.Append(epoch);
        encoder.Append(salt);
        encoder.Append((ulong)weights.Length);
        foreach (ulong weight in weights)
        {
            encoder.Append(weight);
        }

        return encoder.Hash();
    }
}
