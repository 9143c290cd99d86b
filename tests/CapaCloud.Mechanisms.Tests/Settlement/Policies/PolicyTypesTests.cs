using System.Reflection;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Policies;

public sealed partial class PolicyTypesTests
{
    private static readonly Type[] Kinds =
    [
        typeof(ISlashingCurve), typeof(IReputationModel), typeof(IAuditSampler), typeof(IVerdictRule), typeof(IRewardSplitter), typeof(IRewardMultiplier),
        typeof(IAuction), typeof(IDoubleAuction), typeof(IBundleAuction), typeof(IIssuanceCurve), typeof(IVestingSchedule),
        typeof(IController), typeof(IThresholdCurve),
    ];

    public static TheoryData<Type> RuleInterfaces => [.. Kinds];

    /// <summary>Whoever adds a rule to the library gives it a name in <c>BuiltInRules</c> and a line in <c>PolicyJsonContext</c>.</summary>
    [Theory]
    [MemberData(nameof(RuleInterfaces))]
    public void Default_everyRuleOfTheLibrary_hasAName(Type rule)
    {
        HashSet<Type> named = [.. BuiltInRules.All.AsEnumerable().Select(item => item.Rule)];
        IEnumerable<Type> nameless = typeof(PolicyTypes).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && rule.IsAssignableFrom(type) && !named.Contains(type));
        Assert.Empty(nameless.ToList());
    }

    [Fact]
    public void Default_everyName_isUniqueForItsKind()
    {
        foreach (Type kind in Kinds)
        {
            IEnumerable<string> names = BuiltInRules.All.AsEnumerable().Where(item => kind.IsAssignableFrom(item.Rule)).Select(item => item.Name);
            Assert.Equal(names.Distinct(), names);
        }
    }

    /// <summary>An explanation that names a rule says its formula, in the words of the rule's parameters.</summary>
    [Fact]
    public void Default_everyRuleOfAPolicy_hasAFormulaInItsOwnWords()
    {
        Type[] ofPolicies = Kinds[..6];
        Assert.All(BuiltInRules.All.AsEnumerable().Where(item => ofPolicies.Any(kind => kind.IsAssignableFrom(item.Rule))), item =>
        {
            Assert.False(string.IsNullOrEmpty(item.Formula), $"{item.Rule.Name} has no formula.");
            Assert.Equal([], CamelCase().Matches(item.Formula!).Select(match => match.Value).Except(PolicyTypes.Default.Options.GetTypeInfo(item.Rule).Properties.Select(property => property.Name)));
        });
    }

    [GeneratedRegex("\\b[a-z]+[A-Z]\\w*")]
    private static partial Regex CamelCase();

    /// <summary>A rule whose parameters do not survive the way to JSON and back would settle by other numbers than were published.</summary>
    [Fact]
    public void Default_everyParameterOfARule_isSetOnReading()
    {
        foreach (Type rule in BuiltInRules.All.AsEnumerable().Select(item => item.Rule))
        {
            System.Text.Json.Serialization.Metadata.JsonTypeInfo info = PolicyTypes.Default.Options.GetTypeInfo(rule);
            Assert.All(info.Properties, property => Assert.True(property.Set is not null || property.AssociatedParameter is not null, $"{rule.Name}.{property.Name}"));
            int settable = rule.GetProperties(BindingFlags.Public | BindingFlags.Instance).Count(property => property.SetMethod is not null);
            Assert.True(info.Properties.Count >= settable, $"{rule.Name} writes {info.Properties.Count} of its {settable} parameters.");
        }
    }
}
