using System.Security.Cryptography;
using System.Text;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed class SelectionSeedTests
{
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(12), closingRound: 1_000, gap: 2);
    private static readonly Digest Randomness = Digest.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1_000)]
    public void After_roundNotAfterTheCommitments_isRefused(ulong round)
    {
        BeaconRoundException refusal = Assert.Throws<BeaconRoundException>(
            () => SelectionSeed.After(Window, new Beacon(round, Randomness), SelectionPurpose.Audit));
        Assert.Contains("is not after round 1000, in which the commitments closed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(round, refusal.Round);
        Assert.Equal(1_002UL, refusal.DrawRound);
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(1_003)]
    public void After_anotherRoundThanAnnounced_isRefused(ulong round) =>
        Assert.Contains(
            "is not round 1002, which was announced",
            Assert.Throws<BeaconRoundException>(() => SelectionSeed.After(Window, new Beacon(round, Randomness), SelectionPurpose.Audit)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void After_noBeacon_saysWhichRoundIsNeeded()
    {
        Assert.True(default(Beacon).IsNone);
        Assert.True(new Beacon(0, Randomness).IsNone);
        Assert.False(new Beacon(1, default).IsNone);
        Assert.Contains(
            "No beacon was given (round 0), but something is drawn that was committed by round 1000. Expected the beacon of round 1002.",
            Assert.Throws<BeaconRoundException>(() => SelectionSeed.After(Window, default, SelectionPurpose.Audit)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void After_defaultWindow_refusesEveryBeacon()
    {
        foreach (ulong round in (ulong[])[0, 1, ulong.MaxValue])
        {
            Assert.Throws<BeaconRoundException>(() => SelectionSeed.After(default, new Beacon(round, Randomness), SelectionPurpose.Audit));
        }
    }

    [Fact]
    public void After_noPurpose_isRefused() =>
        Assert.Throws<ArgumentException>(() => SelectionSeed.After(Window, new Beacon(1_002, Randomness), default));

    [Fact]
    public void Closing_noGap_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CommitmentWindow.Closing(Epoch.Zero, 5, gap: 0));

    [Fact]
    public void Closing_beyondTheLastRound_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CommitmentWindow.Closing(Epoch.Zero, ulong.MaxValue));

    [Fact]
    public void For_defaultSeed_isRefused() =>
        Assert.Throws<InvalidOperationException>(() => default(SelectionSeed).For(ParticipantId.Of("a")));

    /// <summary>The encoding as documented, byte by byte, without the library's encoder.</summary>
    [Fact]
    public void SeedAndDraw_recomputedFromTheDocumentedBytes_areTheSame()
    {
        SelectionSeed seed = SelectionSeed.After(Window, new Beacon(1_002, Randomness), SelectionPurpose.Audit);
        byte[] seedBytes = SHA256.HashData(
            [10, .. Text("capacloud/seed/v1"), 10, .. Text("audit"), 3, .. Number(12), 1, .. Number(1_000), 1, .. Number(1_002), 4, .. Enumerable.Range(0, 32).Select(value => (byte)value)]);
        Assert.Equal(Convert.ToHexStringLower(seedBytes), seed.Value.ToString());

        byte[] draw = SHA256.HashData([10, .. Text("capacloud/draw/v1"), 4, .. seedBytes, 5, .. Text("Zoë"), 6, .. Text("job-7"), 1, .. Number(0)]);
        Assert.Equal(Convert.ToHexStringLower(draw), seed.Hash(ParticipantId.Of("Zoë"), TaskId.Of("job-7")).ToString());
        Assert.Equal(Digest.FromBytes(draw).Upper, seed.For(ParticipantId.Of("Zoë"), TaskId.Of("job-7")).Value);
    }

    [Fact]
    public void Seeds_ofDifferentPurposes_shareNothing()
    {
        Beacon beacon = new(1_002, Randomness);
        Digest[] values = [.. new[] { SelectionPurpose.Audit, SelectionPurpose.Committee, SelectionPurpose.Jury, SelectionPurpose.ForcedError, SelectionPurpose.PlantedTask, SelectionPurpose.Of("mine") }
            .Select(purpose => SelectionSeed.After(Window, beacon, purpose).Value)];
        Assert.Equal(values.Length, values.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Audit")]
    [InlineData("a b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Named_unusableName_isRefused(string name) => Assert.Throws<ArgumentException>(() => SelectionPurpose.Of(name));

    [Property]
    public bool IsBelow_isExactlyTheFraction(UInt128 value, Proportion rate) =>
        new Draw(value).IsBelow(rate)
        == ((System.Numerics.BigInteger)value * Proportion.PartsPerOne < (System.Numerics.BigInteger)rate.Parts << 128);

    [Property]
    public bool IsBelow_quotient_isExactlyTheFraction(UInt128 value, UInt128 numerator, UInt128 denominator) =>
        denominator == UInt128.Zero
        || new Draw(value).IsBelow(numerator, denominator)
            == ((System.Numerics.BigInteger)value * denominator < (System.Numerics.BigInteger)numerator << 128);

    [Property]
    public bool Below_staysBelow(UInt128 value, UInt128 bound) => bound == UInt128.Zero || new Draw(value).Below(bound) < bound;

    [Fact]
    public void Draw_boundsOfZero_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Draw).Below(UInt128.Zero));
        Assert.Throws<DivideByZeroException>(() => default(Draw).IsBelow(UInt128.One, UInt128.Zero));
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [0, 0, 0, (byte)bytes.Length, .. bytes];
    }

    private static byte[] Number(ulong value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        Array.Reverse(bytes);
        return bytes;
    }
}
