using System.Buffers;
using System.Security.Cryptography;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Tests.Serialization;

/// <summary>Bytes that are no value are refused at the byte where they go wrong. The value begins at byte 7: "CCM1", "a", version 1.</summary>
public sealed class BinaryValueRefusalTests
{
    private delegate void Reading(ref BinaryValueReader reader);

    [Theory]
    [InlineData(new byte[] { 0x80, 0x00 }, "Byte 7: the number 0 takes 2 bytes, more than it needs.")]
    [InlineData(new byte[] { 0xff, 0x80, 0x00 }, "Byte 7: the number 127 takes 3 bytes, more than it needs.")]
    [InlineData(new byte[] { 0x80 }, "Byte 8: the file is cut off: expected a number, found the end.")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 4 }, "Byte 7: the number has more than 128 bits.")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }, "Byte 7: the number has more than 128 bits.")]
    [InlineData(new byte[] { 5, 5 }, "Byte 8: the value ends here; 1 byte follows.")]
    public void ReadUInt128_badBytes_isRefused(byte[] value, string message) => Refused(value, message, (ref BinaryValueReader reader) => _ = reader.ReadUInt128());

    [Fact]
    public void ReadUInt64_moreThan64Bits_isRefused() => Refused(
        [128, 128, 128, 128, 128, 128, 128, 128, 128, 2],
        "Byte 7: 18446744073709551616 is out of range; expected a number from 0 to 18446744073709551615.",
        (ref BinaryValueReader reader) => _ = reader.ReadUInt64());

    [Fact]
    public void ReadProportion_aboveOne_isRefused()
    {
        ArrayBufferWriter<byte> buffer = new();
        BinaryValueWriter writer = new(buffer, "a", 1);
        writer.Write(Proportion.PartsPerOne + 1);
        writer.Complete();
        Assert.Equal(
            "Byte 7: 1000000000000000001 is out of range; expected a proportion in parts of 10^18 from 0 to 1000000000000000000.",
            Assert.Throws<BinaryFormatException>(() => new BinaryValueReader(buffer.WrittenSpan, "a", 1).ReadProportion()).Message);
    }

    [Fact]
    public void ReadBoolean_two_isRefused() =>
        Refused([2], "Byte 7: 2 is neither false (0) nor true (1).", (ref BinaryValueReader reader) => _ = reader.ReadBoolean());

    [Fact]
    public void ReadCount_moreThanThereIs_isRefused_withoutAllocating() =>
        Refused([0xff, 0xff, 0xff, 0x7f], "Byte 7: 268,435,455 items were announced; the rest of 0 bytes holds 0 at most.", (ref BinaryValueReader reader) => _ = reader.ReadCount());

    [Fact]
    public void ReadText_noUtf8_isRefused() => Refused([1, 0xff], "Byte 7: the text is no UTF-8.", (ref BinaryValueReader reader) => _ = reader.ReadText());

    [Fact]
    public void ReadParticipantId_aBlankAtTheEnd_isRefused() =>
        Refused([2, (byte)'a', (byte)' '], "Byte 7: a participant's name must not hold what nobody sees; position 1 has U+0020.", (ref BinaryValueReader reader) => _ = reader.ReadParticipantId());

    [Fact]
    public void Reader_anotherKind_isRefused() => Assert.Equal(
        "Byte 4: the file holds 'a'; expected 'state'.",
        Assert.Throws<BinaryFormatException>(() => new BinaryValueReader(File([]), "state", 1)).Message);

    [Fact]
    public void Reader_aNewerVersion_isRefused()
    {
        ArrayBufferWriter<byte> buffer = new();
        new BinaryValueWriter(buffer, "a", 4).Complete();
        Assert.Equal(
            "Byte 6: the file is of version 4; expected 1 to 3. A newer version of the library may read it.",
            Assert.Throws<BinaryFormatException>(() => new BinaryValueReader(buffer.WrittenSpan, "a", 3)).Message);
    }

    [Theory]
    [InlineData(new byte[0], "Byte 0: expected \"CCM1\", with which every file begins; the file has 0 bytes.")]
    [InlineData(new byte[] { 67, 67, 77, 50, 0 }, "Byte 0: expected \"CCM1\", with which every file begins; the file has 5 bytes.")]
    [InlineData(new byte[] { 67, 67, 77, 49, 0 }, "Byte 5: the file is cut off: it has no checksum.")]
    public void Reader_noFile_isRefused(byte[] bytes, string message) =>
        Assert.Equal(message, Assert.Throws<BinaryFormatException>(() => new BinaryValueReader(bytes, "a", 1)).Message);

    [Fact]
    public void Write_halfASurrogatePair_isRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => new BinaryValueWriter(new ArrayBufferWriter<byte>(), "a", 1).Write("\ud800"));

    [Fact]
    public void Default_readerAndWriter_refuse()
    {
        Assert.Throws<InvalidOperationException>(() => default(BinaryValueWriter).Write(true));
        Assert.Throws<BinaryFormatException>(() => default(BinaryValueReader).ReadBoolean());
    }

    /// <summary>The bytes of one file, so that the form does not change by accident.</summary>
    [Fact]
    public void Write_amountOf1000_isStable()
    {
        ArrayBufferWriter<byte> buffer = new();
        BinaryValueWriter writer = new(buffer, "a", 1);
        writer.Write(Amount.Of(1_000));
        Assert.Equal("43434D31" + "0161" + "01" + "E807", Convert.ToHexString(buffer.WrittenSpan));
    }

    [Fact]
    public void WriteAndRead_aMillionNumbers_allocateOnlyTheBuffer()
    {
        ArrayBufferWriter<byte> buffer = new(20_000_000);
        Assert.InRange(Allocation.Least(WriteAndRead), 0, 1_000);

        void WriteAndRead()
        {
            buffer.Clear();
            BinaryValueWriter writer = new(buffer, "a", 1);
            for (ulong number = 0; number < 1_000_000; number++)
            {
                writer.Write(Amount.Of(number));
            }

            writer.Complete();
            BinaryValueReader reader = new(buffer.WrittenSpan, "a", 1);
            for (ulong number = 0; number < 1_000_000; number++)
            {
                _ = reader.ReadAmount();
            }

            reader.Complete();
        }
    }

    private static void Refused(byte[] value, string message, Reading read)
    {
        byte[] file = File(value);
        Assert.Equal(message, Assert.Throws<BinaryFormatException>(() =>
        {
            BinaryValueReader reader = new(file, "a", 1);
            read(ref reader);
            reader.Complete();
        }).Message);
    }

    private static byte[] File(byte[] value)
    {
        byte[] head = [.. "CCM1"u8, 1, (byte)'a', 1, .. value];
        return [.. head, .. SHA256.HashData(head)];
    }
}
