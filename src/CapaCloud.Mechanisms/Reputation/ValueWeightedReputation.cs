using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>Reputation weighted by the value at stake, so that ten thousand small good jobs do not buy one large theft.</summary>
/// <remarks>
/// <code>
/// for(t) = sum over jobs of value^2 * 2^-((t - epoch) / HalfLife)     against(t) likewise over failed jobs
/// score  = for / (for + against + ValueAtStake^2)
/// </code>
/// The weight of a conduct is the value of one job, in units the caller chooses (at most 3 * 10^8; beyond, it saturates). Evidence
/// grows with the square of the value: 10,000 jobs of value 1 weigh as much as one job of value 100, and cutting a job into pieces
/// loses evidence. To be believed for a job of value V by jobs of value v takes about (V / v)^2 of them: V / v times the value of
/// the job in honest work. One conduct per job, or <see cref="AddMany"/>: a day's total passed as one conduct would count as one
/// large job, and so the model does not promise that a batch equals a sequence. The score rounds down; a job of the value at stake
/// gives a newcomer 1 / 2. Source: the value imbalance problem of Kerr and Cohen, "Smart Cheaters Do Prosper", 2009; the
/// squares are this library's answer.
/// </remarks>
public sealed record ValueWeightedReputation : IReputationModel
{
    /// <summary>2^88 parts, about 3 * 10^8 units: the largest value whose square still fits in evidence.</summary>
    private static readonly UInt128 LargestValue = UInt128.One << 88;

    private readonly Shrinkage _oneEpoch = Shrinkage.HalvedBy(1, 30);

    /// <summary>Gets the value of the job that the score is read for: 1 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero, or so small that its square is.</exception>
    public Ratio ValueAtStake
    {
        get;
        init => field = Squared(value) != UInt128.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"The value at stake is {value}; expected at least 0.000000001.");
    } = Ratio.One;

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
        ReputationPromises.Monotone | ReputationPromises.Forgetful | ReputationPromises.TimeStepNeutral | ReputationPromises.NewcomerIsLowest
        | ReputationPromises.AffineEvidence;

    /// <inheritdoc/>
    /// <remarks>
    /// <code>LipschitzConstant = 3 * sqrt(3) / (8 * ValueAtStake) &lt; 0.65 / ValueAtStake</code>
    /// </remarks>
    [JsonIgnore]
    public ReputationLimits Limits => new(
        Proportion.Zero, Proportion.Zero, Proportion.Percent(65).ToRatio().Divide(ValueAtStake, Rounding.Up));

    /// <inheritdoc/>
    public ReputationRecord Newcomer(Epoch now) => new() { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Age(in ReputationRecord record, Epoch now)
    {
        EpochSpan elapsed = TrackArithmetic.Elapsed(record, now, nameof(now));
        return elapsed.IsZero ? record : TrackArithmetic.Shrink(record, now, Over(elapsed));
    }

    /// <inheritdoc/>
    public ReputationRecord Add(in ReputationRecord record, in Conduct conduct) => AddMany(record, conduct, 1);

    /// <summary>Returns the record with that many equal jobs in it, in one closed form.</summary>
    /// <param name="record">The record.</param>
    /// <param name="conduct">What happened in one job.</param>
    /// <param name="jobs">How many such jobs.</param>
    /// <returns>The record that adding them one by one gives, exactly.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The conduct is of an epoch before the record's.</exception>
    public ReputationRecord AddMany(in ReputationRecord record, in Conduct conduct, ulong jobs)
    {
        EpochSpan elapsed = TrackArithmetic.Elapsed(record, conduct.Epoch, nameof(conduct));
        Conduct weighed = conduct with
        {
            Good = Ratio.FromParts(Times(Squared(conduct.Good), jobs)),
            Bad = Ratio.FromParts(Times(Squared(conduct.Bad), jobs)),
        };
        return TrackArithmetic.ShrinkAndAdd(record, weighed, elapsed.IsZero ? default : Over(elapsed));
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) => TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind)
    {
        ReputationTrack track = record.Track(kind);
        UInt128 good = UInt128.Min(track.For.Parts, TrackArithmetic.MostParts);
        UInt128 rest = UInt128.Min(track.Against.Parts, TrackArithmetic.MostParts) + Squared(ValueAtStake);
        return Proportion.FromQuotient(good, good + rest, Rounding.Down);
    }

    /// <summary>Returns the largest job that this record may be trusted with, whatever <see cref="ValueAtStake"/> is.</summary>
    /// <remarks>
    /// <code>limit = sqrt(max(0, for * (1 - least) / least - against))</code>
    /// </remarks>
    /// <param name="record">The record; its proven track counts.</param>
    /// <param name="least">The score that is asked for, read for a job of the limit's value; at least 0.001.</param>
    /// <returns>The value, rounded down to 9 digits; 0 for a newcomer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="least"/> is less: a score of 0 would trust anybody with anything.</exception>
    public static Ratio ExposureLimit(in ReputationRecord record, Proportion least)
    {
        if (least < Proportion.BasisPoints(10))
        {
            throw new ArgumentOutOfRangeException(
                nameof(least), $"The least score is {least}; expected at least 0.001: a score of 0 would trust anybody with anything.");
        }

        UInt128 good = UInt128.Min(record.Proven.For.Parts, TrackArithmetic.MostParts);
        UInt128 square = MultiplyDivide.Down(good, least.Complement.Parts, least.Parts);
        UInt128 against = record.Proven.Against.Parts;
        return square <= against ? Ratio.Zero : Ratio.FromParts((UInt128)SquareRoot.Floor(square - against) * 1_000_000_000);
    }

    private static UInt128 Times(UInt128 square, ulong jobs) =>
        jobs == 1 ? square
        : jobs != 0 && square > TrackArithmetic.MostParts / jobs ? TrackArithmetic.MostParts : square * jobs;

    private static UInt128 Squared(Ratio value) =>
        value.IsZero ? UInt128.Zero
        : value.Parts >= LargestValue ? TrackArithmetic.MostParts
        : MultiplyDivide.Down(value.Parts, value.Parts, Proportion.PartsPerOne);

    private Shrinkage Over(EpochSpan elapsed) =>
        elapsed.Epochs == 1 ? _oneEpoch : Shrinkage.HalvedBy(elapsed.Epochs, HalfLife.Epochs);
}
