using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>Beta reputation whose memory is counted in observations: each new one makes all earlier ones weigh less.</summary>
/// <remarks>
/// <code>
/// n observations:  for'     = Kept^n * for + Weight * (1 - Kept^n) / (1 - Kept)     on success; the two swap on failure
///                  against' = Kept^n * against
/// score = for / (for + against)
/// </code>
/// A batch is one closed form, whatever its size. Where a conduct holds both, the failures come first: within an epoch the order
/// is unknown, and this is the order that favours the participant. What is left of a weight beyond whole observations counts as
/// that part of one. Evidence rounds to the nearest part, the score rounds down: 2 of 3 is 0.666666666666666666. Time alone
/// changes nothing: who is not looked at is not forgotten. Source: Storj, storj/storj satellite/reputation (formulas);
/// Josang and Ismail 2002 for the forgetting factor.
/// </remarks>
public sealed record ObservationBetaReputation : IReputationModel
{
    /// <summary>Gets the memory of proven results: <see cref="ObservationMemory.Thousand"/> when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight, or all initial evidence, is 0.</exception>
    public ObservationMemory Proven { get; init => field = Usable(value); } = ObservationMemory.Thousand;

    /// <summary>Gets the memory of unexplained failures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight, or all initial evidence, is 0.</exception>
    public ObservationMemory Unexplained { get; init => field = Usable(value); } = ObservationMemory.Thousand;

    /// <summary>Gets the memory of presence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight, or all initial evidence, is 0.</exception>
    public ObservationMemory Presence { get; init => field = Usable(value); } = ObservationMemory.Thousand;

    /// <summary>Gets the kinds of conduct that the score reads: <see cref="ConductKinds.Proven"/> when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind.</exception>
    public ConductKinds Reads { get; init => field = TrackArithmetic.AtLeastOne(value); } = ConductKinds.Proven;

    /// <inheritdoc/>
    [JsonIgnore]
    public ReputationPromises Promises =>
        ReputationPromises.Monotone | ReputationPromises.BatchEqualsSequence | ReputationPromises.TimeStepNeutral
        | ReputationPromises.NewcomerIsLowest | ReputationPromises.AffineEvidence;

    /// <inheritdoc/>
    /// <remarks>
    /// <code>LipschitzConstant = max over the tracks read of Weight / min(initial evidence, steady state)</code>
    /// </remarks>
    [JsonIgnore]
    public ReputationLimits Limits => new(Read(Newcomer(Epoch.Zero)), Proportion.Zero, Steepest());

    /// <inheritdoc/>
    public ReputationRecord Newcomer(Epoch now) => new()
    {
        AsOf = now,
        Proven = new ReputationTrack(Proven.InitialFor, Proven.InitialAgainst),
        Unexplained = new ReputationTrack(Unexplained.InitialFor, Unexplained.InitialAgainst),
        Presence = new ReputationTrack(Presence.InitialFor, Presence.InitialAgainst),
    };

    /// <inheritdoc/>
    public ReputationRecord Age(in ReputationRecord record, Epoch now) =>
        TrackArithmetic.Elapsed(record, now, nameof(now)).IsZero ? record : record with { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Add(in ReputationRecord record, in Conduct conduct)
    {
        _ = TrackArithmetic.Elapsed(record, conduct.Epoch, nameof(conduct));
        ObservationMemory memory = Memory(conduct.Kind);
        ReputationTrack track = record.Track(conduct.Kind);
        (UInt128 against, UInt128 good) = Observe(memory, track.Against.Parts, track.For.Parts, conduct.Bad);
        (good, against) = Observe(memory, good, against, conduct.Good);
        return (record with { AsOf = conduct.Epoch })
            .With(conduct.Kind, new ReputationTrack(Ratio.FromParts(good), Ratio.FromParts(against)));
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) =>
        Reads == ConductKinds.Proven ? Score(record.Proven) : TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind) => Score(record.Track(kind));

