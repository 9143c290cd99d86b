using System.Text.Json;

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
            return new MechanismComposition(Make(options), []);
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

    private static Mechanism Make(MechanismOptions options) => options switch
    {
        { Build: { } build } => Mechanism.Create(build),
        { Given: { } policy } => Mechanism.FromPolicy(policy, options.Types),
        { Policy: { } settings } => Mechanism.FromPolicy(PolicySettingsReader.Read(settings, options.Types), options.Types),
        _ => Mechanism.FromPolicy(PolicyJson.Read(options.PolicyJson!, options.Types), options.Types),
    };

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
