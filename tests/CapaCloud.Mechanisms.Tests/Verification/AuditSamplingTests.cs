using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

public sealed partial class AuditSamplingTests
{
    [Theory]
    [InlineData("0", "0.25")]
    [InlineData("0.5", "0.135")]
    [InlineData("1", "0.02")]
    public void Rate_adaptive_asWorkedOut(string reputation, string rate) =>
        Assert.Equal(Proportion.Parse(rate), new ReputationAdaptiveSampler(Proportion.Percent(2), Proportion.Percent(25))
            .Rate(new AuditCandidate(ParticipantId.Of("p"), TaskId.Of("t"), Proportion.Parse(reputation))));

    [Theory]
    [InlineData(0, "0.01")]
    [InlineData(25, "0.25")]
    [InlineData(100, "1")]
    [InlineData(101, "1")]
    public void Rate_stakeWeighted_asWorkedOut(ulong stake, string rate) =>
        Assert.Equal(Proportion.Parse(rate), new StakeWeightedSampler(Amount.Of(100), Proportion.Percent(1))
            .Rate(new AuditCandidate(ParticipantId.Of("p"), TaskId.Of("t"), stake: Amount.Of(stake))));

    [Fact]
    public void Adaptive_withoutFloor_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReputationAdaptiveSampler(Proportion.Zero, Proportion.Half));

    [Fact]
    public void Adaptive_newcomersBelowFloor_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReputationAdaptiveSampler(Proportion.Half, Proportion.Percent(49)));

    [Fact]
    public void StakeWeighted_noStakePerAudit_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StakeWeightedSampler(Amount.Zero, Proportion.Half));

    [Fact]
    public void IsSelected_seedForAnotherPurpose_isRefused() =>
        Assert.Contains("got one for 'jury'", Assert.Throws<ArgumentException>(() => new BernoulliSampler(Proportion.Half)
            .IsSelected(Seed(SelectionPurpose.Jury), new AuditCandidate(ParticipantId.Of("p"), TaskId.Of("t")))).Message, StringComparison.Ordinal);

    [Fact]
    public void IsSelected_nobodyOrNothing_isRefused()
    {
        BernoulliSampler sampler = new(Proportion.Half);
        Assert.Throws<ArgumentException>(() => sampler.IsSelected(Seed(SelectionPurpose.Audit), new AuditCandidate(default, TaskId.Of("t"))));
        Assert.Throws<ArgumentException>(() => sampler.IsSelected(Seed(SelectionPurpose.Audit), new AuditCandidate(ParticipantId.Of("p"), default)));
    }

    [Fact]
    public void IsSelected_ratesOfZeroAndOne_areNeverAndAlways()
    {
        SelectionSeed seed = Seed(SelectionPurpose.Audit);
        for (int position = 0; position < 1_000; position++)
        {
            AuditCandidate candidate = new(ParticipantId.Of($"p{position}"), TaskId.Of("t"));
            Assert.False(new BernoulliSampler(Proportion.Zero).IsSelected(seed, candidate));
            Assert.True(new BernoulliSampler(Proportion.One).IsSelected(seed, candidate));
        }
    }

    [Fact]
    public void Samplers_throughSourceGeneratedJson_comeBackEqual()
    {
        ReputationAdaptiveSampler adaptive = new(Proportion.Percent(2), Proportion.Percent(25));
        string text = JsonSerializer.Serialize(adaptive, Json.Default.ReputationAdaptiveSampler);
        Assert.Equal("{\"AtLeast\":\"0.02\",\"Newcomers\":\"0.25\"}", text);
        Assert.Equal(adaptive, JsonSerializer.Deserialize(text, Json.Default.ReputationAdaptiveSampler));

        BernoulliSampler fixedRate = new(Proportion.Percent(5));
        Assert.Equal(fixedRate, JsonSerializer.Deserialize(JsonSerializer.Serialize(fixedRate, Json.Default.BernoulliSampler), Json.Default.BernoulliSampler));

        StakeWeightedSampler weighted = new(Amount.Of(7), Proportion.Percent(1));
        Assert.Equal(weighted, JsonSerializer.Deserialize(JsonSerializer.Serialize(weighted, Json.Default.StakeWeightedSampler), Json.Default.StakeWeightedSampler));

        MajorityRule majority = new(5);
        Assert.Equal(majority, JsonSerializer.Deserialize(JsonSerializer.Serialize(majority, Json.Default.MajorityRule), Json.Default.MajorityRule));
    }

    internal static SelectionSeed Seed(SelectionPurpose purpose, ulong number = 1)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "tests/beacon/v1"u8);
        encoder.Append(number);
        return SelectionSeed.After(CommitmentWindow.Closing(Epoch.Of(number), number), new Beacon(number + 1, encoder.Hash()), purpose);
    }

    [JsonSerializable(typeof(BernoulliSampler))]
    [JsonSerializable(typeof(ReputationAdaptiveSampler))]
    [JsonSerializable(typeof(StakeWeightedSampler))]
    [JsonSerializable(typeof(MajorityRule))]
    internal sealed partial class Json : JsonSerializerContext;
}
