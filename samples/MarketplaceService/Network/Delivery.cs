using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>Something that somebody tells the service, under the sender's own name for it, and the answer that the sender waits for.</summary>
internal sealed class Delivery(DeliveryKey key, Entry entry)
{
    private readonly TaskCompletionSource<DeliveryAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeliveryKey Key { get; } = key;

    public Entry Entry { get; } = entry;

    public Task<DeliveryAnswer> Answered => _answer.Task;

    public void Answer(DeliveryAnswer answer) => _answer.TrySetResult(answer);

    public void Refuse(Exception reason) => _answer.TrySetException(reason);
}

/// <summary>What became of a delivery.</summary>
/// <param name="Entry">Its place in the journal.</param>
/// <param name="Epoch">The epoch that it belongs to.</param>
/// <param name="IsRepeated">Whether it had been delivered before; then nothing was done again.</param>
internal sealed record DeliveryAnswer(long Entry, Epoch Epoch, bool IsRepeated);
