using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>The names under which rules stand in a policy's JSON: <c>{ "kind": "constant", "fraction": "0.3" }</c>.</summary>
/// <remarks>
/// No formula. A rule of your own takes part by registering a name and its source-generated type information:
/// <c>PolicyTypes.Default.With("my-curve", MyJsonContext.Default.MyCurve)</c>. Immutable and safe to share between threads.
/// </remarks>
public sealed class PolicyTypes
{
    /// <summary>The property that holds a rule's name.</summary>
    public const string Discriminator = "kind";

    private static readonly ImmutableArray<Type> RuleInterfaces =
    [
        typeof(ISlashingCurve),
        typeof(IReputationModel),
        typeof(IAuditSampler),
        typeof(IVerdictRule),
        typeof(IRewardSplitter),
        typeof(IRewardMultiplier),
        typeof(IAuction),
        typeof(IDoubleAuction),
        typeof(IBundleAuction),
        typeof(IIssuanceCurve),
        typeof(IVestingSchedule),
        typeof(IController),
        typeof(IThresholdCurve),
    ];

    private readonly ImmutableArray<NamedRule> _rules;

    private PolicyTypes(ImmutableArray<NamedRule> rules)
    {
        _rules = rules;
        Resolver = JsonTypeInfoResolver
            .Combine([PolicyJsonContext.Default, .. rules.Select(rule => rule.Resolver).OfType<IJsonTypeInfoResolver>().Distinct()])
            .WithAddedModifier(NameRules);
        Options = CreateOptions();
    }

    /// <summary>Gets the names of the library's own rules.</summary>
    public static PolicyTypes Default { get; } = new(BuiltInRules.All);

    /// <summary>Gets what knows the policy's types and the names of its rules.</summary>
    internal IJsonTypeInfoResolver Resolver { get; }

    /// <summary>Gets the options with which policies are read and written.</summary>
    internal JsonSerializerOptions Options { get; }

    /// <summary>Returns these names and one more.</summary>
    /// <typeparam name="TRule">The rule: an implementation of one of the interfaces that a policy or a market holds.</typeparam>
    /// <param name="name">Its name, 1 to 64 lowercase ASCII letters, digits and hyphens.</param>
    /// <param name="typeInfo">Its source-generated type information.</param>
    /// <param name="formula">Its formula in one line, for <see cref="Mechanism.Explain(EpochSettlement, ParticipantId)"/> and <see cref="Mechanism.Describe"/>; they show the name alone when left out.</param>
    /// <returns>The names.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is not of that form or taken, or the type is no rule of a policy.</exception>
    public PolicyTypes With<TRule>(string name, JsonTypeInfo<TRule> typeInfo, string? formula = null)
        where TRule : class
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(typeInfo);
        if (!Offence.TryOf(name, out _))
        {
            throw new ArgumentException($"'{name}' cannot name a rule: expected 1 to 64 lowercase ASCII letters, digits and hyphens.", nameof(name));
        }

        Type[] kinds = [.. RuleInterfaces.Where(kind => kind.IsAssignableFrom(typeof(TRule)))];
        if (kinds.Length == 0)
        {
            throw new ArgumentException(
                $"{typeof(TRule).Name} is no rule of a policy: expected one of {string.Join(", ", RuleInterfaces.Select(kind => kind.Name))}.", nameof(typeInfo));
        }

        foreach (NamedRule known in _rules)
        {
            if (known.Name == name && kinds.Any(kind => kind.IsAssignableFrom(known.Rule)))
            {
                throw new ArgumentException($"The name '{name}' is taken by {known.Rule.Name}.", nameof(name));
            }
        }

        return new PolicyTypes(_rules.Add(new NamedRule(typeof(TRule), name, formula, typeInfo.OriginatingResolver)));
    }

    /// <summary>Returns the formula of a rule of one kind, or null when nobody said one.</summary>
    internal string? FormulaOf(Type kind, string name) => _rules.FirstOrDefault(known => known.Name == name && kind.IsAssignableFrom(known.Rule))?.Formula;

    private JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions options = StrictJson.Options(Resolver);
        options.MakeReadOnly();
        return options;
    }

    private void NameRules(JsonTypeInfo typeInfo)
    {
        if (!RuleInterfaces.Contains(typeInfo.Type))
        {
            return;
        }

        JsonPolymorphismOptions names = new()
        {
            TypeDiscriminatorPropertyName = Discriminator,
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (NamedRule known in _rules)
        {
            if (typeInfo.Type.IsAssignableFrom(known.Rule))
            {
                names.DerivedTypes.Add(new JsonDerivedType(known.Rule, known.Name));
            }
        }

        typeInfo.PolymorphismOptions = names;
    }
}
