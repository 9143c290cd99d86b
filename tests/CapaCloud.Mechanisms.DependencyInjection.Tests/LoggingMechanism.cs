namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A decorator as a service would write it: counts what passes through.</summary>
internal sealed class LoggingMechanism(Mechanism inner) : DelegatingMechanism(inner)
{
    public int Settled { get; private set; }

    public override EpochSettlement Settle(NetworkState state, EpochReport report)
    {
        Settled++;
        return base.Settle(state, report);
    }
}
