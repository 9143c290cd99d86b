using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms;

/// <summary>Credibility: how likely a result is right, from the number of checks its author has passed.</summary>
/// <remarks>
/// <code>
/// passed k checks:            score = 1 - FaultRate / max(k, 1)
/// with blacklisting, k >= 1:  score = 1 - FaultRate / (1 - FaultRate) / (k * e), and 0 forever after a fault
/// fault:                      k' = floor(k * KeptNumerator / KeptDenominator)
/// </code>
/// In whole checks; a begun fault is a fault. The score rounds down: 5 checks at a fault rate of 0.2 give 0.96. Where a conduct holds
/// both, the good comes first. Time changes nothing. The score is a bound on the chance of an error only while faults do not
/// depend on the reputation: a participant that waits for its credibility before cheating is outside the assumption. Source:
/// Sarmenta, "Sabotage-Tolerance Mechanisms for Volunteer Computing Systems", 2002; iExec PoCo keeps 2 / 3 after a fault.
/// </remarks>
public sealed record CredibilityReputation : IReputationModel
{
    /// <summary>Gets the assumed share of wrong results of somebody who was never checked: 0.2 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero: no check could ever change the score. One: nobody could ever be believed.</exception>
    public Proportion FaultRate
    {
        get;
        init => field = value == Proportion.One
            ? throw new ArgumentOutOfRangeException(nameof(value), "The fault rate is 1; expected less, or nobody could ever be believed.")
            : value.IsZero
                ? throw new ArgumentOutOfRangeException(nameof(value), "The fault rate is 0; expected more, or no check could ever change the score.")
                : value;
    } = Proportion.Percent(20);

    /// <summary>Gets the numerator of the share of passed checks that outlives a fault: 0 when left out.</summary>
    public uint KeptNumerator { get; init; }

    /// <summary>Gets the denominator of that share: 1 when left out.</summary>
    public uint KeptDenominator { get; init; } = 1;

    /// <summary>Gets a value indicating whether a fault excludes for good.</summary>
    public bool Blacklisting { get; init; }

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
    public ReputationLimits Limits => new(FaultRate.Complement, Blacklisting ? Proportion.Zero : FaultRate.Complement, null);

    /// <inheritdoc/>
    public ReputationRecord Newcomer(Epoch now) => new() { AsOf = now };

    /// <inheritdoc/>
    public ReputationRecord Age(in ReputationRecord record, Epoch now) =>
        TrackArithmetic.Elapsed(record, now, nameof(now)).IsZero ? record : record with { AsOf = now };

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">More than 99 parts of 100 of the checks would outlive a fault.</exception>
    public ReputationRecord Add(in ReputationRecord record, in Conduct conduct)
    {
        _ = TrackArithmetic.Elapsed(record, conduct.Epoch, nameof(conduct));
        ReputationTrack track = record.Track(conduct.Kind);
        Ratio passed = TrackArithmetic.Saturate(track.For, conduct.Good);
        Ratio faults = Blacklisting ? TrackArithmetic.Saturate(track.Against, conduct.Bad) : track.Against;
        if (!conduct.Bad.IsZero)
        {
            UInt128 begun = ((conduct.Bad.Parts - UInt128.One) / Proportion.PartsPerOne) + UInt128.One;
            passed = Ratio.Of(AfterFaults((ulong)(passed.Parts / Proportion.PartsPerOne), begun));
        }

        return (record with { AsOf = conduct.Epoch }).With(conduct.Kind, new ReputationTrack(passed, faults));
    }

    /// <inheritdoc/>
    public Proportion Read(in ReputationRecord record) => TrackArithmetic.Worst(this, record, Reads);

    /// <inheritdoc/>
    public Proportion ReadTrack(in ReputationRecord record, ConductKind kind)
    {
        ReputationTrack track = record.Track(kind);
        UInt128 passed = track.For.Parts / Proportion.PartsPerOne;
        if (Blacklisting && !track.Against.IsZero)
        {
            return Proportion.Zero;
        }

        UInt128 doubt = Up(FaultRate.Parts, UInt128.Max(passed, UInt128.One));
        if (Blacklisting && passed != UInt128.Zero)
        {
            UInt128 odds = MultiplyDivide.Up(FaultRate.Parts, EulerNumber.Inverse, FaultRate.Complement.Parts);
            doubt = UInt128.Min(FaultRate.Parts, Up(odds, passed));
        }

        return Proportion.FromParts((ulong)doubt).Complement;
    }

    private static UInt128 Up(UInt128 numerator, UInt128 denominator) => MultiplyDivide.Up(numerator, UInt128.One, denominator);

    private ulong AfterFaults(ulong passed, UInt128 faults)
    {
        if ((ulong)KeptNumerator * 100 > (ulong)KeptDenominator * 99)
        {
            throw new InvalidOperationException(
                $"{KeptNumerator} / {KeptDenominator} of the checks would outlive a fault; expected at most 99 / 100, and no division by 0.");
        }

        for (UInt128 fault = UInt128.Zero; fault < faults && passed != 0; fault++)
        {
            passed = (ulong)MultiplyDivide.Down(passed, KeptNumerator, KeptDenominator);
        }

        return passed;
    }
}
