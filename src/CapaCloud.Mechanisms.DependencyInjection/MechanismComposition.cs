using System.Text.Json;
using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>What options come to: a mechanism, or everything that stands in its way.</summary>
internal readonly record struct MechanismComposition(Mechanism? Mechanism, IReadOnlyList<string> Failures)
{
    public static MechanismComposition Of(MechanismOptions options)
    {
        string[] sources = [.. Sources(options)];
        if (sources.Length != 1)
        {
            string given = sources.Length == 0 ? "none is" : $"{string.Join(" and ", sources)} are";
            return Refused($"Expected exactly one of Policy, PolicyJson, Use(policy) and Compose(build), but {given} given.");
        }

        if (options.Build is not null && options.Types is not null)
        {
            return Refused("Compose(build) names its rules by the builder's own NameRules; remove NameRules from the options.");
        }

        try
        {
            (Mechanism? mechanism, IReadOnlyList<string> errors) = Make(options);
            return new MechanismComposition(mechanism, errors);
        }
        catch (PolicyRefusedException refusal)
        {
            // A rule may refuse before the validator does; then there is a message but no list.
            return new MechanismComposition(null, refusal.Errors.IsEmpty ? [refusal.Message] : [.. refusal.Errors.Select(error => error.ToString())]);
        }
        catch (JsonException exception)
        {
            return Refused($"{(options.Policy is null ? "PolicyJson" : "Policy")}: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or OverflowException)
        {
            // A curve or model that refuses its own parameters, or a rule that has no registered name.
            return Refused(exception.Message);
        }
    }

    private static (Mechanism? Mechanism, IReadOnlyList<string> Errors) Make(MechanismOptions options) => options switch
    {
        { Build: { } build } => (Mechanism.Create(build), []),
        { Given: { } policy } => (Mechanism.FromPolicy(policy, options.Types), []),
        { Policy: { } settings } => Of(PolicySettingsReader.Read(settings, options.Types), "Policy", options.Types),
        _ => Of(Read(options.PolicyJson!, options.Types), "PolicyJson", options.Types),
    };

    private static (Mechanism? Mechanism, IReadOnlyList<string> Errors) Of((MechanismPolicy? Policy, IReadOnlyList<string> Errors) read, string source, PolicyTypes? types) =>
        read is { Policy: { } policy, Errors.Count: 0 } ? (Mechanism.FromPolicy(policy, types), []) : (null, [.. read.Errors.Select(error => $"{source}: {error}")]);

    private static (MechanismPolicy? Policy, IReadOnlyList<string> Errors) Read(string json, PolicyTypes? types)
    {
        try
        {
            return (PolicyJson.Read(json, types), []);
        }
        catch (JsonException refusal)
        {
            // A text that is no JSON, or has a member twice, has one error: nothing after it can be told.
            JsonNode? root = Tree(json);
            return root is null ? (null, [refusal.Message]) : PolicyReading.Read(root, types, static (_, _) => false);
        }
    }

    private static JsonNode? Tree(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MechanismComposition Refused(string failure) => new(null, [failure]);

    private static IEnumerable<string> Sources(MechanismOptions options)
    {
        if (options.Policy is not null)
        {
            yield return "Policy";
        }

        if (options.PolicyJson is not null)
        {
            yield return "PolicyJson";
        }

        if (options.Given is not null)
        {
            yield return "Use(policy)";
        }

        if (options.Build is not null)
        {
            yield return "Compose(build)";
        }
    }
}
