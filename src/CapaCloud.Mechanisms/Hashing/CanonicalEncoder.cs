using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>
/// Turns values into the canonical bytes that are hashed, so that any language can recompute a selection, an evidence key or a
/// commitment.
/// </summary>
/// <remarks>
/// <code>SHA-256( text(domain) || field || field || ... ),  field = tag || value</code>
/// The tag is one byte and says what the value is; the value has the length that its tag says, or begins with its own:
/// <code>
/// 01 number      8 bytes, big-endian         07 amount      16 bytes, its units
/// 02 number      16 bytes, big-endian        08 proportion  8 bytes, its parts
/// 03 epoch       8 bytes, its number         09 ratio       16 bytes, its parts
/// 04 digest      32 bytes                    0a text        4 bytes, its length in UTF-8; the UTF-8
/// 05 participant 4 bytes, length; the UTF-8  0b bytes       4 bytes, their number; the bytes
/// 06 task        4 bytes, length; the UTF-8
/// </code>
/// So the bytes can be read back in one way only: no two lists of fields have the same bytes. Every purpose has a domain of its own, such as
/// <c>capacloud/audit/v1</c>, so that a hash made for one is worthless for another. Works in the caller's buffer, without allocation. A
/// <c>default</c> encoder has no buffer and refuses every field.
/// </remarks>
public ref struct CanonicalEncoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Initializes a new instance of the <see cref="CanonicalEncoder"/> struct and writes its domain.</summary>
    /// <param name="buffer">Where the bytes go; 512 bytes are enough for every encoding of this library that has no list in it.</param>
    /// <param name="domain">The purpose of the hash, in UTF-8.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public CanonicalEncoder(Span<byte> buffer, scoped ReadOnlySpan<byte> domain)
    {
        _buffer = buffer;
        _length = 0;
        AppendWithLength(Tag.Text, domain);
    }

    /// <summary>What a field is, in one byte before it.</summary>
    private enum Tag : byte
    {
        Number64 = 1,
        Number128 = 2,
        Epoch = 3,
        Digest = 4,
        Participant = 5,
        Task = 6,
        Amount = 7,
        Proportion = 8,
        Ratio = 9,
        Text = 10,
        Bytes = 11,
    }

    /// <summary>Gets the bytes written so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer[.._length];

    /// <summary>Appends a number of 64 bits.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(ulong value) => Append(Tag.Number64, value);

    /// <summary>Appends a number of 128 bits.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(UInt128 value) => Append(Tag.Number128, value);

    /// <summary>Appends an epoch.</summary>
    /// <param name="value">The epoch.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Epoch value) => Append(Tag.Epoch, value.Number);

    /// <summary>Appends a digest.</summary>
    /// <param name="value">The digest.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Digest value) => value.WriteBytes(Take(Tag.Digest, Digest.Size));

    /// <summary>Appends a participant; nobody has the length 0.</summary>
    /// <param name="value">The participant.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(ParticipantId value)
    {
        Span<byte> bytes = stackalloc byte[ParticipantId.MaxBytes];
        AppendWithLength(Tag.Participant, bytes[..value.WriteBytes(bytes)]);
    }

    /// <summary>Appends a task; no task has the length 0.</summary>
    /// <param name="value">The task.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(TaskId value)
    {
        Span<byte> bytes = stackalloc byte[TaskId.MaxBytes];
        AppendWithLength(Tag.Task, bytes[..value.WriteBytes(bytes)]);
    }

    /// <summary>Appends an amount.</summary>
    /// <param name="value">The amount.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Amount value) => Append(Tag.Amount, value.Units);

    /// <summary>Appends a proportion.</summary>
    /// <param name="value">The proportion.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Proportion value) => Append(Tag.Proportion, value.Parts);

    /// <summary>Appends a ratio.</summary>
    /// <param name="value">The ratio.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Ratio value) => Append(Tag.Ratio, value.Parts);

    /// <summary>Appends a text.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The buffer is full, or the text holds half of a surrogate pair: it is no Unicode, and would read like
    /// another one.</exception>
    public void Append(scoped ReadOnlySpan<char> value)
    {
        int length;
        try
        {
            length = StrictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException(
                $"The text holds half of a surrogate pair at position {exception.Index}; expected valid Unicode.", nameof(value), exception);
        }

        StrictUtf8.GetBytes(value, TakeWithLength(Tag.Text, length));
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="value">The bytes.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void AppendBytes(scoped ReadOnlySpan<byte> value) => AppendWithLength(Tag.Bytes, value);

    /// <summary>Returns the SHA-256 hash of the bytes written so far.</summary>
    /// <returns>The digest.</returns>
    public readonly Digest Hash()
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(Bytes, hash);
        return Digest.FromBytes(hash);
    }

    private void Append(Tag tag, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(tag, sizeof(ulong)), value);

    private void Append(Tag tag, UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(tag, 2 * sizeof(ulong)), value);

    private void AppendWithLength(Tag tag, scoped ReadOnlySpan<byte> value) => value.CopyTo(TakeWithLength(tag, value.Length));

    private Span<byte> TakeWithLength(Tag tag, int length)
    {
        Span<byte> taken = Take(tag, checked(sizeof(int) + length));
        BinaryPrimitives.WriteInt32BigEndian(taken, length);
        return taken[sizeof(int)..];
    }

    /// <summary>Takes room for a tag, which is written, and for so many bytes, which are returned.</summary>
    private Span<byte> Take(Tag tag, int count)
    {
        if (count >= _buffer.Length - _length)
        {
            throw new ArgumentException(
                $"The encoder's buffer of {Prose.Count(_buffer.Length, "byte")} is full; {count + 1L} more were asked for, {_buffer.Length - _length} are left.");
        }

        _buffer[_length] = (byte)tag;
        Span<byte> taken = _buffer.Slice(_length + 1, count);
        _length += count + 1;
        return taken;
    }
}
