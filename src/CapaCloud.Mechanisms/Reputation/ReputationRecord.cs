namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What is remembered of a participant: three tracks, as of one epoch.</summary>
/// <remarks>
/// No formula. The tracks are kept apart because they mean different things: a proven fault is a lie, an unexplained failure may be
/// a broken disk, an absence may be the network's. <c>default</c> is a record of epoch 0 with no evidence; a newcomer's record
/// comes from the model.
/// </remarks>
public readonly record struct ReputationRecord
{
    /// <summary>Gets the epoch as of which the evidence is stated.</summary>
    public Epoch AsOf { get; init; }

    /// <summary>Gets the track of results that were proven right or wrong.</summary>
    public ReputationTrack Proven { get; init; }

    /// <summary>Gets the track of work that came back as it should, or failed without an explanation.</summary>
    public ReputationTrack Unexplained { get; init; }

    /// <summary>Gets the track of presence and absence.</summary>
    public ReputationTrack Presence { get; init; }

    /// <summary>Returns one of the tracks.</summary>
    /// <param name="kind">Which.</param>
    /// <returns>The track.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined kind.</exception>
    public ReputationTrack Track(ConductKind kind) => kind switch
    {
        ConductKind.Proven => Proven,
        ConductKind.Unexplained => Unexplained,
        ConductKind.Presence => Presence,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected one of the three defined tracks."),
    };

    /// <summary>Returns the record with one track replaced.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="track">The new track.</param>
    /// <returns>The new record.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined kind.</exception>
    public ReputationRecord With(ConductKind kind, ReputationTrack track) => kind switch
    {
        ConductKind.Proven => this with { Proven = track },
        ConductKind.Unexplained => this with { Unexplained = track },
        ConductKind.Presence => this with { Presence = track },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected one of the three defined tracks."),
    };
}
