using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes values as compact bytes, one encoding for each value, with a header that says what they are and a checksum that says they are whole.</summary>
/// <remarks>
/// <code>
/// file     = "CCM1" || text(kind) || number(version) || values || SHA-256 of all bytes before it
/// number   = 7 bits a byte, the lowest first, the eighth bit set on all but the last byte; no byte more than needed
/// text     = number(length of its UTF-8) || UTF-8
/// optional = 0, or 1 || value
/// list     = number(count) || each
/// </code>
/// An amount of 1,000 takes 2 bytes, of 10^30 15 bytes; a digest takes 32. Equal values give equal bytes on every machine and in every culture. The bytes
/// go to the caller's buffer, without allocation of this writer's own. A <c>default</c> writer has no buffer and refuses every value.
/// Read them back with <see cref="BinaryValueReader"/>.
/// </remarks>
internal readonly ref struct BinaryValueWriter
{
    /// <summary>The most bytes that one number takes: 128 bits, 7 a byte.</summary>
    internal const int LongestNumber = 19;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte>? _buffer;
    private readonly int _start;

    /// <summary>Initializes a new instance of the <see cref="BinaryValueWriter"/> struct and writes the header.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="kind">What the values are together, such as <c>state</c>.</param>
    /// <param name="version">The version of their order and meaning.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The kind is not valid Unicode.</exception>
    public BinaryValueWriter(ArrayBufferWriter<byte> buffer, string kind, uint version)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(kind);
        _buffer = buffer;
        _start = buffer.WrittenCount;
        buffer.Write(Magic);
        Write(kind);
        Write(version);
    }

    /// <summary>Gets the first four bytes of every file.</summary>
    internal static ReadOnlySpan<byte> Magic => "CCM1"u8;

    private ArrayBufferWriter<byte> Buffer => _buffer ?? throw new InvalidOperationException("A default writer has no buffer.");

    /// <summary>Writes true or false as one byte.</summary>
    /// <param name="value">The value.</param>
    public void Write(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>Writes a number in as few bytes as it needs: 1 for 0 to 127, at most 19.</summary>
    /// <param name="value">The number.</param>
    public void Write(UInt128 value)
    {
        Span<byte> bytes = Buffer.GetSpan(LongestNumber);
        int length = 0;
        while (value > 0x7f)
        {
            bytes[length++] = (byte)((uint)(value & 0x7f) | 0x80);
            value >>= 7;
        }

        bytes[length++] = (byte)value;
        Buffer.Advance(length);
    }

    /// <summary>Writes a number in as few bytes as it needs.</summary>
    /// <param name="value">The number.</param>
    public void Write(ulong value) => Write((UInt128)value);

    /// <summary>Writes a number in as few bytes as it needs.</summary>
    /// <param name="value">The number.</param>
    public void Write(uint value) => Write((UInt128)value);

    /// <summary>Writes how many items follow.</summary>
    /// <param name="count">The count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void WriteCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Write((UInt128)(uint)count);
    }

    /// <summary>Writes an amount as its units.</summary>
    /// <param name="value">The amount.</param>
    public void Write(Amount value) => Write(value.Units);

    /// <summary>Writes a proportion as its parts.</summary>
    /// <param name="value">The proportion.</param>
    public void Write(Proportion value) => Write(value.Parts);

    /// <summary>Writes a ratio as its parts.</summary>
    /// <param name="value">The ratio.</param>
    public void Write(Ratio value) => Write(value.Parts);

    /// <summary>Writes an epoch as its number.</summary>
    /// <param name="value">The epoch.</param>
    public void Write(Epoch value) => Write(value.Number);

    /// <summary>Writes a span as its count of epochs.</summary>
    /// <param name="value">The span.</param>
    public void Write(EpochSpan value) => Write(value.Epochs);

    /// <summary>Writes a digest as its 32 bytes.</summary>
    /// <param name="value">The digest.</param>
    public void Write(Digest value)
    {
        value.WriteBytes(Buffer.GetSpan(Digest.Size)[..Digest.Size]);
        Buffer.Advance(Digest.Size);
    }

    /// <summary>Writes a participant as a text; nobody is the empty text.</summary>
    /// <param name="value">The participant.</param>
    public void Write(ParticipantId value) => Write(value.IsNone ? "" : value.ToString());

    /// <summary>Writes a task as a text; no task is the empty text.</summary>
    /// <param name="value">The task.</param>
    public void Write(TaskId value) => Write(value.IsNone ? "" : value.ToString());

    /// <summary>Writes a text as the length of its UTF-8, then the UTF-8.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair.</exception>
    public void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = StrictUtf8.GetByteCount(value);
        WriteCount(length);
        StrictUtf8.GetBytes(value, Buffer.GetSpan(length));
        Buffer.Advance(length);
    }

    /// <summary>Writes bytes as their count, then the bytes.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteCount(value.Length);
        Buffer.Write(value);
    }

    /// <summary>Writes the checksum; nothing may be written afterwards.</summary>
    public void Complete()
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(Buffer.WrittenSpan[_start..], hash);
        Buffer.Write(hash);
    }

    private void WriteByte(byte value)
    {
        Buffer.GetSpan(1)[0] = value;
        Buffer.Advance(1);
    }
}
