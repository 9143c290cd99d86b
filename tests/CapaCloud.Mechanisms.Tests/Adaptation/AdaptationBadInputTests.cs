using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

/// <summary>What is wrong in a file of rules is said once, with its JSON path and what was expected.</summary>
public sealed class AdaptationBadInputTests
{
    private static SteeredLoop Loop { get; } = new("price", new ExponentialStepController(100, 8, ControllerTrials.Limits), Ratio.One);

    private static ChangeRules Changes { get; } = new(EpochSpan.Of(20), EpochSpan.Of(10), EpochSpan.Of(5), Amount.Zero, VoteRule.Usual);

    [Fact]
    public void Read_anUnknownRule_namesThePathAndTheKnownOnes()
    {
        string message = Message<SteeredLoop>(Loop, node => node["rule"]!["kind"] = "exponential-stepp");
        Assert.Contains("$.rule", message, StringComparison.Ordinal);
        Assert.Contains("exponential-stepp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_anUnknownThreshold_namesThePath() =>
        Assert.Contains("$.approval.threshold", Message<ChangeRules>(Changes, node => node["approval"]!["threshold"]!["kind"] = "wavy"), StringComparison.Ordinal);

    [Fact]
    public void Read_aFractionAboveOne_namesThePath() =>
        Assert.Contains("$.rule.deadband", Message<SteeredLoop>(Loop, node => node["rule"]!["deadband"] = "1.5"), StringComparison.Ordinal);

    [Fact]
    public void Read_aMissingField_namesIt() =>
        Assert.Contains("denominator", Message<SteeredLoop>(Loop, node => node["rule"]!.AsObject().Remove("denominator")), StringComparison.Ordinal);

    [Fact]
    public void Read_aNegativeDuration_namesThePath() =>
        Assert.Contains("$.minimumDelay", Message<ChangeRules>(Changes, node => node["minimumDelay"] = node["minimumDelay"]!.GetValueKind() == JsonValueKind.String ? "-1" : -1), StringComparison.Ordinal);

    [Fact]
    public void Read_aFloorAboveACeiling_saysWhatWasExpected() =>
        Assert.Contains("not below the lowest", Message<SteeredLoop>(Loop, node => node["rule"]!["limits"]!["highest"] = "1"), StringComparison.Ordinal);

    private static string Message<T>(T value, Action<JsonNode> change)
    {
        JsonNode node = JsonNode.Parse(MechanismJson.Default.Write(value))!;
        change(node);
        return Assert.Throws<JsonException>(() => MechanismJson.Default.Read<T>(node.ToJsonString())).Message;
    }
}
