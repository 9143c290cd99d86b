using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

/// <summary>The names of the library's own rules follow from their types, and a rule of a policy has its formula.</summary>
public sealed partial class BuiltInRulesTests
{
    [Fact]
    public void Name_ofEveryRule_isThatOfItsType()
    {
        foreach (NamedRule rule in BuiltInRules.All)
        {
            string words = Words().Replace(Kind().Replace(rule.Rule.Name, ""), "-$1").TrimStart('-').ToLowerInvariant();
            Assert.Equal(words.Replace("mc-afee", "mcafee", StringComparison.Ordinal), rule.Name);
        }
    }

    /// <summary>Rules that a policy can hold are described with their formulas; each has one of its own.</summary>
    [Fact]
    public void Formula_ofEveryRuleOfAPolicy_isThere_once()
    {
        NamedRule[] held = [.. BuiltInRules.All.TakeWhile(rule => !rule.Rule.Name.EndsWith("Auction", StringComparison.Ordinal))];
        Assert.True(held.Length > 35);
        Assert.All(held, rule => Assert.True(rule.Formula is { Length: > 8 }, rule.Name));
        Assert.Equal(held.Length, held.Select(rule => rule.Formula).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Description_hasNoEmptyPart_andEveryUseOfALostShareReadsOtherwise()
    {
        HashSet<string> uses = new(StringComparer.Ordinal);
        foreach (LostShareUse use in Enum.GetValues<LostShareUse>())
        {
            MechanismPolicy policy = SmallNetwork.Mechanism.Policy;
            MechanismDescription description = Mechanism.FromPolicy(policy with { Reward = policy.Reward with { LostShare = use } }).Describe();
            Assert.All(description.Parameters, parameter => Assert.True(parameter.Name.Length > 3 && parameter.Value.Length > 0, $"{parameter.Name}: {parameter.Value}"));
            Assert.Equal(description.Parameters.Length, description.Parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count());
            uses.Add(description.Parameters.Single(parameter => parameter.Name == "reward.lostShare").Value);
        }

        Assert.Equal(Enum.GetValues<LostShareUse>().Length, uses.Count);
    }

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Words();

    [GeneratedRegex("(Curve|Reputation|Sampler|Rule|Splitter|Multiplier|DoubleAuction|BundleAuction|Auction|Vesting|Threshold|Controller)$")]
    private static partial Regex Kind();
}
