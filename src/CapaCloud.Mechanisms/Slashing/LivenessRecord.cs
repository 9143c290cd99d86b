using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The history of a node's downtime: which of its last duties a participant missed, and whether it is in jail.</summary>
/// <remarks>
/// <code>
/// missed  = misses among the last min(Observed, Window) duties
/// jailed when  SinceStart &gt; Window  and  missed &gt; Allowance,  after the duty is counted
/// jailing empties the record; in jail no miss is recorded; leaving jail starts a new window
/// </code>
/// One bit for each duty of the window. The way back is always open: <see cref="Unjail"/> needs no payment, only that the participant
/// is not tombstoned. A record knows its window, and follows rules with another one by <see cref="Resize"/>. Cosmos' liveness window is this
/// rule. Immutable and safe to share between threads. Equal when everything it remembers is.
/// </remarks>
public sealed class LivenessRecord : IEquatable<LivenessRecord>
{
    private const int WordBits = 64;

    /// <summary>Duty number n, counted from 0, has its bit at n mod Window.</summary>
    private readonly ImmutableArray<ulong> _missed;

    /// <summary>Initializes a new instance of the <see cref="LivenessRecord"/> class from its parts, as they were stored.</summary>
    /// <param name="window">How many of the last duties count, from 1 to <see cref="LivenessRules.MaximumWindow"/>.</param>
    /// <param name="observed">How many duties were observed since the record was last emptied.</param>
    /// <param name="sinceStart">How many duties were observed since the participant started, at least as many.</param>
    /// <param name="missedAgo">The missed duties of the window by how long ago they were, the last duty being 1, the nearest first.</param>
    /// <param name="standing">Whether the participant is free.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The missed duties are not in order, not of the window, or not of a free participant.</exception>
    [JsonConstructor]
    public LivenessRecord(int window, long observed, long sinceStart, ImmutableArray<int> missedAgo, LivenessStanding standing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LivenessRules.MaximumWindow);
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        ArgumentOutOfRangeException.ThrowIfLessThan(sinceStart, observed);
        if (standing is < LivenessStanding.Free or > LivenessStanding.Tombstoned)
        {
            throw new ArgumentOutOfRangeException(nameof(standing), standing, "Expected one of the three defined standings.");
        }

        missedAgo = missedAgo.IsDefault ? [] : missedAgo;
        ulong[] missed = NoMisses(window);
        int last = 0;
        foreach (int ago in missedAgo)
        {
            if (ago <= last || ago > window || ago > observed || standing != LivenessStanding.Free)
            {
                throw new ArgumentException(
                    $"A miss {Prose.Count(ago, "duty")} ago, of {observed} observed in a window of {window}, {standing}: expected misses of a free participant, from 1 up, "
                        + "inside the window, the nearest first.",
                    nameof(missedAgo));
            }

            Mark(missed, window, observed - ago);
            last = ago;
        }

