using System.Security.Cryptography;
using CapaCloud.Mechanisms.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Serialization;

/// <summary>The laws of the binary form: it comes back equal, no two values share their bytes, and no other bytes are read as a value.</summary>
public sealed class BinaryValueLawTests
{
    /// <summary>"CCM1", length and text of the kind; an older version than the newest is another file that is read as well.</summary>
    private const int VersionByte = 9;

    private static BinaryRecord[] Records => [.. BinaryRecord.Any.Drawn(60, 40)];

    [Fact]
    public void Read_whatWriteWrote_isEqual() => Assert.All(Records, record => Assert.Equal(record, BinaryRecord.Read(record.Write())));

    [Fact]
    public void Write_differentValues_differentBytes()
    {
        Dictionary<string, BinaryRecord> seen = [];
        foreach (BinaryRecord record in Records)
        {
            string bytes = Convert.ToHexString(record.Write());
            Assert.True(seen.TryAdd(bytes, record) || seen[bytes].Equals(record));
        }
    }

    [Fact]
    public void Read_everyTruncation_isRefused()
    {
        byte[] bytes = Records[7].Write();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<BinaryFormatException>(() => BinaryRecord.Read(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Read_everySingleByteChanged_isRefused()
    {
        byte[] bytes = Records[11].Write();
        for (int index = 0; index < bytes.Length; index++)
        {
            foreach (byte change in (ReadOnlySpan<byte>)[1, 0x80, 0xff])
            {
                bytes[index] ^= change;
                Assert.Throws<BinaryFormatException>(() => BinaryRecord.Read(bytes));
                bytes[index] ^= change;
            }
        }
    }

    /// <summary>Somebody who also mends the checksum writes another value or is refused: no two texts of bytes are one value.</summary>
    [Fact]
    public void Read_bytesChangedWithTheirChecksum_isRefusedOrIsWhatTheBytesSay()
    {
        int refused = 0, accepted = 0;
        foreach (BinaryRecord record in Records.Take(12))
        {
            byte[] bytes = record.Write();
            for (int index = 0; index < bytes.Length - Digest.Size; index++)
            {
                foreach (byte change in (ReadOnlySpan<byte>)[1, 0x40, 0x80, 0xff])
                {
                    byte[] forged = [.. bytes];
                    forged[index] ^= change;
                    SHA256.HashData(forged.AsSpan(0, forged.Length - Digest.Size), forged.AsSpan(forged.Length - Digest.Size));
                    BinaryRecord read;
                    try
                    {
                        read = BinaryRecord.Read(forged);
                    }
                    catch (BinaryFormatException refusal)
                    {
                        Assert.InRange(refusal.Position, 0, forged.Length);
                        refused++;
                        continue;
                    }

                    accepted++;
                    if (index != VersionByte)
                    {
                        Assert.Equal(forged, read.Write());
                    }
                }
            }
        }

        Assert.True(refused > 0 && accepted > 0);
    }

    [Fact]
    public void Write_anyCulture_sameBytes()
    {
        BinaryRecord record = Records[3];
        byte[] bytes = record.Write();
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("fa-IR");
        Assert.Equal(bytes, record.Write());
        System.Globalization.CultureInfo.CurrentCulture = before;
    }
}
