using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>An item of a report that was not settled, and why. It changed nothing: not the settlement, and not what can be reported later.</summary>
/// <remarks>No formula. It does not say at which place of its list the item stood, because the order of a report means nothing.</remarks>
public readonly record struct SetAsideItem : IComparable<SetAsideItem>
{
    /// <summary>Gets which list it stood in.</summary>
    public required ReportItem Item { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets why it was set aside.</summary>
    public required SetAsideReason Reason { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets whom it is about.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Gets who reported it, where somebody did.</summary>
    public ParticipantId Reporter { get; init; }

    /// <summary>Gets the offence, where one was named.</summary>
    public Offence Offence { get; init; }

    /// <summary>Gets the task, where one was named.</summary>
    public TaskId Task { get; init; }

    /// <summary>Gets the epoch that the item names.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Gets the key of the case, where there is one.</summary>
    public Digest Key { get; init; }

    /// <summary>Gets what was said of a job, where it is about one.</summary>
    public JobEvent Event { get; init => field = EnumerationMember.Required(value); }

    /// <inheritdoc/>
    public int CompareTo(SetAsideItem other)
    {
        int order = Item.CompareTo(other.Item);
        order = order != 0 ? order : Participant.CompareTo(other.Participant);
        order = order != 0 ? order : Epoch.CompareTo(other.Epoch);
        order = order != 0 ? order : Key.CompareTo(other.Key);
        order = order != 0 ? order : Task.CompareTo(other.Task);
        order = order != 0 ? order : Offence.CompareTo(other.Offence);
        order = order != 0 ? order : Reporter.CompareTo(other.Reporter);
        order = order != 0 ? order : Event.CompareTo(other.Event);
        return order != 0 ? order : Reason.CompareTo(other.Reason);
    }

    /// <summary>Returns one sentence: what was set aside, and why.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{What()} was set aside: {Why()} ({Reason}).";

    private string What() => Item switch
    {
        ReportItem.Row when Reason is SetAsideReason.UnclearCause or SetAsideReason.TooManyCauses => $"A cause of missed duties in the row of '{Participant}'",
        ReportItem.Row => $"The row of '{Participant}'",
        ReportItem.Verdict => $"The verdict on '{Participant}' for task '{Task}' of epoch {Epoch}",
        ReportItem.Evidence => $"The evidence of {Offence} by '{Participant}' in epoch {Epoch}{(Reporter.IsNone ? "" : $", reported by '{Reporter}'")}",
        ReportItem.Appeal => $"The appeal of '{Participant}' in case {Key}",
        ReportItem.Job => $"'{Event}' of the job '{Task}' of '{Participant}'",
        ReportItem.Check => $"The check of '{Task}' by '{Participant}'",
        ReportItem.CommitmentProof => $"The proof that '{Participant}' committed to task '{Task}' in epoch {Epoch}",
        ReportItem.Ruling => $"The ruling on '{Participant}' in case {Key}",
        _ => "An item",
    };

    private string Why() => Reason switch
    {
        SetAsideReason.UnknownParticipant => $"the network has no participant '{Participant}'",
        SetAsideReason.UnknownReporter => $"the network has no participant '{Reporter}'; expected a reporter that it knows, or none",
        SetAsideReason.UnpricedOffence => $"the policy has no price for '{Offence}'; expected one of its offences",
        SetAsideReason.Incomplete when Item == ReportItem.Job => "it says nothing that can happen to a job; expected Delivered, Accepted, Cancelled, Disputed, RuledForProvider or RuledForRequester",
        SetAsideReason.Incomplete when Item == ReportItem.Check => "it leaves something out; expected a checker, an author and a task",
        SetAsideReason.Incomplete when Item == ReportItem.CommitmentProof => "it names no author or no task",
        SetAsideReason.Incomplete => "it says too little or contradicts itself; expected an offence, a task where the offence is about one, and a reason that fits the outcome",
        SetAsideReason.NoSeverity => "its severity is 0; expected more than 0 and at most 1",
        SetAsideReason.FromTheFuture => $"epoch {Epoch} is still to come",
        SetAsideReason.Expired => $"epoch {Epoch} lies before the liability window",
        SetAsideReason.Duplicate => "the same fact counts already, and a fact counts once",
        SetAsideReason.AlreadyOverturned => "a ruling found that there was no fault",
        SetAsideReason.AlreadySuspended => "the circuit breaker was open for it, so nobody pays for it",
        SetAsideReason.Contradicted => Item == ReportItem.Job ? "something else was said of the job in the same epoch, which counts before it or contradicts it" : "the task was found wrong",
        SetAsideReason.NotPending => "no such case is pending; expected one that was brought in an earlier epoch and is not decided",
        SetAsideReason.AlreadyAppealed => "the case was appealed already; each case has one appeal",
        SetAsideReason.UnclearRuling when Item == ReportItem.Job => "another ruling of the same epoch is for the other side; expected one ruling for each dispute",
        SetAsideReason.UnclearRuling => "expected one ruling of Overturned or Confirmed for each case",
        SetAsideReason.NoOpenJob => $"'{Participant}' has no open job '{Task}'",
        SetAsideReason.WrongStage => "the job has not come so far, or is past it",
        SetAsideReason.KnownFromState => "the state itself says which jobs were not delivered",
        SetAsideReason.OwnWork => "the result is its own, and nobody checks its own work",
        SetAsideReason.NoPanels => "the policy draws no panels, so nobody has to check",
        SetAsideReason.NotCommitted when Item == ReportItem.CommitmentProof => $"it does not lead to the root of the commitments of epoch {Epoch}; expected a proof from the tree with that root",
        SetAsideReason.NotCommitted => $"the commitments of epoch {Epoch} have a root, and the report has no proof that '{Participant}' committed to task '{Task}' in that epoch",
        SetAsideReason.UnclearCause => "it is empty, has blanks at its ends or stands twice; the duties count as missed all the same",
        SetAsideReason.TooManyCauses => $"the row names more than {ParticipantReport.MostCauses} causes; all of its missed duties count, and none is excused",
        _ => "no reason was given",
    };
}
