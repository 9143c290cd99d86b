using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One drawn field of an encoding: a value of one of the types that can be appended.</summary>
/// <remarks>No formula. Two fields are equal when they are of one type and equal.</remarks>
/// <param name="Value">The value; bytes are a <see cref="HexBytes"/>.</param>
internal sealed record CanonicalField(object Value)
{
    /// <summary>Gets lists of up to six fields, small values and look-alikes among them.</summary>
    public static Arbitrary<(CanonicalField[] First, CanonicalField[] Second)> Pairs { get; } =
        (from count in Gen.Choose(0, 6)
         from first in Gen.ArrayOf(Fields, count)
         from second in Gen.Frequency((3, Alike(first)), (1, Gen.ArrayOf(Fields, count)))
         select (first, second)).ToArbitrary();

    /// <inheritdoc/>
    public override string ToString() => $"{Value.GetType().Name} {Value}";

    private static Gen<CanonicalField> Fields => Gen.OneOf(
        Generate.Word.Select(value => new CanonicalField(value)),
        Gen.Choose(0, 3).Select(value => new CanonicalField((ulong)value)),
        Generate.WideInteger.Select(value => new CanonicalField(value)),
        Gen.Choose(0, 3).Select(value => new CanonicalField((UInt128)value)),
        Generate.Epoch.Select(value => new CanonicalField(value)),
        Generate.Digest.Select(value => new CanonicalField(value)),
        Generate.ParticipantId.Select(value => new CanonicalField(value)),
        Gen.Elements("a", "ab", "c").Select(value => new CanonicalField(ParticipantId.Of(value))),
        Gen.Elements("a", "ab", "c").Select(value => new CanonicalField(TaskId.Of(value))),
        Gen.Constant(new CanonicalField(ParticipantId.None)),
        Gen.Constant(new CanonicalField(TaskId.None)),
        Generate.Amount.Select(value => new CanonicalField(value)),
        Generate.Proportion.Select(value => new CanonicalField(value)),
        Generate.Ratio.Select(value => new CanonicalField(value)),
        Gen.Elements(string.Empty, "a", "ab", "c", "\0", "\u00e9", "e\u0301").Select(value => new CanonicalField(value)),
        Gen.Elements("a", "b").Select(value => new CanonicalField(value)),
        Gen.Elements("a", "b").Select(value => new CanonicalField(value)),
        Gen.Elements(string.Empty, "61", "6162", "00000001").Select(value => new CanonicalField(new HexBytes(value))));

    /// <summary>Draws a list that differs a little: a field more or less, two in one, or one of another type with the same number.</summary>
    private static Gen<CanonicalField[]> Alike(CanonicalField[] fields) =>
        from at in Gen.Choose(0, Math.Max(0, fields.Length - 1))
        from other in Fields
        from change in Gen.Choose(0, 4)
        select fields.Length == 0 ? [other] : Changed(fields, at, other, change);

    private static CanonicalField[] Changed(CanonicalField[] fields, int at, CanonicalField other, int change) => change switch
    {
        0 => [.. fields[..at], .. fields[(at + 1)..]],
        1 => [.. fields[..at], other, .. fields[at..]],
        2 when at + 1 < fields.Length && fields[at].Value is ulong upper && fields[at + 1].Value is ulong lower =>
            [.. fields[..at], new CanonicalField(new UInt128(upper, lower)), .. fields[(at + 2)..]],
        2 when at + 1 < fields.Length && fields[at].Value is string head && fields[at + 1].Value is string tail =>
            [.. fields[..at], new CanonicalField($"{head}\n{tail}"), .. fields[(at + 2)..]],
        _ => [.. fields[..at], Retyped(fields[at]), .. fields[(at + 1)..]],
    };

    private static CanonicalField Retyped(CanonicalField field) => new(field.Value switch
    {
        ulong number => Epoch.Of(number),
        Epoch epoch => epoch.Number,
        UInt128 number => Amount.Of(number),
        Amount amount => Ratio.FromParts(amount.Units),
        Ratio ratio => ratio.Parts,
        Proportion proportion => proportion.Parts,
        ParticipantId participant => participant.IsNone ? TaskId.None : TaskId.Of(participant.ToString()),
        TaskId task => task.IsNone ? string.Empty : task.ToString(),
        string text => new HexBytes(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))),
        _ => (object)0UL,
    });
}
