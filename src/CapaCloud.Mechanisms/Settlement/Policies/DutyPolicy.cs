namespace CapaCloud.Mechanisms.Settlement;

/// <summary>From how many duties of an epoch on somebody's uptime is judged, and whether duties are due in jail.</summary>
/// <remarks>
/// <code>duties that count = due - excused, 0 when they are fewer than Least, or in jail unless DueInJail</code>
/// Counted in the duties of the report, checks among them. Whose duties do not count is as one of whom none was due: its uptime is one, no absence begins or ends, and no presence is scored. With a
/// least of 10, one missed duty of 9 is nothing, and one of 10 is an uptime of 0.9. <c>new()</c> judges by a single duty, and by none in jail. A pool by duties kept
/// (<see cref="RewardClaim.Uptime"/>) is claimed by all duties of the row, counted or not, and paid to nobody in jail.
/// </remarks>
public sealed record DutyPolicy
{
    /// <summary>Gets the least number of duties, without those that are excused, by which an uptime is judged. One when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to zero.</exception>
    public ulong Least
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"The least number of duties is {value}; expected 1 to 2^64 - 1.");
    } = 1;

    /// <summary>Gets a value indicating whether duties are due in jail, where nobody gets work.</summary>
    public bool DueInJail { get; init; }

    /// <summary>Returns which duties count, in words.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{(Least == 1 ? "duties count" : $"duties count where {Prose.Number(Least)} or more are due and not excused")}{(DueInJail ? ", in jail as well" : "; none is due in jail")}";

    /// <summary>Tells whether duties count.</summary>
    /// <param name="accountable">How many were due and are not excused.</param>
    /// <param name="isJailed">Whether they were due in jail.</param>
    /// <returns><see langword="true"/> when they count.</returns>
    internal bool Counts(ulong accountable, bool isJailed) => accountable >= Least && (DueInJail || !isJailed);
}
