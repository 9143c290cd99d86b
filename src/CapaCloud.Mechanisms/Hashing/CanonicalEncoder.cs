using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Hashing;

/// <summary>
/// Turns values into the canonical bytes that are hashed, so that any language can recompute a selection, an evidence key or a
/// commitment.
/// </summary>
/// <remarks>
/// <code>SHA-256( text(domain) || field || field || ... )</code>
/// An integer is its big-endian bytes (8 or 16), a digest its 32 bytes, an epoch its number. A text or a participant is the
/// length of its UTF-8 as a 4-byte big-endian integer, then the UTF-8: no two lists of fields have the same bytes. Every purpose
/// has a domain of its own, such as <c>capacloud/audit/v1</c>, so that a hash made for one is worthless for another. Works in the
/// caller's buffer, without allocation. A <c>default</c> encoder has no buffer and refuses every field.
/// </remarks>
public ref struct CanonicalEncoder
{
    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Initializes a new instance of the <see cref="CanonicalEncoder"/> struct and writes its domain.</summary>
    /// <param name="buffer">Where the bytes go; 512 bytes are enough for every encoding of this library.</param>
    /// <param name="domain">The purpose of the hash, in UTF-8.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public CanonicalEncoder(Span<byte> buffer, scoped ReadOnlySpan<byte> domain)
    {
        _buffer = buffer;
        _length = 0;
        AppendBytes(domain);
    }

    /// <summary>Gets the bytes written so far.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer[.._length];

    /// <summary>Appends a number as 8 big-endian bytes.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);

    /// <summary>Appends a number as 16 big-endian bytes.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);

    /// <summary>Appends an epoch as the 8 big-endian bytes of its number.</summary>
    /// <param name="value">The epoch.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Epoch value) => Append(value.Number);

    /// <summary>Appends a digest as its 32 bytes.</summary>
    /// <param name="value">The digest.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Digest value) => value.WriteBytes(Take(Digest.Size));

    /// <summary>Appends a participant as the length of its UTF-8 in 4 big-endian bytes, then the UTF-8.</summary>
    /// <param name="value">The participant.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(ParticipantId value)
    {
        Span<byte> bytes = stackalloc byte[ParticipantId.MaxBytes];
        int length = value.WriteBytes(bytes);
        AppendBytes(bytes[..length]);
    }

    /// <summary>Appends a task as the length of its UTF-8 in 4 big-endian bytes, then the UTF-8.</summary>
    /// <param name="value">The task.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(TaskId value)
    {
        Span<byte> bytes = stackalloc byte[TaskId.MaxBytes];
        int length = value.WriteBytes(bytes);
        AppendBytes(bytes[..length]);
    }

    /// <summary>Appends an amount as the 16 big-endian bytes of its units.</summary>
    /// <param name="value">The amount.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Amount value) => Append(value.Units);

    /// <summary>Appends a proportion as the 8 big-endian bytes of its parts.</summary>
    /// <param name="value">The proportion.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Proportion value) => Append(value.Parts);

    /// <summary>Appends a ratio as the 16 big-endian bytes of its parts.</summary>
    /// <param name="value">The ratio.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(Ratio value) => Append(value.Parts);

    /// <summary>Appends a text as the length of its UTF-8 in 4 big-endian bytes, then the UTF-8.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void Append(scoped ReadOnlySpan<char> value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Appends bytes as their length in 4 big-endian bytes, then the bytes.</summary>
    /// <param name="value">The bytes.</param>
    /// <exception cref="ArgumentException">The buffer is full.</exception>
    public void AppendBytes(scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Returns the SHA-256 hash of the bytes written so far.</summary>
    /// <returns>The digest.</returns>
    public readonly Digest Hash()
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(Bytes, hash);
        return Digest.FromBytes(hash);
    }

    private Span<byte> Take(int count)
    {
        if (count > _buffer.Length - _length)
        {
            throw new ArgumentException($"The encoder's buffer of {_buffer.Length} bytes is full; {count} more were asked for.");
        }

        Span<byte> taken = _buffer.Slice(_length, count);
        _length += count;
        return taken;
    }
}
