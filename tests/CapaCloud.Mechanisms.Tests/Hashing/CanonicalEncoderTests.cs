using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Hashing;

public sealed class CanonicalEncoderTests
{
    [Fact]
    public void Encoding_ofTheLibrary_isInjective() =>
        Assert.All(CanonicalEncoderLaws.For(fields => CanonicalEncoderLaws.Encode(fields)), law => law.Check(cases: 3_000));

    [Theory]
    [InlineData("without tags")]
    [InlineData("tags by length")]
    [InlineData("without lengths")]
    public void Injective_brokenByAMutant_isFound(string mutant) =>
        Assert.NotNull(CanonicalEncoderLaws.For(fields => Mutated(fields, mutant)).Single().FindViolation(cases: 3_000));

    /// <summary>Two numbers of 64 bits are not one of 128, and a type is part of a field.</summary>
    [Fact]
    public void Encoding_lookAlikes_differ()
    {
        byte[][] all =
        [
            Bytes(0UL, 1UL), Bytes(UInt128.One), Bytes(1UL), Bytes(Epoch.Of(1)), Bytes(Amount.One), Bytes(Ratio.FromParts(1)), Bytes(Proportion.FromParts(1)),
            Bytes("a"), Bytes(ParticipantId.Of("a")), Bytes(TaskId.Of("a")), Bytes(new HexBytes("61")), Bytes(ParticipantId.None), Bytes(TaskId.None),
            Bytes(string.Empty), Bytes("ab", "c"), Bytes("a", "bc"), Bytes(default(Digest)), Bytes(),
        ];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    /// <summary>The bytes of the documentation, by hand.</summary>
    [Fact]
    public void Encoding_everyField_isAsDocumented()
    {
        CanonicalEncoder encoder = new(new byte[256], "d"u8);
        encoder.Append(1UL);
        encoder.Append((UInt128)2);
        encoder.Append(Epoch.Of(3));
        encoder.Append(default(Digest));
        encoder.Append(ParticipantId.Of("p"));
        encoder.Append(TaskId.Of("t"));
        encoder.Append(Amount.Of(4));
        encoder.Append(Proportion.FromParts(5));
        encoder.Append(Ratio.FromParts(6));
        encoder.Append("\u00e9");
        encoder.AppendBytes([7]);
        Assert.Equal(
            "0a0000000164" + "010000000000000001" + "0200000000000000000000000000000002" + "030000000000000003" + "04" + new string('0', 64)
                + "050000000170" + "060000000174" + "0700000000000000000000000000000004" + "080000000000000005"
                + "0900000000000000000000000000000006" + "0a00000002c3a9" + "0b0000000107",
            Convert.ToHexStringLower(encoder.Bytes));
    }

    [Fact]
    public void Append_halfOfASurrogatePair_isRefused()
    {
        Assert.Contains("position 1", Refused("a\ud800"), StringComparison.Ordinal);
        Assert.Contains("position 0", Refused("\udc00b"), StringComparison.Ordinal);
        Assert.Equal("0a0000000164" + "0a00000004f09f9880", Convert.ToHexStringLower(Of("\ud83d\ude00")));
    }

    [Fact]
    public void Append_withoutRoom_isRefusedToTheByte()
    {
        CanonicalEncoder encoder = new(new byte[15], "d"u8);
        encoder.Append(1UL);
        Assert.Equal(15, encoder.Bytes.Length);
        Assert.Contains("14 bytes is full; 9 more were asked for, 8 are left", Assert.Throws<ArgumentException>(() =>
        {
            CanonicalEncoder small = new(new byte[14], "d"u8);
            small.Append(1UL);
        }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
        {
            CanonicalEncoder none = default;
            none.Append(1UL);
        });
    }

    private static byte[] Of(string text)
    {
        CanonicalEncoder encoder = new(new byte[64], "d"u8);
        encoder.Append(text);
        return encoder.Bytes.ToArray();
    }

    private static string Refused(string text) => Assert.Throws<ArgumentException>(() => Of(text)).Message;

    private static byte[] Bytes(params object[] values) => CanonicalEncoderLaws.Encode([.. values.Select(value => new CanonicalField(value))]);

    private static byte[] Mutated(CanonicalField[] fields, string mutant)
    {
        IEnumerable<byte> bytes = [];
        foreach (CanonicalField field in fields)
        {
            byte[] one = [.. CanonicalEncoderLaws.Encode(field).Skip(CanonicalEncoderLaws.Encode().Length)];
            bytes = bytes.Concat(mutant switch
            {
                "without tags" => one[1..],
                "tags by length" => [(byte)one.Length, .. one[1..]],
                _ => one[0] is 5 or 6 or 10 or 11 ? [one[0], .. one[5..]] : one,
            });
        }

        return [.. bytes];
    }
}
