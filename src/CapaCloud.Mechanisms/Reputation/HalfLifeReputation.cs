using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>A score that good conduct lifts toward one, bad conduct lowers toward zero, and time draws back to a prior.</summary>
/// <remarks>
/// <code>
/// good:  1 - score' = (1 - score) * 2^-(good / GoodToHalve)
/// bad:       score' = score       * 2^-(bad / BadToHalve)
/// time:  score' - Prior = (score - Prior) * 2^-(elapsed / HalfLife)
/// </code>
/// Where a conduct holds both, the good comes first, so that a fault is never washed off by the same epoch's good work. With the
/// defaults one fault halves the score and 50 good results halve the distance to one: up is slow and down is fast, so that alternating does not
/// pay. Every step rounds to the nearest part, ties up: a distance of 3 parts halved is 2. The record holds the distance above the
/// prior as evidence for, the distance below it as evidence against. Source: the asymmetric
/// exponential update of Srivatsa, Xiong and Liu, "TrustGuard", 2005, written in halvings.
/// </remarks>
public sealed record HalfLifeReputation : IReputationModel
{
    /// <summary>ln 2, rounded up in the 18th digit: the steepest slope of 2^-x.</summary>
    private static readonly Ratio SteepestSlope = Ratio.FromParts(693_147_180_559_945_310);

    private readonly Shrinkage _oneEpoch = Shrinkage.HalvedBy(1, 30);
    private readonly Shrinkage _oneGood = Shrinkage.HalvedBy(1, 50);
    private readonly Shrinkage _oneBad = Shrinkage.HalvedBy(1, 1);

    /// <summary>Gets the score to which time returns, and with which a newcomer starts: 0.5 when left out.</summary>
    public Proportion Prior { get; init; } = Proportion.Half;

    /// <summary>Gets the time in which half the distance to the prior is forgotten: 30 epochs when left out.</summary>
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

    /// <summary>Gets how much good conduct halves the distance to one: 50 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public Ratio GoodToHalve
    {
        get;
        init
        {
            field = TrackArithmetic.Positive(value, "The good conduct that halves the distance to one");
            _oneGood = Shrinkage.HalvedBy(Proportion.PartsPerOne, value.Parts);
        }
    } = Ratio.Of(50);

    /// <summary>Gets how much bad conduct halves the score: 1 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public Ratio BadToHalve
    {
        get;
        init
        {
            field = TrackArithmetic.Positive(value, "The bad conduct that halves the score");
            _oneBad = Shrinkage.HalvedBy(Proportion.PartsPerOne, value.Parts);
        }
    } = Ratio.One;

    /// <summary>Gets the kinds of conduct that the score reads: <see cref="ConductKinds.Proven"/> when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind.</exception>
    public ConductKinds Reads { get; init => field = TrackArithmetic.AtLeastOne(value); } = ConductKinds.Proven;

    /// <inheritdoc/>
    [JsonIgnore]
    public ReputationPromises Promises =>
        ReputationPromises.Monotone | ReputationPromises.Forgetful | ReputationPromises.BatchEqualsSequence
        | ReputationPromises.TimeStepNeutral | ReputationPromises.NewcomerIsLowest
        | (Reads == ConductKinds.Proven ? ReputationPromises.AffineScore : ReputationPromises.None);

    /// <inheritdoc/>
    /// <remarks>
    /// <code>LipschitzConstant = ln 2 / min(GoodToHalve, BadToHalve)</code>
    /// </remarks>
    [JsonIgnore]
    public ReputationLimits Limits => new(
        Prior, Proportion.Zero, SteepestSlope.Divide(Ratio.Min(GoodToHalve, BadToHalve), Rounding.Up));

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
        Shrinkage shrinkage = elapsed.IsZero ? default : Over(elapsed);
        ulong score = Score(TrackArithmetic.Shrink(record.Track(conduct.Kind), shrinkage)).Parts;
        if (!conduct.Good.IsZero)
        {
            score = Proportion.PartsPerOne - Shrink(Proportion.PartsPerOne - score, conduct.Good, GoodToHalve, _oneGood);
        }

        if (!conduct.Bad.IsZero)
        {
            score = Shrink(score, conduct.Bad, BadToHalve, _oneBad);
        }

        return TrackArithmetic.ShrinkAndReplace(record, conduct.Epoch, shrinkage, conduct.Kind, Remember(score));
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) =>
        Reads == ConductKinds.Proven ? Score(record.Proven) : TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Score(record.Track(kind));

    private Shrinkage Over(EpochSpan elapsed) =>
        elapsed.Epochs == 1 ? _oneEpoch : Shrinkage.HalvedBy(elapsed.Epochs, HalfLife.Epochs);

    private static ulong Shrink(ulong distance, Ratio weight, Ratio toHalve, in Shrinkage one) =>
        weight.Parts == Proportion.PartsPerOne
            ? (ulong)one.Apply(distance)
            : (ulong)Shrinkage.HalvedBy(weight.Parts, toHalve.Parts).Apply(distance);

    private ReputationTrack Remember(ulong score) => score >= Prior.Parts
        ? new ReputationTrack(Ratio.FromParts(score - Prior.Parts), Ratio.Zero)
        : new ReputationTrack(Ratio.Zero, Ratio.FromParts(Prior.Parts - score));

    private Proportion Score(ReputationTrack track) =>
        Prior.AddToOne(track.For.ToProportionAtMostOne()).SubtractToZero(track.Against.ToProportionAtMostOne());
}
