using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Hashing;

/// <summary>
/// The vectors of docs/modules/verification.md. They are computed outside this library, from the documented bytes alone, by
/// eng/vectors/canonical.py.
/// </summary>
public sealed class CanonicalEncodingVectorTests
{
    private static readonly ParticipantId Zoe = ParticipantId.Of("Zoë");
    private static readonly TaskId Job = TaskId.Of("job-7");
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(12), closingRound: 1_000, gap: 2);
    private static readonly Digest Randomness = Digest.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static readonly Digest Salt = Digest.Parse("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100");
    private static readonly Digest Result = ResultHash.OfChoice(1);

    [Fact]
    public void SeedAndDraw()
    {
        SelectionSeed seed = SelectionSeed.After(Window, new Beacon(1_002, Randomness), SelectionPurpose.Audit);
        AssertDigest("a671e47d882b4a4c01a0515f232d03796c17cda5a0e108a2ef95d915724bb6e1", seed.Value);
        AssertDigest("8a3968ffbd06ece0ac158ffb985949aca7ad8359738617dd4498e19e7453ab8b", seed.Hash(Zoe, Job));

        // 0x8a39... / 2^128 = 0.5399...: audited at a rate of 54%, not at 53%.
        Assert.False(new BernoulliSampler(Proportion.Percent(53)).IsSelected(seed, new AuditCandidate(Zoe, Job)));
        Assert.True(new BernoulliSampler(Proportion.Percent(54)).IsSelected(seed, new AuditCandidate(Zoe, Job)));
    }

    [Fact]
    public void ResultCommitmentAndRoot()
    {
        AssertDigest("7b1d309282e47c2c0a1e409a95cc241330e8fe3d89378be7ed34e6a100b3fd64", Result);
        Commitment commitment = Commitment.Of(Zoe, Job, Window, Result, Salt);
        AssertDigest("5fbc628bbc71a850c7db70e2bfb5b0d6928469047d814615e9ef6f4d997442af", commitment.Seal);
        AssertDigest("9133466b955134a6d79ccc90cbfa7395209397fff97c6a564f96fdb24b903d5e", commitment.Leaf());
        AssertDigest(
            "85e23b189f169b830dc820961fcb5fb6a6542fcfb16ca3d0536ef4566516aa2c",
            ClosedCommitments.Close(Window, [new ReceivedCommitment(commitment, Received: 999)]).Root);
    }

    [Fact]
    public void Evidence()
    {
        Answer answer = Answer.Of(Zoe, Result, weight: 5) with { Reliability = Proportion.Percent(90) };
        AssertDigest("c6c55620b8999d088b660eb0acd04a70b4e7bdc4e694d088069c39a0ac575498", new TaskAnswers(Job, Epoch.Of(12), [answer]).Evidence());
    }

    [Fact]
    public void PlantedSeal() => AssertDigest(
        "49c844ff07e0697e37d4c2de049e30fd683720ebc072c9e65c86632371cfc4ee", new PlantedTask(Job, Epoch.Of(12), Result, Salt).Seal());

    [Fact]
    public void PlantedError() => AssertDigest(
        "00da08b8354204b925a153d47d2447b5fc4d2ec9067038e6ee28f225aaec9b31",
        new PlantedError(Commitment.Of(Zoe, Job, Window, Result, Salt), Claimed: Result, CommitmentSalt: Salt, Known: Randomness, Salt: Salt).Seal());

    [Fact]
    public void Encoder_withoutRoom_saysSo() =>
        Assert.Contains("full", Assert.Throws<ArgumentException>(() => new CanonicalEncoder(new byte[8], "longer than that"u8)).Message, StringComparison.Ordinal);

    private static void AssertDigest(string expected, Digest actual) => Assert.Equal(expected, actual.ToString());
}
