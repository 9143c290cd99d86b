using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation;

/// <summary>A policy stores its model: what is written by generated code comes back equal, and computes the same.</summary>
public sealed partial class ReputationJsonTests
{
    [Fact]
    public void HalfLife_writtenAndRead_isEqual()
    {
        HalfLifeReputation model = new() { Prior = Proportion.Percent(20), HalfLife = EpochSpan.Of(9), BadToHalve = Ratio.Of(3) };
        string text = JsonSerializer.Serialize(model, ModelContext.Default.HalfLifeReputation);
        HalfLifeReputation back = JsonSerializer.Deserialize(text, ModelContext.Default.HalfLifeReputation)!;
        Assert.Equal(model, back);
        Conduct conduct = new(Epoch.Of(4), ConductKind.Proven, Ratio.One, Ratio.One);
        Assert.Equal(model.Add(model.Newcomer(Epoch.Zero), conduct), back.Add(back.Newcomer(Epoch.Zero), conduct));
    }

    [Fact]
    public void Beta_writtenAndRead_isEqual()
    {
        BetaReputation model = new() { PriorFor = Ratio.Of(7), HalfLife = EpochSpan.Of(11), Reads = ConductKinds.All };
        string text = JsonSerializer.Serialize(model, ModelContext.Default.BetaReputation);
        Assert.Equal(model, JsonSerializer.Deserialize(text, ModelContext.Default.BetaReputation));
        Assert.Equal("""{"PriorFor":"7","PriorAgainst":"1","HalfLife":"11","Reads":"All"}""", text);
    }

    [Fact]
    public void Record_writtenAndRead_isEqual()
    {
        ReputationRecord record = new BetaReputation().Add(
            default, new Conduct(Epoch.Of(3), ConductKind.Unexplained, Ratio.Of(2), Ratio.One));
        string text = JsonSerializer.Serialize(record, ModelContext.Default.ReputationRecord);
        Assert.Equal(record, JsonSerializer.Deserialize(text, ModelContext.Default.ReputationRecord));
    }

    [JsonSerializable(typeof(HalfLifeReputation))]
    [JsonSerializable(typeof(BetaReputation))]
    [JsonSerializable(typeof(ReputationRecord))]
    private sealed partial class ModelContext : JsonSerializerContext;
}
