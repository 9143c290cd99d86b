using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>Reputation by the count of good results since the last bad one.</summary>
/// <remarks>
/// <code>
/// streak' = streak + good, or 0 when there is anything bad
/// score   = 1 - 1 / streak when streak >= LeastStreak, else 0
/// </code>
/// In whole observations: a streak of 9.5 reads as 9. The score rounds down: a streak of 3, with a least streak of 1, is
/// 0.666666666666666666. Where a conduct holds both, the good comes first and the bad wipes it out. Time changes nothing. The
/// score is BOINC's chance of not being checked, and so nearly one after a long streak: a participant that stops working honestly is
/// caught only after about as many jobs as its streak is long. Keep a floor under the audit rate. Source: BOINC, adaptive
/// replication.
/// </remarks>
public sealed record StreakReputation : IReputationModel
{
    /// <summary>Gets the shortest streak that counts: 10 when left out, as in BOINC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public ulong LeastStreak
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "The least streak is 0; expected at least 1.");
    } = 10;

    /// <summary>Gets the kinds of conduct that the score reads: <see cref="ConductKinds.Proven"/> when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind.</exception>
    public ConductKinds Reads { get; init => field = TrackArithmetic.AtLeastOne(value); } = ConductKinds.Proven;

    /// <inheritdoc/>
    [JsonIgnore]
    public ReputationPromises Promises =>
        ReputationPromises.Monotone | ReputationPromises.BatchEqualsSequence | ReputationPromises.TimeStepNeutral
        | ReputationPromises.NewcomerIsLowest;

    /// <inheritdoc/>
    [JsonIgnore]
    public ReputationLimits Limits => new(Proportion.Zero, Proportion.Zero, null);

    /// <inheritdoc/>
    public ReputationRecord Newcomer(Epoch now) => new() { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Age(in ReputationRecord record, Epoch now) =>
        TrackArithmetic.Elapsed(record, now, nameof(now)).IsZero ? record : record with { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Add(in ReputationRecord record, in Conduct conduct)
    {
        _ = TrackArithmetic.Elapsed(record, conduct.Epoch, nameof(conduct));
        ReputationTrack track = record.Track(conduct.Kind);
        Ratio streak = conduct.Bad.IsZero ? TrackArithmetic.Saturate(track.For, conduct.Good) : Ratio.Zero;
        return (record with { AsOf = conduct.Epoch }).With(conduct.Kind, track with { For = streak });
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) => TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind)
    {
        UInt128 streak = record.Track(kind).For.Parts / Proportion.PartsPerOne;
        return streak < LeastStreak ? Proportion.Zero : Proportion.FromQuotient(streak - UInt128.One, streak, Rounding.Down);
    }
}
