using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>A mechanism whose panels are altered after they were drawn.</summary>
internal sealed class PanelMutant(Mechanism mechanism, Func<NetworkState, AssignedPanel, AssignedPanel> alter, bool repeats = false) : DelegatingMechanism(mechanism)
{
    public static AssignedPanel WithoutThoseWhoJustDelegated(NetworkState state, AssignedPanel panel) => panel with
    {
        Checkers = panel.Checkers.RemoveAll(one => state.StateOf(panel.Author).Delegated?.Delegations.Any(item => item.Delegator == one) == true),
    };

    public override ImmutableArray<AssignedPanel> AssignPanels(NetworkState state, IEnumerable<AuditedResult> audits, Beacon beacon)
    {
        AuditedResult[] all = [.. audits];
        ImmutableArray<AssignedPanel> panels = base.AssignPanels(state, all, beacon);
        return [.. (repeats && all.Length > panels.Length ? panels.Concat(panels) : panels).Select(panel => alter(state, panel))];
    }
}
