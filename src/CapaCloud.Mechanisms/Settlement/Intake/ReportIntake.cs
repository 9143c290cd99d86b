using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Step 1 of an epoch. Sorts a report by participant, in any order it came. A contradiction about money or about the epoch refuses it; any other item that is not
/// admissible is set aside with its reason, so that no item can stop the others.
/// </summary>
internal sealed class ReportIntake
{
    private readonly NetworkState _state;
    private readonly EpochReport _report;
    private readonly Func<ParticipantId, bool> _isKnown;
    private readonly SettlementRules _rules;
    private readonly List<SetAsideItem> _setAside = [];

    public ReportIntake(SettlementRules rules, NetworkState state, EpochReport report, Func<ParticipantId, bool>? isKnownElsewhere)
    {
        _rules = rules;
        _state = state;
        _report = report;
        _isKnown = name => state.PlaceOf(name) >= 0 || isKnownElsewhere?.Invoke(name) == true;
    }

    /// <summary>Reads the report; returns what was set aside and the inputs, or nothing and the refusals.</summary>
    public EpochIntake? Read(out ImmutableArray<SettlementRefusal> refusals)
    {
        RowIntake rows = new(_rules.Former, _state, _report, _setAside);
        ParticipantInput[]? inputs = rows.Read(out refusals);
        if (inputs is null)
        {
            return null;
        }

        new ProceedingsIntake(_state, _report, _setAside).Read(inputs);
        JobIntake jobs = new(_rules.Former, _state, _report, _setAside);
        jobs.Read(inputs);
        CommittedResults committed = new(_state, _report, _setAside);
        FaultIntake faults = new(_rules.Offences, _rules.Former, _state, _report, jobs, committed, hasPanels: _rules.Policy.Verification.Panels is not null, _isKnown, _setAside);
        CheckIntake checks = new(_rules.Policy, _state, _report, faults, _setAside);
        checks.ReadDuties(inputs, out refusals);
        if (!refusals.IsEmpty)
        {
            return null;
        }

        faults.Read(inputs);
        new PassIntake(_state, _report, faults, _setAside).Read(inputs);
        checks.CountPassed(inputs);
        _setAside.Sort();
        return new EpochIntake { Inputs = ImmutableCollectionsMarshal.AsImmutableArray(inputs), SetAside = [.. _setAside] };
    }
}
