using CapaCloud.Mechanisms.Samples.MarketplaceService.Storage;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Epochs;

/// <summary>Says which epoch it is. The one place where the time of day meets the network; the mechanism knows epochs alone.</summary>
/// <remarks><c>epoch = anchor's epoch + floor((now - anchor's time) / length)</c>; before the anchor it is the anchor's epoch.</remarks>
internal sealed class EpochClock(TimeProvider time)
{
    private volatile EpochAnchor _anchor = new(Epoch.Zero, DateTimeOffset.MaxValue, TimeSpan.FromHours(1));

    public EpochAnchor Anchor
    {
        get => _anchor;
        set => _anchor = value;
    }

    /// <summary>Gets the epoch that should be open now.</summary>
    public Epoch Now => time.GetUtcNow() <= Anchor.At ? Anchor.Epoch : Anchor.Epoch.Plus(EpochSpan.Of((ulong)((time.GetUtcNow() - Anchor.At).Ticks / Anchor.Length.Ticks)));

    /// <summary>Returns when an epoch ends by the clock.</summary>
    public DateTimeOffset EndOf(Epoch epoch) => Anchor.At + (Anchor.Length * (epoch.Since(Epoch.Min(epoch, Anchor.Epoch)).Epochs + 1));
}
