using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>How the laws of large networks reach them. A mutant overrides one operation.</summary>
internal class LargeSystem
{
    /// <summary>Makes a large network.</summary>
    public virtual LargeNetwork Of(Mechanism mechanism, NetworkState state) => LargeNetwork.Of(mechanism, state);

    /// <summary>Turns it back into a state.</summary>
    public virtual NetworkState ToState(LargeNetwork network) => network.ToState();

    /// <summary>Makes the numbers of a report.</summary>
    public virtual LargeReport Report(LargeNetwork network, EpochReport report) => LargeReport.Of(network, report);

    /// <summary>Settles; says why not when it cannot.</summary>
    public virtual LargeSettlement? Settle(Mechanism mechanism, LargeNetwork network, LargeReport report, IPartRunner? runner, out string refusals)
    {
        bool isSettled = mechanism.TrySettle(network, report, out LargeSettlement? settlement, out var reasons, runner);
        refusals = string.Join(", ", reasons.Select(static reason => reason.Reason).Distinct().Order());
        return isSettled ? settlement : null;
    }

    /// <summary>Returns the network after an epoch.</summary>
    public virtual LargeNetwork After(LargeSettlement settlement) => settlement.After;

    /// <summary>Returns one outcome.</summary>
    public virtual ParticipantOutcome OutcomeOf(LargeSettlement settlement, ParticipantId participant) => settlement.OutcomeOf(participant);

    /// <summary>Explains one outcome.</summary>
    public virtual Explanation Explain(Mechanism mechanism, LargeSettlement settlement, ParticipantId participant) => mechanism.Explain(settlement, participant);

    /// <summary>Deposits.</summary>
    public virtual LargeNetwork Deposit(Mechanism mechanism, LargeNetwork network, ParticipantId participant, Amount amount) =>
        network.Do([participant], part => mechanism.Deposit(part, participant, amount).State);
}
