using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;
using CapaCloud.Mechanisms.Verification.Commitments;

namespace CapaCloud.Mechanisms.Tests.Hashing;

/// <summary>
/// The vectors of docs/modules/verification.md. They were computed outside this library, from the documented bytes alone, with
/// another language's SHA-256.
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
        AssertDigest("a468fd6ec8a278ca86f13bce1c8d89e1cb5526ab64a396518a7aa9509757111c", Result);
        Commitment commitment = Commitment.Of(Zoe, Job, Window, Result, Salt);
        AssertDigest("4aabc8d7324488b376097e0e4b30e1491f0ac6f62316f53726390a84427c3494", commitment.Seal);
        AssertDigest("2f89bb67e2c8ee047a2c1426997f6ef736927bca17ffacf3fd0cd704cb5575f4", commitment.Leaf());
        AssertDigest(
            "059bb48ff8791e5d2aa92613da5b960dfb14dac2bbf31f7e2710f87ade9ee997",
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
    public void Encoder_withoutRoom_saysSo() =>
        Assert.Contains("full", Assert.Throws<ArgumentException>(() => new CanonicalEncoder(new byte[8], "longer than that"u8)).Message, StringComparison.Ordinal);

    private static void AssertDigest(string expected, Digest actual) => Assert.Equal(expected, actual.ToString());
}
