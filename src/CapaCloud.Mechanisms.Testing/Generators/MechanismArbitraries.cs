using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>
/// The generators of <see cref="Generate"/> with shrinking, in the form FsCheck looks up by type:
/// <c>[Property(Arbitrary = [typeof(MechanismArbitraries)])]</c>.
/// </summary>
/// <remarks>No formula.</remarks>
public static class MechanismArbitraries
{
    /// <summary>Draws 128-bit integers and shrinks them by halving.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<UInt128> WideInteger() => Arb.From(Generate.WideInteger, Shrink.WideInteger);

    /// <summary>Draws 64-bit integers and shrinks them by halving.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<ulong> Word() => Arb.From(Generate.Word, value => Shrink.WideInteger(value).Select(smaller => (ulong)smaller));

    /// <summary>Draws amounts and shrinks them by halving.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<Amount> Amount() => Arb.From(Generate.Amount, Shrink.Amount);

    /// <summary>Draws proportions and shrinks them toward 0.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<Proportion> Proportion() => Arb.From(Generate.Proportion, Shrink.Proportion);

    /// <summary>Draws ratios and shrinks them toward 0.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<Ratio> Ratio() => Arb.From(Generate.Ratio, Shrink.Ratio);

    /// <summary>Draws epochs and shrinks them toward 0.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<Epoch> Epoch() => Arb.From(Generate.Epoch, Shrink.Epoch);

    /// <summary>Draws spans and shrinks them toward 0.</summary>
    /// <returns>The generator and shrinker.</returns>
    public static Arbitrary<EpochSpan> EpochSpan() => Arb.From(Generate.EpochSpan, Shrink.EpochSpan);

    /// <summary>Draws digests.</summary>
    /// <returns>The generator.</returns>
    public static Arbitrary<Digest> Digest() => Arb.From(Generate.Digest);

    /// <summary>Draws participants from a small set.</summary>
    /// <returns>The generator.</returns>
    public static Arbitrary<ParticipantId> ParticipantId() => Arb.From(Generate.ParticipantId);
}
