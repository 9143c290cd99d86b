using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A shuffle that answers "where do I end up?" for one position without shuffling the list.</summary>
/// <remarks>
/// <code>
/// for each round r:  pivot = first 8 bytes, little-endian, of SHA-256(seed || r) mod count
///                    flip  = (pivot + count - index) mod count
///                    bit   = bit max(index, flip) mod 256 of SHA-256(seed || r || max(index, flip) / 256 in 4 little-endian bytes)
///                    index = bit ? flip : index
/// </code>
/// A permutation of [0, count) in 2 hashes for each round, whatever the count: "am I among the k that are audited?" costs the same for
/// a hundred and for a billion. Positions must come from an order nobody can choose, such as the order of names. Byte for byte
/// Ethereum's compute_shuffled_index with 90 rounds.
/// </remarks>
public static class SwapOrNotShuffle
{
    /// <summary>Ethereum's number of rounds: 90.</summary>
    public const byte DefaultRounds = 90;

    /// <summary>Tells whether a position is among the chosen ones.</summary>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="index">The position, below the count.</param>
    /// <param name="count">How many positions there are.</param>
    /// <param name="seats">How many of them are chosen, at most the count.</param>
    /// <returns><c>Position(index) &lt; seats</c>: true for exactly <paramref name="seats"/> positions.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below the count, or there are more seats than positions.</exception>
    public static bool IsMember(in SelectionSeed seed, uint index, uint count, uint seats) =>
        seats > count
            ? throw new ArgumentOutOfRangeException(nameof(seats), $"Cannot fill {Prose.Count(seats, "seat")} from {Prose.Count(count, "position")}.")
            : Position(seed.Value, index, count) < seats;

    /// <summary>Returns where a position ends up.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">The position, below the count.</param>
    /// <param name="count">How many positions there are.</param>
    /// <param name="rounds">How many rounds; 90 when left out.</param>
    /// <returns>The position after the shuffle, below the count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below the count.</exception>
    public static uint Position(Digest seed, uint index, uint count, byte rounds = DefaultRounds)
    {
        if (index >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"Position {index} is not below the count, {count}.");
        }

        Span<byte> input = stackalloc byte[Digest.Size + 1 + sizeof(uint)];
        Span<byte> hash = stackalloc byte[Digest.Size];
        seed.WriteBytes(input);
        for (byte round = 0; round < rounds; round++)
        {
            input[Digest.Size] = round;
            SHA256.HashData(input[..(Digest.Size + 1)], hash);
            uint pivot = (uint)(BinaryPrimitives.ReadUInt64LittleEndian(hash) % count);
            uint flip = (uint)(((ulong)pivot + count - index) % count);
            uint position = uint.Max(index, flip);
            BinaryPrimitives.WriteUInt32LittleEndian(input[(Digest.Size + 1)..], position / 256);
            SHA256.HashData(input, hash);
            bool swap = (hash[(int)(position % 256 / 8)] >> (int)(position % 8) & 1) == 1;
            index = swap ? flip : index;
        }

        return index;
    }
}
