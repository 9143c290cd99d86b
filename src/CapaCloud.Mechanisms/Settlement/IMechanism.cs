using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What settles a network's epochs. Implement it to decorate a mechanism with logging or metering.</summary>
/// <remarks>
/// <code>Settle: (state, report) -> (new state, postings that sum to zero)</code>
/// Pure: the arguments are not changed, and the same arguments give the same result. Its laws are <c>MechanismLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IMechanism
{
    /// <summary>Gets the policy it settles by.</summary>
    MechanismPolicy Policy { get; }

    /// <summary>Gets the policy's content hash.</summary>
    Digest PolicyHash { get; }

    /// <summary>Says what settling would do. The same function as <see cref="Settle"/>, under the name that says that nothing is kept.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened, or might.</param>
    /// <returns>The settled epoch.</returns>
    /// <exception cref="SettlementRefusedException">The report cannot be settled; the message lists every reason.</exception>
    EpochSettlement Preview(NetworkState state, EpochReport report);

    /// <summary>Settles an epoch.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened.</param>
    /// <returns>The settled epoch, with the new state in it.</returns>
    /// <exception cref="SettlementRefusedException">The report cannot be settled; the message lists every reason. Nothing was changed.</exception>
    EpochSettlement Settle(NetworkState state, EpochReport report);

    /// <summary>Says why a participant ended an epoch as it did.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <param name="participant">Whom to explain it for.</param>
    /// <returns>Every step, with formula, values and rounding.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    Explanation Explain(EpochSettlement settlement, ParticipantId participant);
}
