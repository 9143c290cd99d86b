using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A decorator as a service would write it: counts what passes through.</summary>
internal sealed class LoggingMechanism(Mechanism inner) : IMechanism
{
    public int Settled { get; private set; }

    public MechanismPolicy Policy => inner.Policy;

    public Digest PolicyHash => inner.PolicyHash;

    public EpochSettlement Preview(NetworkState state, EpochReport report) => inner.Preview(state, report);

    public EpochSettlement Settle(NetworkState state, EpochReport report)
    {
        Settled++;
        return inner.Settle(state, report);
    }

    public Explanation Explain(EpochSettlement settlement, ParticipantId participant) => inner.Explain(settlement, participant);
}
