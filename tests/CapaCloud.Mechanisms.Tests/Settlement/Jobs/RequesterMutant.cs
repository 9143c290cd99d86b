using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>A mechanism that works for anybody, or that forgets whoever has no money.</summary>
internal sealed class RequesterMutant(Mechanism mechanism, bool isBlind) : DelegatingMechanism(mechanism)
{
    public override bool TryAward(NetworkState state, JobAward award, [NotNullWhen(true)] out NetworkState? after, out JobRefusal refusal) => base.TryAward(
        isBlind ? state with { Requesters = [.. state.Requesters.Select(static one => one with { Reputation = null })] } : state, award, out after, out refusal);

    public override StateChange Reclaim(NetworkState state, ParticipantId requester, Amount amount)
    {
        StateChange change = base.Reclaim(state, requester, amount);
        return isBlind ? change : change with { State = change.State with { Requesters = [.. change.State.Requesters.Where(static one => !one.Free.IsZero || !one.Reserved.IsZero)] } };
    }
}
