using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>Checks the options of one mechanism by composing it, and lists everything that is wrong.</summary>
internal sealed class MechanismOptionsValidator(string validated) : IValidateOptions<MechanismOptions>
{
    public ValidateOptionsResult Validate(string? name, MechanismOptions options)
    {
        if (name != validated)
        {
            return ValidateOptionsResult.Skip;
        }

        MechanismComposition composition = MechanismComposition.Of(options);
        return composition.Mechanism is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(composition.Failures.Select(failure => validated.Length == 0 ? failure : $"Mechanism '{validated}': {failure}"));
    }
}
