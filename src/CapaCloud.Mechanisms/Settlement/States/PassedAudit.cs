namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A task of a participant that was found right. It is remembered so that it lifts the score once, however often it is reported.</summary>
/// <remarks>No formula. Ordered by epoch, then by task. <c>default</c> is no task.</remarks>
/// <param name="Epoch">In a report: the epoch of the work. In a state: the epoch in which it was counted, so that no other epoch makes it count again.</param>
/// <param name="Task">Which task.</param>
public readonly record struct PassedAudit(Epoch Epoch, TaskId Task) : IComparable<PassedAudit>
{
    /// <inheritdoc/>
    public int CompareTo(PassedAudit other)
    {
        int order = Epoch.CompareTo(other.Epoch);
        return order != 0 ? order : Task.CompareTo(other.Task);
    }
}
