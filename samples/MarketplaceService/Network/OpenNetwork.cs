using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Journal;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>
/// The network in its open epoch: the mechanism in force, the state, and what was told since the last settlement. Immutable, so that a page may read it while the
/// next one is made.
/// </summary>
internal sealed class OpenNetwork
{
    private readonly MechanismSource _source;
    private readonly Lazy<EpochSettlement> _preview;
    private readonly Lazy<SelectedAudits> _audits;

    public OpenNetwork(MechanismSource source, IMechanism mechanism, NetworkState state)
    {
        _source = source;
        Mechanism = mechanism;
        State = state;
        Report = new EpochReport { Epoch = state.Epoch };
        _preview = new(() => Mechanism.Settle(State, FullReport()));
        _audits = new(() => Report.Beacon.IsNone ? new SelectedAudits([], []) : Mechanism.SelectAudits(State, Commitments, Report.Beacon));
    }

    /// <summary>Gets the mechanism of the policy in force.</summary>
    public IMechanism Mechanism { get; private init; }

    /// <summary>Gets the state, with the stake that moved in the open epoch.</summary>
    public NetworkState State { get; private init; }

    /// <summary>Gets the report as far as it goes, without the rows of the participants.</summary>
    public EpochReport Report { get; private init; }

    /// <summary>Gets the entries that the report is made of.</summary>
    public ImmutableSortedDictionary<long, Entry> Entries { get; private init; } = ImmutableSortedDictionary<long, Entry>.Empty;

    /// <summary>Gets the results that were committed in the open epoch.</summary>
    public ImmutableList<Commitment> Commitments { get; private init; } = [];

    /// <summary>Gets all work that was measured so far.</summary>
    public UInt128 Work { get; private init; }

    private ImmutableSortedDictionary<ParticipantId, ParticipantReport> Rows { get; init; } = ImmutableSortedDictionary<ParticipantId, ParticipantReport>.Empty;

    /// <summary>Gets what would be settled if the epoch ended now: the same code as the settlement itself.</summary>
    public EpochSettlement Preview => _preview.Value;

    /// <summary>Gets the audits that the beacon drew; none before it is known.</summary>
    public SelectedAudits Audits => _audits.Value;

    /// <summary>Returns the report of the open epoch.</summary>
    public EpochReport FullReport() => Report with { Participants = [.. Rows.Values] };

    /// <summary>Returns what was measured of a participant so far.</summary>
    public ParticipantReport RowOf(ParticipantId participant) => Rows.GetValueOrDefault(participant, new ParticipantReport { Participant = participant });

    public NetworkChange Moved(StateChange change) => new(With(change.State), change.Postings);

    public NetworkChange Moved(NetworkState state) => new(With(state), []);

    public NetworkChange Told(long number, Entry entry, EpochReport report) => new(Copy(report, Entries.Add(number, entry), Rows, Commitments, Work), []);

    public NetworkChange Told(long number, Entry entry, EpochReport report, in ParticipantReport row) =>
        new(Copy(report, Entries.Add(number, entry), Rows.SetItem(row.Participant, row), Commitments, checked(Work - RowOf(row.Participant).Work + row.Work)), []);

    public NetworkChange Committed(long number, Entry entry, in Commitment commitment) => new(Copy(Report, Entries.Add(number, entry), Rows, Commitments.Add(commitment), Work), []);

    /// <summary>Returns the network as if an entry had not been told.</summary>
    public OpenNetwork Without(long number)
    {
        OpenNetwork network = new(_source, Mechanism, State);
        foreach ((long place, Entry entry) in Entries.Where(told => told.Key != number))
        {
            network = entry.ApplyTo(network, place).After;
        }

        return network;
    }

    /// <summary>Returns the network under another policy. What was told stays told.</summary>
    public OpenNetwork Under(string policyJson)
    {
        IMechanism next = _source.Of(policyJson);
        Migration migration = next.Migrate(State, Mechanism.Policy);
        return new OpenNetwork(_source, next, migration.State) { Report = Report, Entries = Entries, Rows = Rows, Commitments = Commitments, Work = Work };
    }

    /// <summary>Returns the network of the next epoch.</summary>
    public OpenNetwork After(EpochSettlement settlement) => new(_source, Mechanism, settlement.After);

    private OpenNetwork With(NetworkState state) => new(_source, Mechanism, state) { Report = Report, Entries = Entries, Rows = Rows, Commitments = Commitments, Work = Work };

    private OpenNetwork Copy(
        EpochReport report,
        ImmutableSortedDictionary<long, Entry> entries,
        ImmutableSortedDictionary<ParticipantId, ParticipantReport> rows,
        ImmutableList<Commitment> commitments,
        UInt128 work) =>
        new(_source, Mechanism, State) { Report = report, Entries = entries, Rows = rows, Commitments = commitments, Work = work };
}
