using CapaCloud.Mechanisms.Samples.MarketplaceService.Configuration;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;
using Microsoft.Extensions.Options;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Loads the network before the first request, and sees to it that what is stored belongs to what is configured.</summary>
internal sealed class NetworkStart(
    INetworkStore store, NetworkLoader loader, NetworkView view, SettledEpochs settled, MechanismSource source, EpochClock clock, TimeProvider time, IOptions<MarketplaceOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.PrepareAsync(cancellationToken);
        (NetworkPosition position, EpochAnchor? anchor) = await loader.LoadAsync(cancellationToken);
        if (position.Network.Mechanism.PolicyHash != source.Configured.PolicyHash)
        {
            position = await AdoptAsync(position, cancellationToken);
        }

        if (anchor is null || anchor.Length != options.Value.EpochLength)
        {
            anchor = new EpochAnchor(position.Network.State.Epoch, time.GetUtcNow(), options.Value.EpochLength);
            await store.AnchorAsync(anchor, cancellationToken);
        }

        clock.Anchor = anchor;
        view.Publish(position);

        // Every page asks for it: better now than when the first one does.
        if (position.Network.State.Epoch > Epoch.Zero)
        {
            await settled.ReadAsync(position.Network.State.Epoch.MinusToZero(EpochSpan.One), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<NetworkPosition> AdoptAsync(NetworkPosition position, CancellationToken cancellation)
    {
        if (!options.Value.AdoptPolicy)
        {
            throw new StartRefusedException(
                $"The store is governed by policy {position.Network.Mechanism.PolicyHash}, the configuration has {source.Configured.PolicyHash}. "
                + "Review the change (POST /v1/policy/reviews), then start once with --adopt-policy; or configure the old policy.");
        }

        string json = PolicyJson.Write(source.Configured.Policy);
        PolicyAdopted adopted = new(json);
        long number = position.LastEntry + 1;
        NetworkChange change = adopted.ApplyTo(position.Network, number);
        JournalEntry entry = new(number, position.Network.State.Epoch, NetworkWriter.Sender, $"adopt {number}", adopted, time.GetUtcNow());
        await store.AdoptAsync(entry, source.Configured.PolicyHash, json, cancellation);
        return position with { Network = change.After, LastEntry = number };
    }
}
