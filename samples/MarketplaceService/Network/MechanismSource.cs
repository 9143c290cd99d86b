using CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Makes mechanisms that are metered: the one of the configuration, and those of policies that were stored.</summary>
internal sealed class MechanismSource(IMechanism configured, MarketplaceMeter meter)
{
    /// <summary>Gets the mechanism of the configuration.</summary>
    public IMechanism Configured { get; } = configured;

    /// <summary>Returns the mechanism of a stored policy.</summary>
    public IMechanism Of(string policyJson)
    {
        MechanismPolicy policy = PolicyJson.Read(policyJson);
        return PolicyJson.Hash(policy) == Configured.PolicyHash ? Configured : new MeteredMechanism(Mechanism.FromPolicy(policy), meter);
    }
}
