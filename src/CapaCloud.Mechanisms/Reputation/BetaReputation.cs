using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>Beta reputation with forgetting: the share of good conduct in what is remembered, and old conduct weighs less.</summary>
/// <remarks>
/// <code>
/// for(t)  = sum of good * 2^-((t - epoch) / HalfLife)      against(t) likewise of bad
/// score   = (PriorFor + for) / (PriorFor + PriorAgainst + for + against)
/// </code>
/// Evidence in units of conduct, at most about 1.6 * 10^17 of them (beyond, it saturates). Evidence rounds to the nearest part; the
/// score rounds down: a prior of (1, 1) and one good observation is 2 / 3, 0.666666666666666666. The prior is never forgotten,
/// so without news the score returns to the newcomer's. Source: Josang and Ismail, "The Beta Reputation System", 2002.
/// </remarks>
public sealed record BetaReputation : IReputationModel
{
    private readonly Shrinkage _oneEpoch = Shrinkage.HalvedBy(1, 30);

    /// <summary>Gets the evidence for everybody, before any conduct: 1 when left out, at least 1 together with <see cref="PriorAgainst"/>.</summary>
    public Ratio PriorFor { get; init; } = Ratio.One;

    /// <summary>Gets the evidence against everybody, before any conduct: 1 when left out.</summary>
    public Ratio PriorAgainst { get; init; } = Ratio.One;

    /// <summary>Gets the time in which evidence loses half its weight: 30 epochs when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No time at all.</exception>
    public EpochSpan HalfLife
    {
        get;
        init
        {
            field = TrackArithmetic.Positive(value, "The half-life");
            _oneEpoch = Shrinkage.HalvedBy(1, value.Epochs);
        }
    } = EpochSpan.Of(30);

    /// <summary>Gets the kinds of conduct that the score reads: <see cref="ConductKinds.Proven"/> when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind.</exception>
    public ConductKinds Reads { get; init => field = TrackArithmetic.AtLeastOne(value); } = ConductKinds.Proven;

    /// <inheritdoc/>
    [JsonIgnore]
    public ReputationPromises Promises =>
        ReputationPromises.Monotone | ReputationPromises.Forgetful | ReputationPromises.BatchEqualsSequence
        | ReputationPromises.TimeStepNeutral | ReputationPromises.NewcomerIsLowest | ReputationPromises.AffineEvidence;

    /// <inheritdoc/>
    /// <remarks>
    /// <code>LipschitzConstant = 1 / (PriorFor + PriorAgainst)</code>
    /// </remarks>
    [JsonIgnore]
    public ReputationLimits Limits => new(
        Score(default), Proportion.Zero, Ratio.One.Divide(PriorFor + PriorAgainst, Rounding.Up));

    /// <inheritdoc/>
    public ReputationRecord Newcomer(Epoch now) => new() { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Age(in ReputationRecord record, Epoch now)
    {
        EpochSpan elapsed = TrackArithmetic.Elapsed(record, now, nameof(now));
        return elapsed.IsZero ? record : TrackArithmetic.Shrink(record, now, Over(elapsed));
    }

    /// <inheritdoc/>
    public ReputationRecord Add(in ReputationRecord record, in Conduct conduct)
    {
        EpochSpan elapsed = TrackArithmetic.Elapsed(record, conduct.Epoch, nameof(conduct));
        return TrackArithmetic.ShrinkAndAdd(record, conduct, elapsed.IsZero ? default : Over(elapsed));
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) =>
        Reads == ConductKinds.Proven ? Score(record.Proven) : TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Score(record.Track(kind));

    internal Shrinkage Over(EpochSpan elapsed) =>
        elapsed.Epochs == 1 ? _oneEpoch : Shrinkage.HalvedBy(elapsed.Epochs, HalfLife.Epochs);

    internal Proportion Score(ReputationTrack track)
    {
        UInt128 good = TrackArithmetic.Saturate(PriorFor.Parts, track.For.Parts);
        UInt128 bad = TrackArithmetic.Saturate(PriorAgainst.Parts, track.Against.Parts);
        UInt128 all = good + bad;
        return all >= Proportion.PartsPerOne
            ? Proportion.FromQuotient(good, all, Rounding.Down)
            : throw new InvalidOperationException(
                $"The prior of {PriorFor} for and {PriorAgainst} against is less than 1 together; the first observation would decide the score.");
    }
}
