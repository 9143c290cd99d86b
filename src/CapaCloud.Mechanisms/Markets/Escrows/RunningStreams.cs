namespace CapaCloud.Mechanisms.Escrow;

/// <summary>What all running streams of an account come to: it changes when a stream changes, not with time.</summary>
/// <param name="Any">Whether one runs.</param>
/// <param name="Fits">Whether the sum of the rates is at most 2^128 - 1 units an epoch.</param>
/// <param name="Rate">The sum of the rates.</param>
/// <param name="NextTurn">The first epoch in which one of them changes by itself.</param>
internal readonly record struct RunningStreams(bool Any, bool Fits, EpochRate Rate, Epoch NextTurn)
{
    public static RunningStreams Of(ReadOnlySpan<EscrowStream> streams)
    {
        RunningStreams sum = new(Any: false, Fits: true, EpochRate.Zero, Epoch.MaxValue);
        foreach (EscrowStream stream in streams)
        {
            if (stream.EndsAt is null)
            {
                bool fits = StreamAccrual.TrySum([sum.Rate, stream.Rate], out EpochRate rate) && sum.Fits;
                sum = new RunningStreams(Any: true, fits, rate, Epoch.Min(sum.NextTurn, TurnOf(stream)));
            }
        }

        return sum;
    }

    /// <summary>The epoch in which a lower rate begins, or an agreed end comes so near that the reserve pays the rest.</summary>
    private static Epoch TurnOf(EscrowStream stream)
    {
        Epoch change = stream.Pending?.From ?? Epoch.MaxValue;
        return stream.Until is { } until ? Epoch.Min(change, until.MinusToZero(stream.Terms.Lockup)) : change;
    }
}
