using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Makes the network from what is stored: the last checkpoint, and the entries after it once more, by the same code that took them in.</summary>
internal sealed class NetworkLoader(INetworkStore store, MechanismSource source)
{
    /// <summary>Loads the network, or begins it at epoch 0.</summary>
    public async Task<(NetworkPosition Position, EpochAnchor? Anchor)> LoadAsync(CancellationToken cancellation)
    {
        StoredNetwork? stored = await store.LoadAsync(cancellation);
        if (stored is null)
        {
            Checkpoint first = new(0, source.Configured.Genesis(Epoch.Zero), PolicyJson.Write(source.Configured.Policy));
            await store.BeginAsync(first, cancellation);
            stored = new StoredNetwork(first, [], null, 0);
        }

        OpenNetwork network = new(source, source.Of(stored.Checkpoint.PolicyJson), stored.Checkpoint.State);
        long last = stored.Checkpoint.Number;
        foreach (JournalEntry entry in stored.Entries)
        {
            network = entry.Entry.ApplyTo(network, entry.Number).After;
            last = entry.Number;
        }

        return (new NetworkPosition(network, last, stored.LastPosting), stored.Anchor);
    }
}
