using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>The same epochs settled in one place by <see cref="Mechanism.Settle"/>: what the machines together must have come to.</summary>
/// <param name="State">The final state.</param>
/// <param name="Postings">All postings.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record WholeRun(NetworkState State, List<Posting> Postings, double Seconds)
{
    /// <summary>Settles the epochs.</summary>
    public static WholeRun Of(Mechanism mechanism, Network network, int epochs)
    {
        long started = TimeProvider.System.GetTimestamp();
        StateChange opened = mechanism.Open(Epoch.Zero, Network.DepositsOf(network.Everybody));
        (NetworkState state, List<Posting> postings) = (opened.State, [.. opened.Postings]);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, network.ReportOf(state.Epoch, network.Everybody));
            postings.AddRange(settled.Postings);
            state = settled.After;
        }

        return new WholeRun(state, postings, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }
}