    private static Proportion Score(ReputationTrack track)
    {
        UInt128 good = TrackArithmetic.Saturate(track.For.Parts, UInt128.Zero);
        UInt128 all = good + TrackArithmetic.Saturate(track.Against.Parts, UInt128.Zero);
        return all == UInt128.Zero ? Proportion.Zero : Proportion.FromQuotient(good, all, Rounding.Down);
    }

    /// <summary>Adds observations to one side; both sides forget.</summary>
    private static (UInt128 Observed, UInt128 Other) Observe(in ObservationMemory memory, UInt128 observed, UInt128 other, Ratio count)
    {
        if (count.IsZero)
        {
            return (observed, other);
        }

        if (count.Parts == Proportion.PartsPerOne)
        {
            // One observation needs no closed form.
            UInt128 kept = memory.Kept.Parts;
            return (TrackArithmetic.Saturate(Faded(observed, kept), memory.Weight.Parts), Faded(other, kept));
        }

        if (memory.SteadyState is not { } steady)
        {
            return (TrackArithmetic.Saturate(observed, Product(count, memory.Weight)), other);
        }

        (UInt128 whole, UInt128 rest) = UInt128.DivRem(count.Parts, Proportion.PartsPerOne);
        (observed, other) = Toward(steady, Shrinkage.Power(memory.Kept, (ulong)UInt128.Min(whole, ulong.MaxValue)), observed, other);
        if (rest != UInt128.Zero)
        {
            Proportion forgotten = memory.Kept.Complement.Multiply(Proportion.FromParts((ulong)rest), Rounding.HalfUp);
            (observed, other) = Toward(steady, Shrinkage.Power(forgotten.Complement, 1), observed, other);
        }

        return (observed, other);
    }

    private static UInt128 Faded(UInt128 evidence, UInt128 kept) => evidence == UInt128.Zero
        ? evidence
        : MultiplyDivide.Round(UInt128.Min(evidence, TrackArithmetic.MostParts), kept, Proportion.PartsPerOne, Rounding.HalfUp);

    /// <summary>The distance to the steady state shrinks on the side observed, everything shrinks on the other.</summary>
    private static (UInt128 Observed, UInt128 Other) Toward(Ratio steady, Shrinkage kept, UInt128 observed, UInt128 other)
    {
        UInt128 gained = MultiplyDivide.Round(steady.Parts, BinaryExponential.One - kept.Bits, BinaryExponential.One, Rounding.HalfUp);
        return (TrackArithmetic.Saturate(kept.Apply(UInt128.Min(observed, TrackArithmetic.MostParts)), gained),
            kept.Apply(UInt128.Min(other, TrackArithmetic.MostParts)));
    }

    private static UInt128 Product(Ratio count, Ratio weight) =>
        UInt128.LeadingZeroCount(count.Parts) + UInt128.LeadingZeroCount(weight.Parts) < 80
            ? TrackArithmetic.MostParts
            : count.Multiply(weight, Rounding.HalfUp).Parts;

    private static ObservationMemory Usable(ObservationMemory memory) =>
        memory.Weight.IsZero || memory.SteadyState is { IsZero: true } || TrackArithmetic.Saturate(memory.InitialFor, memory.InitialAgainst).IsZero
            ? throw new ArgumentOutOfRangeException(
                nameof(memory), $"{memory}: the weight of an observation and the initial evidence must not be 0, or the first score is 0 / 0.")
            : memory;

    private ObservationMemory Memory(ConductKind kind) => kind switch
    {
        ConductKind.Proven => Proven,
        ConductKind.Unexplained => Unexplained,
        _ => Presence,
    };

    private Ratio Steepest()
    {
        Ratio steepest = Ratio.Zero;
        for (ConductKind kind = ConductKind.Proven; kind <= ConductKind.Presence; kind++)
        {
            if ((Reads & (ConductKinds)(1 << (int)kind)) != 0)
            {
                ObservationMemory memory = Memory(kind);
                Ratio least = Ratio.Min(TrackArithmetic.Saturate(memory.InitialFor, memory.InitialAgainst), memory.SteadyState ?? Ratio.MaxValue);
                steepest = Ratio.Max(steepest, memory.Weight.Divide(least, Rounding.Up));
            }
        }

        return steepest;
    }
}
