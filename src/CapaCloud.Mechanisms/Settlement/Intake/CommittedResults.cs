using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// Knows which results were committed in which epoch. A task has the epoch in which its author committed to it, and no other: where an epoch's root is known, nobody is found wrong
/// on a result of that epoch that is not proven to be under the root. So neither a reporter nor a host can give a fault a dearer epoch, or a second one.
/// </summary>
/// <remarks>A proof is checked once, in at most 32 hashes. Of an epoch without a root everything is believed, as the report's host says it.</remarks>
internal sealed class CommittedResults
{
    private readonly NetworkState _state;
    private readonly Dictionary<Epoch, Digest> _roots = [];
    private readonly HashSet<((ParticipantId Holder, ParticipantId? Record) Author, TaskId Task, Epoch Epoch)> _proven = [];

    public CommittedResults(NetworkState state, EpochReport report, List<SetAsideItem> setAside)
    {
        _state = state;
        foreach (EpochStake past in state.Stakes)
        {
            if (past.Commitments is { } root)
            {
                _roots[past.Epoch] = root;
            }
        }

        if (report.CommitmentRoot is { } current)
        {
            _roots[report.Epoch] = current;
        }

        // Of two proofs of one result the one under the smaller name counts, in whatever order they came.
        foreach (InclusionProof proof in report.CommitmentProofs.OrderBy(static proof => proof.Commitment.Author))
        {
            Commitment said = proof.Commitment;
            SetAsideReason reason = said.Author.IsNone || said.Task.IsNone ? SetAsideReason.Incomplete
                : !_roots.TryGetValue(said.Epoch, out Digest root) || !proof.Verify(root) ? SetAsideReason.NotCommitted
                : _proven.Add((AuthorOf(said.Author, said.Epoch), said.Task, said.Epoch)) ? SetAsideReason.None
                : SetAsideReason.Duplicate;
            if (reason != SetAsideReason.None)
            {
                setAside.Add(new SetAsideItem { Item = ReportItem.CommitmentProof, Reason = reason, Participant = said.Author, Task = said.Task, Epoch = said.Epoch });
            }
        }
    }

    /// <summary>Tells whether a result can have been of an epoch: it is proven to be under any of the author's names, or nobody keeps the epoch's root.</summary>
    public bool CanBe(ParticipantId author, TaskId task, Epoch epoch) => !_roots.ContainsKey(epoch) || _proven.Contains((AuthorOf(author, epoch), task, epoch));

    /// <summary>Names of one record are one author. Two records that were merged later were two authors then.</summary>
    private (ParticipantId Holder, ParticipantId? Record) AuthorOf(ParticipantId name, Epoch epoch)
    {
        int place = _state.PlaceOf(name);
        return place < 0 ? (name, null) : (_state.Participants.ItemRef(place).Participant, _state.Participants.ItemRef(place).RecordOf(name, epoch));
    }
}
