using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;

/// <summary>Checks the keys, and lists everything that is wrong with them at once.</summary>
internal sealed class MarketplaceOptionsValidator : IValidateOptions<MarketplaceOptions>
{
    public ValidateOptionsResult Validate(string? name, MarketplaceOptions options)
    {
        List<string> failures = [];
        if (options.Keys.Count == 0)
        {
            failures.Add("Marketplace:Keys is empty, so nobody could use the service. Give each user a key, or try the service with --demo.");
        }

        HashSet<string> names = [], hashes = [];
        for (int index = 0; index < options.Keys.Count; index++)
        {
            failures.AddRange(Faults(options.Keys[index], names, hashes).Select(fault => $"Marketplace:Keys:{index}: {fault}"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Faults(ApiKeyOptions key, HashSet<string> names, HashSet<string> hashes)
    {
        if (!ParticipantId.TryOf(key.Name, out _) || key.Name == NetworkWriter.Sender || !names.Add(key.Name))
        {
            yield return $"the name '{key.Name}' cannot be used; expected a name that no other key has";
        }

        if (!Roles.All.Contains(key.Role))
        {
            yield return $"there is no role '{key.Role}'; expected one of {string.Join(", ", Roles.All)}";
        }

        if (!Digest.TryParse(key.Sha256, out _) || !hashes.Add(key.Sha256.ToUpperInvariant()))
        {
            yield return "Sha256 must be the 64 hexadecimal digits of the key's SHA-256 hash, and no other key's";
        }

        if (key.Role == Roles.Node != ParticipantId.TryOf(key.Participant, out _))
        {
            yield return "Participant must be a participant's name for the role 'node', and left out for every other role";
        }
    }
}
