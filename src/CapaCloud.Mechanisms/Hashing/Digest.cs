using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The 32 bytes of a SHA-256 hash: of a policy, of a piece of evidence, of a result, of a beacon.</summary>
/// <remarks>
/// No formula. Text and JSON are 64 lowercase hexadecimal digits. Ordered as a big-endian number. <c>default</c> is 32 zero
/// bytes, which no one knows how to hash to. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Digest>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct Digest : IComparable<Digest>, IJsonValue<Digest>
{
    /// <summary>How many bytes a digest has: 32.</summary>
    public const int Size = 32;

    private readonly UInt128 _upper;
    private readonly UInt128 _lower;

    private Digest(UInt128 upper, UInt128 lower)
    {
        _upper = upper;
        _lower = lower;
    }

    /// <summary>Gets the digest's first 16 bytes as a big-endian number: a uniform draw from 0 to 2^128 - 1.</summary>
    public UInt128 Upper => _upper;

    /// <summary>Gets the digest's last 16 bytes as a big-endian number.</summary>
    public UInt128 Lower => _lower;

    /// <summary>Returns the digest of these 32 bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size
            ? new Digest(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
            : throw new ArgumentException($"A digest has {Prose.Count(Size, "byte")}, got {bytes.Length}.", nameof(bytes));

    /// <summary>Reads a digest from hexadecimal digits.</summary>
    /// <param name="text">64 hexadecimal digits, with or without "0x" before them.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    public static Digest Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Digest digest) ? digest : throw new FormatException($"'{text}' is not a digest: expected 64 hexadecimal digits.");

    /// <summary>Reads a digest from hexadecimal digits, or says that it cannot.</summary>
    /// <param name="text">64 hexadecimal digits, with or without "0x" before them.</param>
    /// <param name="digest">The digest, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        digest = default;
        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        Span<byte> bytes = stackalloc byte[Size];
        if (digits.Length != Size * 2 || Convert.FromHexString(digits, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        digest = FromBytes(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least 32 bytes long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public void WriteBytes(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _upper);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _lower);
    }

    /// <inheritdoc/>
    public int CompareTo(Digest other)
    {
        int byUpper = _upper.CompareTo(other._upper);
        return byUpper != 0 ? byUpper : _lower.CompareTo(other._lower);
    }

    /// <summary>Returns 64 lowercase hexadecimal digits.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    JsonConverter<Digest> IJsonValue<Digest>.Converter => new DigestJsonConverter();
}
