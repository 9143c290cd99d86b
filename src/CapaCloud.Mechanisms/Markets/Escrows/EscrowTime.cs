namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Moments that may lie beyond the last epoch there can be: then they never come.</summary>
internal static class EscrowTime
{
    /// <summary>The epoch that much later, or the last one.</summary>
    public static Epoch After(Epoch epoch, EpochSpan span) =>
        span.Epochs > ulong.MaxValue - epoch.Number ? Epoch.MaxValue : epoch + span;

    /// <summary>Whether so much time has passed since an epoch.</summary>
    public static bool HasPassed(Epoch since, EpochSpan span, Epoch now) => now >= since && now - since >= span;
}
