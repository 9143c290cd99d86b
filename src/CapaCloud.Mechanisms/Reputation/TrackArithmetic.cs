using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What all models do with records: check epochs, shrink evidence, saturate, read the worst of several tracks.</summary>
internal static class TrackArithmetic
{
    /// <summary>Evidence never grows beyond this many parts (about 1.6 * 10^17 units), so that an attacker cannot make a sum overflow
    /// and the path independence of aging holds always.</summary>
    public static readonly UInt128 MostParts = UInt128.One << 117;

    /// <summary>The time between the record and a later epoch.</summary>
    public static EpochSpan Elapsed(in ReputationRecord record, Epoch now, string parameter) =>
        now >= record.AsOf
            ? now.Since(record.AsOf)
            : throw new ArgumentOutOfRangeException(
                parameter, $"Epoch {now} is before epoch {record.AsOf}, as of which the record stands; what happened earlier cannot be added to it.");

    public static UInt128 Saturate(UInt128 left, UInt128 right) =>
        left >= MostParts || right >= MostParts - left ? MostParts : unchecked(left + right);

    public static Ratio Saturate(Ratio left, Ratio right) => Ratio.FromParts(Saturate(left.Parts, right.Parts));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReputationTrack Shrink(ReputationTrack track, Shrinkage shrinkage) => new(
        Ratio.FromParts(shrinkage.Apply(track.For.Parts)),
        Ratio.FromParts(shrinkage.Apply(track.Against.Parts)));

    public static ReputationRecord Shrink(in ReputationRecord record, Epoch now, Shrinkage shrinkage) => new()
    {
        AsOf = now,
        Proven = Shrink(record.Proven, shrinkage),
        Unexplained = Shrink(record.Unexplained, shrinkage),
        Presence = Shrink(record.Presence, shrinkage),
    };

    /// <summary>The record as of the conduct's epoch, shrunk, with the conduct's weights added to its track.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined kind of conduct.</exception>
    public static ReputationRecord ShrinkAndAdd(in ReputationRecord record, in Conduct conduct, Shrinkage shrinkage)
    {
        if (conduct.Kind is < ConductKind.Proven or > ConductKind.Presence)
        {
            throw new ArgumentOutOfRangeException(nameof(conduct), conduct.Kind, "Expected one of the three defined tracks.");
        }

        return new ReputationRecord
        {
            AsOf = conduct.Epoch,
            Proven = conduct.Kind == ConductKind.Proven ? ShrinkAndAdd(record.Proven, conduct, shrinkage) : Shrink(record.Proven, shrinkage),
            Unexplained = conduct.Kind == ConductKind.Unexplained
                ? ShrinkAndAdd(record.Unexplained, conduct, shrinkage) : Shrink(record.Unexplained, shrinkage),
            Presence = conduct.Kind == ConductKind.Presence ? ShrinkAndAdd(record.Presence, conduct, shrinkage) : Shrink(record.Presence, shrinkage),
        };
    }

    /// <summary>The record as of a later epoch, shrunk, with one track replaced.</summary>
    public static ReputationRecord ShrinkAndReplace(
        in ReputationRecord record, Epoch now, Shrinkage shrinkage, ConductKind kind, in ReputationTrack track) => new()
        {
            AsOf = now,
            Proven = kind == ConductKind.Proven ? track : Shrink(record.Proven, shrinkage),
            Unexplained = kind == ConductKind.Unexplained ? track : Shrink(record.Unexplained, shrinkage),
            Presence = kind == ConductKind.Presence ? track : Shrink(record.Presence, shrinkage),
        };

    private static ReputationTrack ShrinkAndAdd(in ReputationTrack track, in Conduct conduct, Shrinkage shrinkage) => new(
        Ratio.FromParts(Saturate(shrinkage.Apply(track.For.Parts), conduct.Good.Parts)),
        Ratio.FromParts(Saturate(shrinkage.Apply(track.Against.Parts), conduct.Bad.Parts)));

    /// <summary>The worst score of the tracks read.</summary>
    public static Proportion Worst(IReputationModel model, in ReputationRecord record, ConductKinds read)
    {
        Proportion worst = Proportion.One;
        for (ConductKind kind = ConductKind.Proven; kind <= ConductKind.Presence; kind++)
        {
            if ((read & (ConductKinds)(1 << (int)kind)) != 0)
            {
                worst = Proportion.Min(worst, model.ReadTrack(record, kind));
            }
        }

        return worst;
    }

    public static ConductKinds AtLeastOne(ConductKinds kinds) =>
        kinds is > ConductKinds.None and <= ConductKinds.All
            ? kinds
            : throw new ArgumentOutOfRangeException(nameof(kinds), kinds, "Expected at least one of the three kinds of conduct to read a score from.");

    public static Ratio Positive(Ratio value, string what) =>
        !value.IsZero ? value : throw new ArgumentOutOfRangeException(nameof(value), $"{what} is 0; expected a positive number.");

    public static EpochSpan Positive(EpochSpan value, string what) =>
        !value.IsZero ? value : throw new ArgumentOutOfRangeException(nameof(value), $"{what} is 0 epochs; expected at least 1.");
}
