using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Allocations;

using Allocated = CapaCloud.Mechanisms.Settlement.Allocation;

/// <summary>A mechanism whose bids or whose allocation are altered.</summary>
internal sealed class AllocationMutant(
    IMechanism mechanism,
    Func<IMechanism, NetworkState, Allocated, Allocated>? alter = null,
    Func<ImmutableArray<JobOffer>, ImmutableArray<JobOffer>>? offer = null) : DelegatingMechanism(mechanism)
{
    public override Allocated Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon)
    {
        ImmutableArray<JobOffer> offered = [.. offers];
        Allocated allocated = base.Allocate(state, offer is null ? offered : offer(offered), requests, beacon);
        return alter is null ? allocated : alter(Inner, state, allocated);
    }

    /// <summary>Without the rule of access, whatever the policy says.</summary>
    public sealed class WithoutAccess(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        private readonly Mechanism _open = Mechanism.FromPolicy(mechanism.Policy with { Allocation = mechanism.Policy.Allocation! with { Access = null } });

        public override Allocated Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon)
        {
            Allocated allocated = _open.Allocate(state with { PolicyHash = _open.PolicyHash }, offers, requests, beacon);
            return allocated with { After = allocated.After with { PolicyHash = state.PolicyHash } };
        }
    }
}
