using CapaCloud.Mechanisms.Samples.MarketplaceService.Network;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Problems;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;

/// <summary>An operator takes something back that was told in the open epoch, so that the epoch can be settled. It stays in the journal.</summary>
internal sealed record EntryRetracted(long Entry) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number) =>
        network.Entries.ContainsKey(Entry)
            ? new NetworkChange(network.Without(Entry), [])
            : throw RequestRefusedException.NotFound($"Entry {Entry} is not one that the report of epoch {network.State.Epoch} is made of.");
}

/// <summary>From here on another policy holds.</summary>
internal sealed record PolicyAdopted(string PolicyJson) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number) => new(network.Under(PolicyJson), []);
}

/// <summary>The epoch was settled; the checkpoint beside this entry has the state.</summary>
internal sealed record EpochSettled(Epoch Epoch) : Entry
{
    public override NetworkChange ApplyTo(OpenNetwork network, long number) =>
        throw new InvalidOperationException($"Entry {number} settles epoch {Epoch}; it is never applied, because the checkpoint with its number has the state.");
}
