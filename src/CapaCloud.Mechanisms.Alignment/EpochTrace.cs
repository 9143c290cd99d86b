using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Worlds;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>One epoch of an attacker's names in the network that settles: what they hold and do, and what the mechanism then pays and takes.</summary>
/// <remarks>
/// No formula: the amounts are what the mechanism answers, in base units. <see cref="Play"/> plays the epoch again. Equal by content; <c>default</c> arrays are empty.
/// </remarks>
public sealed record EpochTrace
{
    private readonly ImmutableArray<Amount> _stakes;
    private readonly ImmutableArray<long> _work;
    private readonly ImmutableArray<long> _found;

    /// <summary>Gets the stake of each name.</summary>
    public required ImmutableArray<Amount> Stakes
    {
        get => _stakes.IsDefault ? [] : _stakes;
        init => _stakes = value;
    }

    /// <summary>Gets how many jobs each name reports.</summary>
    public required ImmutableArray<long> Work
    {
        get => _work.IsDefault ? [] : _work;
        init => _work = value;
    }

    /// <summary>Gets how many results of each name are found false in the epoch; nothing when left out.</summary>
    public ImmutableArray<long> Found
    {
        get => _found.IsDefault ? [] : _found;
        init => _found = value;
    }

    /// <summary>Gets what the names are paid together.</summary>
    public Amount Rewards { get; init; }

    /// <summary>Gets what the names lose of their stakes together.</summary>
    public Amount Slashed { get; init; }

    /// <summary>Plays the epoch in the network of the economics.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; payments at their low end.</param>
    /// <returns>The same epoch with what is paid and taken.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public EpochTrace Play(Mechanism mechanism, Economics economics)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        return In(new NetworkWorld(mechanism, economics));
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EpochTrace {{ Stakes = {Prose.List(Stakes)}, Work = {Prose.List(Work)}, Found = {Prose.List(Found)}, Rewards = {Rewards}, Slashed = {Slashed} }}";

    /// <inheritdoc/>
    public bool Equals(EpochTrace? other) =>
        other is not null && Rewards == other.Rewards && Slashed == other.Slashed && Stakes.AsSpan().SequenceEqual(other.Stakes.AsSpan())
        && Work.AsSpan().SequenceEqual(other.Work.AsSpan()) && Found.AsSpan().SequenceEqual(other.Found.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rewards, Slashed, Stakes.Length);

    internal EpochTrace In(NetworkWorld world)
    {
        OwnEpoch[] acts =
        [
            .. Work.Select((jobs, name) => new OwnEpoch(NetworkWorld.Own(name), jobs)
            {
                Found = name < Found.Length && Found[name] > 0 ? [(world.Start, Found[name])] : [],
            }),
        ];
        WorldStep step = world.Settle(world.Open(Stakes.AsSpan()), acts);
        return this with { Rewards = step.Rewards, Slashed = step.Slashed };
    }
}