        Window = window;
        Observed = observed;
        SinceStart = sinceStart;
        Standing = standing;
        Missed = missedAgo.Length;
        _missed = [.. missed];
    }

    private LivenessRecord(int window, ImmutableArray<ulong> missed, long observed, long sinceStart, int missedCount, LivenessStanding standing)
    {
        Window = window;
        _missed = missed;
        Observed = observed;
        SinceStart = sinceStart;
        Missed = missedCount;
        Standing = standing;
    }

    /// <summary>Gets how many of the last duties count.</summary>
    public int Window { get; }

    /// <summary>Gets how many duties were observed since the record was last emptied.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<long>))]
    public long Observed { get; }

    /// <summary>Gets how many duties were observed since the participant started.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<long>))]
    public long SinceStart { get; }

    /// <summary>Gets how many of the last window's duties were missed.</summary>
    [JsonIgnore]
    public int Missed { get; }

    /// <summary>Gets the missed duties of the window by how long ago they were: 1 is the last duty, the nearest first. O(window).</summary>
    public ImmutableArray<int> MissedAgo
    {
        get
        {
            ImmutableArray<int>.Builder missed = ImmutableArray.CreateBuilder<int>(Missed);
            for (int ago = 1; missed.Count < Missed; ago++)
            {
                if (WasMissed(Observed - ago))
                {
                    missed.Add(ago);
                }
            }

            return missed.MoveToImmutable();
        }
    }

    /// <summary>Gets whether the participant is free, in jail, or out for good.</summary>
    public LivenessStanding Standing { get; }

    /// <summary>Returns the record of a participant that starts.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The record, of which nothing has been observed.</returns>
    public static LivenessRecord Start(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new LivenessRecord(rules.Window, [.. NoMisses(rules.Window)], 0, 0, 0, LivenessStanding.Free);
    }

    /// <summary>Records one duty.</summary>
    /// <param name="present">Whether it was done.</param>
    /// <param name="rules">The rules; the record is resized to their window first.</param>
    /// <returns>The record afterwards, and whether this duty sent the participant to jail.</returns>
    public (LivenessRecord Record, bool Jailed) Observe(bool present, LivenessRules rules) => Resize(rules).ObserveHere(present, rules);

    /// <summary>Returns the record under rules with another window.</summary>
    /// <remarks>
    /// <code>what is remembered = the last min(Observed, old window, new window) duties</code>
    /// In a smaller window, what falls out no longer counts. In a larger one, what the old window had forgotten stays forgotten: it counts as
    /// present. Nobody goes to jail by a change of the rules alone; the next duty decides.
    /// </remarks>
    /// <param name="rules">The rules.</param>
    /// <returns>The record, this very instance when the window is the same. O(window).</returns>
    public LivenessRecord Resize(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Window == Window)
        {
            return this;
        }

        ulong[] missed = NoMisses(rules.Window);
        int count = 0;
        foreach (int ago in MissedAgo)
        {
            if (ago > rules.Window)
            {
                break;
            }

            Mark(missed, rules.Window, Observed - ago);
            count++;
        }

        return new LivenessRecord(rules.Window, [.. missed], Observed, SinceStart, count, Standing);
    }

    /// <summary>Lets the participant out of jail; a new window begins.</summary>
    /// <param name="rules">The rules.</param>
    /// <returns>The record afterwards, this very instance when the participant is free.</returns>
    /// <exception cref="ArgumentNullException">The rules are null.</exception>
    /// <exception cref="InvalidOperationException">The participant is tombstoned.</exception>
    public LivenessRecord Unjail(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Standing switch
        {
            LivenessStanding.Free => this,
            LivenessStanding.Jailed => Start(rules),
            _ => throw new InvalidOperationException("A tombstoned participant does not come back; it starts anew under another name."),
        };
    }

    /// <summary>Puts the participant out for good, for an offence that has no way back; its misses matter no more.</summary>
    /// <returns>The record afterwards.</returns>
    public LivenessRecord Tombstone() => new(Window, [.. NoMisses(Window)], Observed, SinceStart, 0, LivenessStanding.Tombstoned);

    /// <summary>Returns how many duties in a row the participant can still miss without going to jail.</summary>
    /// <param name="rules">The rules; the record is resized to their window first.</param>
    /// <returns>The number of misses; the one after them jails. -1 when no number does, in jail or out for good. O(window).</returns>
    public long MissesLeft(LivenessRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Standing != LivenessStanding.Free || rules.Allowance >= rules.Window)
        {
            return -1;
        }

        LivenessRecord record = Resize(rules);
        long missed = record.Missed;
        for (long misses = 0; ; misses++)
        {
            // One more miss enters; the duty that is then a whole window old leaves, and it is one of these misses or an older duty.
            bool leavingWasMissed = misses >= record.Window || record.WasMissed(record.Observed + misses - record.Window);
            missed += leavingWasMissed ? 0 : 1;
            if (record.SinceStart + misses > record.Window && missed > rules.Allowance)
            {
                return misses;
            }
        }
    }

    /// <summary>Tells whether two are equal, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they hold the same, or both are null.</returns>
    public static bool operator ==(LivenessRecord? left, LivenessRecord? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ, by what they hold.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(LivenessRecord? left, LivenessRecord? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(LivenessRecord? other) =>
        other is not null && Window == other.Window && Observed == other.Observed && SinceStart == other.SinceStart && Standing == other.Standing
        && _missed.AsSpan().SequenceEqual(other._missed.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LivenessRecord);

    /// <inheritdoc/>
    public override int GetHashCode() => Observed.GetHashCode() ^ Missed;

    private (LivenessRecord Record, bool Jailed) ObserveHere(bool present, LivenessRules rules)
    {
        if (Standing != LivenessStanding.Free)
        {
            return (new LivenessRecord(Window, _missed, Observed + 1, SinceStart + 1, Missed, Standing), false);
        }

        bool wasMissed = WasMissed(Observed - Window);
        int count = Missed + (present ? 0 : 1) - (wasMissed ? 1 : 0);
        if (SinceStart > Window && count > rules.Allowance)
        {
            return (new LivenessRecord(Window, [.. NoMisses(Window)], 0, SinceStart + 1, 0, LivenessStanding.Jailed), true);
        }

        (int word, ulong bit) = PlaceOf(Window, Observed);
        ImmutableArray<ulong> missed = wasMissed == !present ? _missed : _missed.SetItem(word, _missed[word] ^ bit);
        return (new LivenessRecord(Window, missed, Observed + 1, SinceStart + 1, count, Standing), false);
    }

    /// <summary>Tells whether a duty of the last window was missed; one before the record began was not.</summary>
    private bool WasMissed(long duty)
    {
        if (duty < 0)
        {
            return false;
        }

        (int word, ulong bit) = PlaceOf(Window, duty);
        return (_missed[word] & bit) != 0;
    }

    private static void Mark(ulong[] missed, int window, long duty)
    {
        (int word, ulong bit) = PlaceOf(window, duty);
        missed[word] |= bit;
    }

    private static (int Word, ulong Bit) PlaceOf(int window, long duty)
    {
        int position = (int)(duty % window);
        return (position / WordBits, 1UL << (position % WordBits));
    }

    private static ulong[] NoMisses(int window) => new ulong[((window - 1) / WordBits) + 1];
}
