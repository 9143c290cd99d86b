using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>
/// A policy carries its splitter and multipliers as data: through generated serialisation and back they are equal.
/// </summary>
public sealed class SplitterJsonTests
{
    [Theory]
    [InlineData("{}", typeof(LargestRemainderSplitter))]
    [InlineData("{}", typeof(FloorSplitter))]
    [InlineData("{}", typeof(CumulativeRoundingSplitter))]
    [InlineData("""{"LargestShare":"0.05"}""", typeof(CappedSplitter))]
    [InlineData("""{"Minimum":"3"}""", typeof(MinimumShareSplitter))]
    [InlineData("""{"Method":"DHondt","Minimum":"2"}""", typeof(DivisorSplitter))]
    [InlineData("""{"Value":"1.5"}""", typeof(ConstantMultiplier))]
    [InlineData("""{"AtZero":"0.5","AtOne":"1.5"}""", typeof(LinearMultiplier))]
    [InlineData("""{"Points":[{"Score":"0.8","Multiplier":"0"},{"Score":"0.99","Multiplier":"1"}]}""", typeof(PiecewiseLinearMultiplier))]
    public void Json_roundTrip_isTheSameTextAndValue(string text, Type type)
    {
        object value = JsonSerializer.Deserialize(text, type, SplitterJson.Default)!;
        Assert.Equal(text, JsonSerializer.Serialize(value, type, SplitterJson.Default));
        Assert.Equal(value, JsonSerializer.Deserialize(text, type, SplitterJson.Default));
    }
}

[JsonSerializable(typeof(LargestRemainderSplitter))]
[JsonSerializable(typeof(FloorSplitter))]
[JsonSerializable(typeof(CumulativeRoundingSplitter))]
[JsonSerializable(typeof(CappedSplitter))]
[JsonSerializable(typeof(MinimumShareSplitter))]
[JsonSerializable(typeof(DivisorSplitter))]
[JsonSerializable(typeof(ConstantMultiplier))]
[JsonSerializable(typeof(LinearMultiplier))]
[JsonSerializable(typeof(PiecewiseLinearMultiplier))]
internal sealed partial class SplitterJson : JsonSerializerContext;
