using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Which of its last duties a participant missed, and whether it is in jail.</summary>
/// <remarks>
/// <code>
/// position = Observed mod Window; the duty there a window ago is forgotten
/// jailing empties the record; in jail nothing is recorded; leaving jail starts a new window
/// </code>
/// One bit for each duty of the window. The way back is always open: <see cref="Unjail"/> needs no payment, only that the participant
/// is not tombstoned. Cosmos' liveness window is this rule. Immutable and safe to share between threads.
/// </remarks>
public sealed class LivenessRecord : IEquatable<LivenessRecord>
{
    private readonly ImmutableArray<ulong> _missed;

    private LivenessRecord(ImmutableArray<ulong> missed, long observed, long sinceStart, int missedCount, LivenessStanding standing)
    {
        _missed = missed;
        Observed = observed;
        SinceStart = sinceStart;
        Missed = missedCount;
        Standing = standing;
    }

    /// <summary>Gets how many duties were observed since the record was last emptied.</summary>
    public long Observed { get; }

    /// <summary>Gets how many duties were observed since the participant started.</summary>
    public long SinceStart { get; }

    /// <summary>Gets how many of the last window's duties were missed.</summary>
    public int Missed { get; }

    /// <summary>Gets whether the participant is free, in jail, or out for good.</summary>
    public LivenessStanding Standing { get; }

    /// <summary>Returns the record of a participant that starts.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The record, of which nothing has been observed.</returns>
    public static LivenessRecord Start(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new LivenessRecord(Empty(rules), 0, 0, 0, LivenessStanding.Free);
    }

    /// <summary>Records one duty.</summary>
    /// <param name="present">Whether it was done.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>The record afterwards, and whether this duty sent the participant to jail.</returns>
    public (LivenessRecord Record, bool Jailed) Observe(bool present, LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Standing != LivenessStanding.Free)
        {
            return (new LivenessRecord(_missed, Observed + 1, SinceStart + 1, Missed, Standing), false);
        }

        int position = (int)(Observed % rules.Window);
        ulong bit = 1UL << (position % 64);
        ulong word = _missed[position / 64];
        bool wasMissed = (word & bit) != 0;
        ImmutableArray<ulong> missed = wasMissed == !present ? _missed : _missed.SetItem(position / 64, word ^ bit);
        int count = Missed + (present ? 0 : 1) - (wasMissed ? 1 : 0);
        return SinceStart > rules.Window && count > rules.Allowance
            ? (new LivenessRecord(Empty(rules), 0, SinceStart + 1, 0, LivenessStanding.Jailed), true)
            : (new LivenessRecord(missed, Observed + 1, SinceStart + 1, count, Standing), false);
    }

    /// <summary>Lets the participant out of jail; a new window begins.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The record afterwards, this very instance when the participant is free.</returns>
    /// <exception cref="InvalidOperationException">The participant is tombstoned.</exception>
    public LivenessRecord Unjail(LivenessRules rules) => Standing switch
    {
        LivenessStanding.Free => this,
        LivenessStanding.Jailed => Start(rules),
        _ => throw new InvalidOperationException("A tombstoned participant does not come back; it starts anew under another name."),
    };

    /// <summary>Puts the participant out for good, for an offence that has no way back.</summary>
    /// <returns>The record afterwards.</returns>
    public LivenessRecord Tombstone() => new(_missed, Observed, SinceStart, Missed, LivenessStanding.Tombstoned);

    /// <summary>Returns how many duties in a row the participant can still miss without going to jail.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The number of misses; the one after them jails. -1 when no number does, in jail or out for good.</returns>
    public long MissesLeft(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Standing != LivenessStanding.Free || rules.Allowance >= rules.Window)
        {
            return -1;
        }

        LivenessRecord record = this;
        for (long misses = 0; ; misses++)
        {
            (record, bool jailed) = record.Observe(present: false, rules);
            if (jailed)
            {
                return misses;
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(LivenessRecord? other) =>
        other is not null && Observed == other.Observed && SinceStart == other.SinceStart && Standing == other.Standing
        && _missed.AsSpan().SequenceEqual(other._missed.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LivenessRecord);

    /// <inheritdoc/>
    public override int GetHashCode() => Observed.GetHashCode() ^ Missed;

    private static ImmutableArray<ulong> Empty(LivenessRules rules) => [.. new ulong[((rules.Window - 1) / 64) + 1]];
}
