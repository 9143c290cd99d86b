using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Delegations;

/// <summary>Mechanisms that treat delegators wrongly, one way each.</summary>
internal static class DelegationMutants
{
    /// <summary>One that says it has another policy than it settles by.</summary>
    internal sealed class Restated(Mechanism mechanism, MechanismPolicy policy) : DelegatingMechanism(mechanism)
    {
        public override MechanismPolicy Policy => policy;
    }

    /// <summary>One in which whoever came last earns as if it had come first.</summary>
    internal sealed class EarlyRewards(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override EpochSettlement Settle(NetworkState state, EpochReport report) => base.Settle(state, report) is var settled
            ? settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { After = Early(outcome.After) })] }
            : settled;

        private static ParticipantState Early(ParticipantState participant) => participant.Delegated is { Delegations.IsEmpty: false } delegated
            ? participant with { Delegated = delegated with { Delegations = [.. delegated.Delegations.Select(one => one with { Earning = delegated.Delegations.MinBy(old => old.Earning.Joined).Earning })] } }
            : participant;
    }

    /// <summary>One that says delegators lost twice what was taken from them.</summary>
    internal sealed class UnevenLoss(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override EpochSettlement Settle(NetworkState state, EpochReport report) => base.Settle(state, report) is var settled
            ? settled with
            {
                Outcomes =
                [
                    .. settled.Outcomes.Select(outcome => outcome with
                    {
                        Delegators = outcome.Delegators is { } theirs ? theirs with { Slashed = theirs.Slashed.Multiply(Ratio.Of(2), Rounding.Down) } : null,
                    }),
                ],
            }
            : settled;
    }

    /// <summary>One that pays a claim and forgets that it did.</summary>
    internal sealed class ClaimedAgain(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override StateChange ClaimRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
            base.ClaimRewards(state, delegator, operatorId) with { State = state };
    }

    /// <summary>One that keeps what has left.</summary>
    internal sealed class StaysBehind(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override StateChange WithdrawDelegation(NetworkState state, ParticipantId delegator, ParticipantId operatorId) => new(state, []);
    }
}
