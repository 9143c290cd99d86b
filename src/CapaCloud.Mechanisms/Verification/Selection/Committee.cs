using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Chooses exactly so many from a list: everybody alike, or by stake.</summary>
/// <remarks>
/// <code>
/// uniform:  the k smallest draws, P(i) = k / n
/// by stake: seat after seat, P(i next) = stake(i) / stake of those not yet seated
/// </code>
/// The order of the list changes nothing: draws are of names, and stakes are laid out in the order of names. By stake without
/// replacement, the probability of being among k is not proportional to stake; <see cref="InclusionProbability"/> has the exact
/// figures. Source: Efraimidis and Spirakis (2006), whose keys u^(1/w) give the same distribution as seat after seat.
/// </remarks>
public static class Committee
{
    /// <summary>Returns exactly so many members, everybody with the same chance.</summary>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="task">What the committee is for; other tasks get other committees. <see cref="TaskId.None"/> for the epoch's own.</param>
    /// <param name="candidates">Who can be chosen, in any order; nobody twice.</param>
    /// <param name="seats">k, from 0 to the number of candidates.</param>
    /// <returns>The members, in the order of their draws.</returns>
    /// <exception cref="ArgumentException">A candidate is unnamed or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer candidates than seats.</exception>
    public static ImmutableArray<ParticipantId> Uniform(in SelectionSeed seed, TaskId task, ReadOnlySpan<ParticipantId> candidates, int seats)
    {
        ParticipantId[] members = InOrderOfDraws(seed, task, candidates);
        RequireSeats(seats, members.Length, "candidates");
        return [.. members.AsSpan(0, seats)];
    }

    /// <summary>Returns exactly so many members, no two of the same owner, everybody with the same chance of a seat at each draw.</summary>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="task">What the committee is for.</param>
    /// <param name="candidates">Who can be chosen, in any order; nobody twice.</param>
    /// <param name="ownerOf">Who owns a candidate; two with the same owner never sit together.</param>
    /// <param name="seats">k, from 0 to the number of owners.</param>
    /// <returns>The members, in the order of their draws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ownerOf"/> is null.</exception>
    /// <exception cref="ArgumentException">A candidate is unnamed or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer owners than seats.</exception>
    public static ImmutableArray<ParticipantId> UniformByOwner(
        in SelectionSeed seed, TaskId task, ReadOnlySpan<ParticipantId> candidates, Func<ParticipantId, ParticipantId> ownerOf, int seats)
    {
        ArgumentNullException.ThrowIfNull(ownerOf);
        HashSet<ParticipantId> owners = [];
        ParticipantId[] members = [.. InOrderOfDraws(seed, task, candidates).Where(member => owners.Add(ownerOf(member)))];
        RequireSeats(seats, members.Length, "owners");
        return [.. members.AsSpan(0, seats)];
    }

    /// <summary>Returns exactly so many members, seat after seat in proportion to stake, nobody twice.</summary>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="task">What the committee is for.</param>
    /// <param name="candidates">Who can be chosen and with how much stake, in any order; nobody twice.</param>
    /// <param name="seats">k, from 0 to the number of candidates with stake.</param>
    /// <returns>The members, in the order of their seats.</returns>
    /// <exception cref="ArgumentException">A candidate is unnamed or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer candidates have stake than there are seats.</exception>
    /// <exception cref="OverflowException">The stakes add up to more than 2^128 - 1.</exception>
    public static ImmutableArray<ParticipantId> ByStake(in SelectionSeed seed, TaskId task, ReadOnlySpan<StakedCandidate> candidates, int seats)
    {
        StakeUrn urn = StakeUrn.Of(candidates);
        RequireSeats(seats, urn.WithStake, "candidates with stake");
        var members = ImmutableArray.CreateBuilder<ParticipantId>(seats);
        for (int seat = 0; seat < seats; seat++)
        {
            int position = urn.Find(seed.For(task, (ulong)seat));
            members.Add(urn.NameAt(position));
            urn.Remove(position);
        }

        return members.MoveToImmutable();
    }

    /// <summary>Returns one member for each vote, each vote in proportion to stake; the same member may hold several votes.</summary>
    /// <param name="seed">The epoch's seed.</param>
    /// <param name="task">What the votes are about.</param>
    /// <param name="candidates">Who can be chosen and with how much stake, in any order; nobody twice.</param>
    /// <param name="votes">How many votes there are.</param>
    /// <returns>Who holds each vote.</returns>
    /// <exception cref="ArgumentException">A candidate is unnamed or named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are votes to give and nobody has stake, or fewer than 0 votes.</exception>
    /// <exception cref="OverflowException">The stakes add up to more than 2^128 - 1.</exception>
    public static ImmutableArray<ParticipantId> WithReplacement(in SelectionSeed seed, TaskId task, ReadOnlySpan<StakedCandidate> candidates, int votes)
    {
        StakeUrn urn = StakeUrn.Of(candidates);
        RequireSeats(votes, urn.WithStake == 0 ? 0 : int.MaxValue, "candidates with stake");
        var holders = ImmutableArray.CreateBuilder<ParticipantId>(votes);
        for (int vote = 0; vote < votes; vote++)
        {
            holders.Add(urn.NameAt(urn.Find(seed.For(task, (ulong)vote))));
        }

        return holders.MoveToImmutable();
    }

    private static ParticipantId[] InOrderOfDraws(in SelectionSeed seed, TaskId task, ReadOnlySpan<ParticipantId> candidates)
    {
        ParticipantId[] names = [.. candidates];
        (UInt128 Draw, ParticipantId Name)[] keys = new (UInt128, ParticipantId)[names.Length];
        for (int position = 0; position < names.Length; position++)
        {
            CandidateNames.RequireNamed(names[position], position);
            keys[position] = (seed.For(names[position], task).Value, names[position]);
        }

        Array.Sort(keys, names);
        for (int position = 1; position < names.Length; position++)
        {
            CandidateNames.RequireDifferent(names[position - 1], names[position]);
        }

        return names;
    }

    private static void RequireSeats(int seats, int available, string of)
    {
        if (seats < 0 || seats > available)
        {
            throw new ArgumentOutOfRangeException(nameof(seats), $"Cannot fill {Prose.Count(seats, "seat")} from {available} {of}.");
        }
    }
}
