using System.Buffers.Binary;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;
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
                Numerics.Proportion.PartsPerOne - 1,
                Numerics.Proportion.PartsPerOne,
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
    public static Gen<Amount> Amount => WideInteger.Select(Numerics.Amount.FromUnits);

    /// <summary>Gets amounts of a size that networks hold: up to 10^30 units, so that a thousand of them add up without overflow.</summary>
    public static Gen<Amount> ModestAmount =>
        WideInteger.Select(units => Numerics.Amount.FromUnits(units % ((UInt128)1_000_000_000_000_000 * 1_000_000_000_000_000)));

    /// <summary>Gets proportions: 0, 1, round percentages, and any.</summary>
    public static Gen<Proportion> Proportion =>
        Gen.Frequency(
            (1, Gen.Elements(Numerics.Proportion.Zero, Numerics.Proportion.One, Numerics.Proportion.Half, Numerics.Proportion.FromParts(1))),
            (1, Gen.Choose(0, 100).Select(percent => Numerics.Proportion.Percent((uint)percent))),
            (2, Word.Select(parts => Numerics.Proportion.FromParts(parts % (Numerics.Proportion.PartsPerOne + 1)))));

    /// <summary>Gets ratios: 0, 1, small whole numbers, and any up to 2^64.</summary>
    public static Gen<Ratio> Ratio =>
        Gen.Frequency(
            (1, Gen.Elements(Numerics.Ratio.Zero, Numerics.Ratio.One)),
            (1, Gen.Choose(0, 1_000).Select(value => Numerics.Ratio.FromInteger((ulong)value))),
            (2, from parts in Word select Numerics.Ratio.FromParts(parts)));

    /// <summary>Gets epochs from 0 to a million.</summary>
    public static Gen<Epoch> Epoch => Gen.Choose(0, 1_000_000).Select(number => Time.Epoch.Of((ulong)number));

    /// <summary>Gets spans from 0 to 10,000 epochs, short ones most often.</summary>
    public static Gen<EpochSpan> EpochSpan =>
        Gen.Frequency(
            (3, Gen.Choose(0, 30).Select(epochs => Time.EpochSpan.Of((ulong)epochs))),
            (1, Gen.Choose(0, 10_000).Select(epochs => Time.EpochSpan.Of((ulong)epochs))));

    /// <summary>Gets digests, uniform.</summary>
    public static Gen<Digest> Digest =>
        Gen.ArrayOf(Gen.Choose(0, 255), Hashing.Digest.Size)
            .Select(bytes => Hashing.Digest.FromBytes(Array.ConvertAll(bytes, value => (byte)value)));

    /// <summary>Gets participants from a small set of names, so that the same one comes up twice.</summary>
    public static Gen<ParticipantId> ParticipantId => Gen.Choose(0, 19).Select(number => Identity.ParticipantId.Of($"p{number}"));
}
