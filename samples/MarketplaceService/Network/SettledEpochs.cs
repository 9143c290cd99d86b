using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Settlements of the past. They are not stored: each follows from its report, the state before and the policy, and is settled once more.</summary>
internal sealed class SettledEpochs(INetworkStore store, MechanismSource source)
{
    private volatile EpochSettlement? _last;

    public void Remember(EpochSettlement settlement) => _last = settlement;

    /// <summary>Returns the settlement of an epoch with the mechanism that settled it; null when the epoch is not settled.</summary>
    public async Task<(IMechanism Mechanism, EpochSettlement Settlement)?> ReadAsync(Epoch epoch, CancellationToken cancellation)
    {
        if (_last is { } last && last.Epoch == epoch)
        {
            return (await MechanismAsync(last.PolicyHash, cancellation), last);
        }

        if (await store.ReadEpochAsync(epoch, cancellation) is not { } stored)
        {
            return null;
        }

        IMechanism mechanism = await MechanismAsync(stored.PolicyHash, cancellation);
        EpochSettlement again = mechanism.Settle(stored.Before, stored.Report);
        if (_last is null || _last.Epoch < epoch)
        {
            // After a start nothing is remembered, and every page asks for the last epoch.
            Remember(again);
        }

        return (mechanism, again);
    }

    private async Task<IMechanism> MechanismAsync(Digest policy, CancellationToken cancellation) =>
        policy == source.Configured.PolicyHash
            ? source.Configured
            : source.Of(await store.ReadPolicyAsync(policy, cancellation) ?? throw new InvalidDataException($"The store lacks the policy {policy} of an epoch that it holds."));
}
