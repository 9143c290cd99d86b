using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Answers a question of a <see cref="RemainderSearch"/> for one partition, without allocation for each claim.</summary>
/// <remarks>No formula. Not safe for several threads at once: each partition has its own.</remarks>
public sealed class RemainderCountsBuilder
{
    private readonly RemainderSearch _search;
    private readonly ulong[] _counts;
    private UInt128 _floors;

    internal RemainderCountsBuilder(RemainderSearch search, int digits)
    {
        _search = search;
        _counts = new ulong[digits];
    }

    /// <summary>Adds one claim.</summary>
    /// <param name="participant">Whose it is.</param>
    /// <param name="weight">Its weight.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> exceeds the total weight.</exception>
    public void Add(ParticipantId participant, UInt128 weight)
    {
        if (_search.TryGetDigit(participant, weight, out UInt128 floor, out int digit))
        {
            _counts[digit]++;
        }

        // The quotas of one division add up to the pool at most; more of them would be claims that are not part of it.
        _floors = checked(_floors + floor);
    }

    /// <summary>Returns what was added so far.</summary>
    /// <returns>The answer.</returns>
    public RemainderCounts ToCounts() => new() { Round = _search.Round, Floors = Amount.Of(_search.Round == 0 ? _floors : UInt128.Zero), Counts = [.. _counts] };
}
