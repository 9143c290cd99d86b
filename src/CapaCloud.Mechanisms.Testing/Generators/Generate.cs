using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>
/// Draws values that reach the boundaries, where money is lost: 0, 1, 2^64 - 1, 2^64, the largest, and every width in between.
/// FsCheck's own integers stay within about 100.
/// </summary>
/// <remarks>No formula. Each member is a new generator; generators are pure, the seed is FsCheck's.</remarks>
public static class Generate
{
    /// <summary>Gets 128-bit integers: one in three a boundary, the rest of random width.</summary>
    public static Gen<UInt128> WideInteger =>
        Gen.Frequency(
            (1, Gen.Elements(
                UInt128.Zero,
                UInt128.One,
                (UInt128)2,
                Mechanisms.Proportion.PartsPerOne - 1,
                Mechanisms.Proportion.PartsPerOne,
                ulong.MaxValue,
                (UInt128)ulong.MaxValue + 1,
                UInt128.MaxValue - 1,
                UInt128.MaxValue)),
            (2, from high in Word
                from low in Word
                from width in Gen.Choose(1, 128)
                select new UInt128(high, low) >> (128 - width)));

    /// <summary>Gets 64-bit integers of random width, boundaries among them.</summary>
    public static Gen<ulong> Word =>
        Gen.Frequency(
            (1, Gen.Elements(0UL, 1UL, uint.MaxValue, 1UL << 32, ulong.MaxValue - 1, ulong.MaxValue)),
            (3, from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 8)
                from width in Gen.Choose(1, 64)
                select BinaryPrimitives.ReadUInt64LittleEndian(Array.ConvertAll(bytes, value => (byte)value)) >> (64 - width)));

    /// <summary>Gets amounts over the whole range.</summary>
    public static Gen<Amount> Amount => WideInteger.Select(Mechanisms.Amount.Of);

    /// <summary>Gets amounts of a size that networks hold: up to 10^30 units, so that a thousand of them add up without overflow.</summary>
    public static Gen<Amount> ModestAmount =>
        WideInteger.Select(units => Mechanisms.Amount.Of(units % ((UInt128)1_000_000_000_000_000 * 1_000_000_000_000_000)));

    /// <summary>Gets proportions: 0, 1, round percentages, and any.</summary>
    public static Gen<Proportion> Proportion =>
        Gen.Frequency(
            (1, Gen.Elements(Mechanisms.Proportion.Zero, Mechanisms.Proportion.One, Mechanisms.Proportion.Half, Mechanisms.Proportion.FromParts(1))),
            (1, Gen.Choose(0, 100).Select(percent => Mechanisms.Proportion.Percent((uint)percent))),
            (2, Word.Select(parts => Mechanisms.Proportion.FromParts(parts % (Mechanisms.Proportion.PartsPerOne + 1)))));

    /// <summary>Gets ratios: 0, 1, small whole numbers, and any up to 2^64.</summary>
    public static Gen<Ratio> Ratio =>
        Gen.Frequency(
            (1, Gen.Elements(Mechanisms.Ratio.Zero, Mechanisms.Ratio.One)),
            (1, Gen.Choose(0, 1_000).Select(value => Mechanisms.Ratio.Of((ulong)value))),
            (2, from parts in Word select Mechanisms.Ratio.FromParts(parts)));

    /// <summary>Gets epochs from 0 to a million.</summary>
    public static Gen<Epoch> Epoch => Gen.Choose(0, 1_000_000).Select(number => Mechanisms.Epoch.Of((ulong)number));

    /// <summary>Gets spans from 0 to 10,000 epochs, short ones most often.</summary>
    public static Gen<EpochSpan> EpochSpan =>
        Gen.Frequency(
            (3, Gen.Choose(0, 30).Select(epochs => Mechanisms.EpochSpan.Of((ulong)epochs))),
            (1, Gen.Choose(0, 10_000).Select(epochs => Mechanisms.EpochSpan.Of((ulong)epochs))));

    /// <summary>Gets digests, uniform.</summary>
    public static Gen<Digest> Digest =>
        Gen.ArrayOf(Gen.Choose(0, 255), Mechanisms.Digest.Size)
            .Select(bytes => Mechanisms.Digest.FromBytes(Array.ConvertAll(bytes, value => (byte)value)));

    /// <summary>Gets participants from a small set of names, so that the same one comes up twice.</summary>
    public static Gen<ParticipantId> ParticipantId => Gen.Choose(0, 19).Select(number => Mechanisms.ParticipantId.Of($"p{number}"));
}
