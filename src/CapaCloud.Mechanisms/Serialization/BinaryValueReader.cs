using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Reads what <see cref="BinaryValueWriter"/> wrote, and refuses everything else by the byte at which it goes wrong.</summary>
/// <remarks>
/// No formula; the form is the writer's. Whatever is read would be written as the same bytes: a number with a byte too many, a flag other than 0 and 1, a
/// text that is no UTF-8, bytes after the end, a changed or missing byte are each refused with a <see cref="BinaryFormatException"/>. A count is never trusted
/// beyond the bytes that are there, so a corrupted one cannot make the reader allocate. A <c>default</c> reader has no bytes and refuses to read.
/// </remarks>
internal ref struct BinaryValueReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Initializes a new instance of the <see cref="BinaryValueReader"/> struct: checks header and checksum.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="kind">What the values must be.</param>
    /// <param name="newestVersion">The newest version that the caller can read; the oldest is 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="kind"/> is null.</exception>
    /// <exception cref="BinaryFormatException">The bytes are no such file, of an unknown version, cut off, or changed.</exception>
    public BinaryValueReader(ReadOnlySpan<byte> bytes, string kind, uint newestVersion)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (bytes.Length < BinaryValueWriter.Magic.Length || !bytes[..BinaryValueWriter.Magic.Length].SequenceEqual(BinaryValueWriter.Magic))
        {
            throw new BinaryFormatException(0, $"expected \"CCM1\", with which every file begins; the file has {Prose.Count(bytes.Length, "byte")}.");
        }

        int end = bytes.Length - Digest.Size;
        if (end < BinaryValueWriter.Magic.Length)
        {
            throw new BinaryFormatException(bytes.Length, "the file is cut off: it has no checksum.");
        }

        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(bytes[..end], hash);
        if (!hash.SequenceEqual(bytes[end..]))
        {
            throw new BinaryFormatException(end, "the checksum of the file does not agree with its bytes: it is cut off or was changed.");
        }

        _bytes = bytes[..end];
        Position = BinaryValueWriter.Magic.Length;
        int at = Position;
        string found = ReadText();
        if (found != kind)
        {
            throw new BinaryFormatException(at, $"the file holds '{found}'; expected '{kind}'.");
        }

        at = Position;
        Version = ReadUInt32();
        if (Version == 0 || Version > newestVersion)
        {
            throw new BinaryFormatException(at, $"the file is of version {Version}; expected 1 to {newestVersion}. A newer version of the library may read it.");
        }
    }

    /// <summary>Gets the version in the header.</summary>
    public uint Version { get; }

    /// <summary>Gets how many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads true or false.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or hold something else.</exception>
    public bool ReadBoolean()
    {
        int at = Position;
        byte value = ReadByte("true or false");
        return value <= 1 ? value == 1 : throw new BinaryFormatException(at, $"{value} is neither false (0) nor true (1).");
    }

    /// <summary>Reads a number of up to 128 bits.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, hold more than 128 bits, or more bytes than the number needs.</exception>
    public UInt128 ReadUInt128()
    {
        int at = Position;
        UInt128 value = UInt128.Zero;
        for (int index = 0; index < BinaryValueWriter.LongestNumber; index++)
        {
            byte part = ReadByte("a number");
            if (index == BinaryValueWriter.LongestNumber - 1 && part > 0b11)
            {
                break;
            }

            value |= (UInt128)(uint)(part & 0x7f) << (7 * index);
            if (part < 0x80)
            {
                return part != 0 || index == 0
                    ? value
                    : throw new BinaryFormatException(at, $"the number {Prose.Number(value)} takes {Prose.Count(index + 1, "byte")}, more than it needs.");
            }
        }

        throw new BinaryFormatException(at, "the number has more than 128 bits.");
    }

    /// <summary>Reads a number of up to 64 bits.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or the number is not of that size.</exception>
    public ulong ReadUInt64() => (ulong)ReadUpTo(ulong.MaxValue, "a number");

    /// <summary>Reads a number of up to 32 bits.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or the number is not of that size.</exception>
    public uint ReadUInt32() => (uint)ReadUpTo(uint.MaxValue, "a number");

    /// <summary>Reads how many items follow.</summary>
    /// <param name="leastBytes">How many bytes one item takes at least.</param>
    /// <returns>The count, of which there are bytes enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="leastBytes"/> is below 1.</exception>
    /// <exception cref="BinaryFormatException">The bytes end, or there are fewer left than so many items take.</exception>
    public int ReadCount(int leastBytes = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leastBytes, 1);
        int at = Position;
        UInt128 count = ReadUInt128();
        int left = _bytes.Length - Position;
        return count <= (UInt128)(uint)(left / leastBytes)
            ? (int)count
            : throw new BinaryFormatException(at, $"{Prose.Count(count, "item was", "items were")} announced; the rest of {Prose.Count(left, "byte")} holds {Prose.Number(left / leastBytes)} at most.");
    }

    /// <summary>Reads an amount.</summary>
    /// <returns>The amount.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or are no number of up to 128 bits.</exception>
    public Amount ReadAmount() => Amount.Of(ReadUInt128());

    /// <summary>Reads a proportion.</summary>
    /// <returns>The proportion.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or hold more than 10^18 parts.</exception>
    public Proportion ReadProportion() => Proportion.FromParts((ulong)ReadUpTo(Proportion.PartsPerOne, "a proportion in parts of 10^18"));

    /// <summary>Reads a ratio.</summary>
    /// <returns>The ratio.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or are no number of up to 128 bits.</exception>
    public Ratio ReadRatio() => Ratio.FromParts(ReadUInt128());

    /// <summary>Reads an epoch.</summary>
    /// <returns>The epoch.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or are no number of up to 64 bits.</exception>
    public Epoch ReadEpoch() => Epoch.Of(ReadUInt64());

    /// <summary>Reads a span.</summary>
    /// <returns>The span.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or are no number of up to 64 bits.</exception>
    public EpochSpan ReadEpochSpan() => EpochSpan.Of(ReadUInt64());

    /// <summary>Reads a digest.</summary>
    /// <returns>The digest.</returns>
    /// <exception cref="BinaryFormatException">The bytes end.</exception>
    public Digest ReadDigest() => Digest.FromBytes(Take(Digest.Size, "a digest of 32 bytes"));

    /// <summary>Reads a participant.</summary>
    /// <returns>The participant; nobody for the empty text.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or hold no participant's name.</exception>
    public ParticipantId ReadParticipantId()
    {
        int at = Position;
        string name = ReadText();
        return name.Length == 0 ? default
            : IdentityName.Complaint(name, ParticipantId.MaxBytes) is { } complaint ? throw new BinaryFormatException(at, $"a participant's name {complaint}.")
            : ParticipantId.Of(name);
    }

    /// <summary>Reads a task.</summary>
    /// <returns>The task; no task for the empty text.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or hold no task's name.</exception>
    public TaskId ReadTaskId()
    {
        int at = Position;
        string name = ReadText();
        return name.Length == 0 ? default
            : IdentityName.Complaint(name, TaskId.MaxBytes) is { } complaint ? throw new BinaryFormatException(at, $"a task's name {complaint}.")
            : TaskId.Of(name);
    }

    /// <summary>Reads a text.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="BinaryFormatException">The bytes end, or are no UTF-8.</exception>
    public string ReadText()
    {
        int at = Position;
        ReadOnlySpan<byte> bytes = ReadBytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new BinaryFormatException(at, "the text is no UTF-8.", exception);
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <returns>A view of the bytes, without a copy.</returns>
    /// <exception cref="BinaryFormatException">There are fewer bytes than announced.</exception>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadCount(), "bytes");

    /// <summary>Gets a value indicating whether every byte was read.</summary>
    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>Refuses bytes that nobody read.</summary>
    /// <exception cref="BinaryFormatException">Not all bytes were read.</exception>
    public readonly void Complete()
    {
        if (Position != _bytes.Length)
        {
            throw new BinaryFormatException(Position, $"the value ends here; {Prose.Count(_bytes.Length - Position, "byte follows", "bytes follow")}.");
        }
    }

    private UInt128 ReadUpTo(UInt128 largest, string what)
    {
        int at = Position;
        UInt128 value = ReadUInt128();
        return value <= largest
            ? value
            : throw new BinaryFormatException(at, $"{DecimalText.Format(value)} is out of range; expected {what} from 0 to {DecimalText.Format(largest)}.");
    }

    private byte ReadByte(string what) => Take(1, what)[0];

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > _bytes.Length - Position)
        {
            throw new BinaryFormatException(Position, $"the file is cut off: expected {what}, found the end.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
