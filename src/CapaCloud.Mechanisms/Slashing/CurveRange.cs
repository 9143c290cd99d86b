using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a curve reads, and which values it can have: none, or something from the least to the most.</summary>
/// <remarks>
/// An input that only moves values which the surrounding curve cuts off is not read by the whole: a penalty of 30 % or more, capped at
/// 30 %, reads neither severity nor repetitions.
/// </remarks>
/// <param name="Reads">What can change the value.</param>
/// <param name="ReadsForZero">What decides whether the offence costs anything.</param>
/// <param name="CanBeZero">Whether some offence may cost nothing.</param>
/// <param name="Least">No offence that costs anything costs less.</param>
/// <param name="Most">No offence costs more.</param>
internal readonly record struct CurveRange(SlashingInputs Reads, SlashingInputs ReadsForZero, bool CanBeZero, Proportion Least, Proportion Most)
{
    /// <summary>Returns the range of a curve.</summary>
    public static CurveRange Of(ISlashingCurve curve)
    {
        if (curve is ILibraryCurve known)
        {
            return known.Range;
        }

        SlashingInputs reads = curve.Reads & SlashingInputs.All;
        return new CurveRange(reads, reads, CanBeZero: true, Proportion.FromParts(1), Proportion.One);
    }

    /// <summary>Returns the range of a curve that always costs the same.</summary>
    public static CurveRange Constant(Proportion part) => new(SlashingInputs.None, SlashingInputs.None, part.IsZero, part, part);

    /// <summary>Returns the range of a curve that grows with one input from nothing, or from a least part, to the most.</summary>
    public static CurveRange Growing(SlashingInputs input, bool canBeZero, Proportion least, Proportion most) =>
        new CurveRange(input, canBeZero ? input : SlashingInputs.None, canBeZero, least, most).Simplified();

    /// <summary>Returns the range of the dearest of several curves.</summary>
    public static CurveRange MaximumOf(ImmutableArray<ISlashingCurve> curves)
    {
        CurveRange[] ranges = RangesOf(curves);
        Proportion floor = Proportion.Zero;
        foreach (CurveRange range in ranges)
        {
            floor = range.CanBeZero ? floor : Proportion.Max(floor, range.Least);
        }

        CurveRange together = Constant(floor);
        foreach (CurveRange range in ranges)
        {
            // What never exceeds the dearest sure thing never matters.
            together = range.Most <= floor ? together : together.With(range, Proportion.Max(together.Most, range.Most));
        }

        return (together with { Least = floor.IsZero ? LeastOf(ranges) : floor }).Simplified();
    }

    /// <summary>Returns the range of several curves together.</summary>
    public static CurveRange SumOf(ImmutableArray<ISlashingCurve> curves)
    {
        CurveRange[] ranges = RangesOf(curves);
        CurveRange together = Constant(Proportion.Zero);
        Proportion sure = Proportion.Zero;
        foreach (CurveRange range in ranges)
        {
            together = together.With(range, together.Most.AddToOne(range.Most));
            sure = range.CanBeZero ? sure : sure.AddToOne(range.Least);
        }

        return (together with { Least = sure.IsZero ? LeastOf(ranges) : sure }).Simplified();
    }

    /// <summary>Returns the range with the values changed by a function that never lowers the dearer below the cheaper.</summary>
    public CurveRange Through(Func<Proportion, Proportion> change) => Most.IsZero
        ? this
        : (this with { Least = change(Least), Most = change(Most) }).Simplified();

    /// <summary>Returns the range of a curve that also costs nothing where an input says so.</summary>
    public CurveRange FreeBy(SlashingInputs input) => Most.IsZero
        ? this
        : this with { Reads = Reads | input, ReadsForZero = ReadsForZero | input, CanBeZero = true };

    /// <summary>Returns the range of a curve that also multiplies by what an input says.</summary>
    public CurveRange RaisedBy(SlashingInputs input) => Most.IsZero || Least == Proportion.One
        ? this
        : this with { Reads = Reads | input, Most = Proportion.One };

    private static CurveRange[] RangesOf(ImmutableArray<ISlashingCurve> curves)
    {
        CurveRange[] ranges = new CurveRange[curves.Length];
        for (int index = 0; index < ranges.Length; index++)
        {
            ranges[index] = Of(curves[index]);
        }

        return ranges;
    }

    private static Proportion LeastOf(CurveRange[] ranges)
    {
        Proportion least = Proportion.One;
        foreach (CurveRange range in ranges)
        {
            least = range.Most.IsZero ? least : Proportion.Min(least, range.Least);
        }

        return least;
    }

    private CurveRange With(in CurveRange other, Proportion most) => new(
        Reads | other.Reads,
        CanBeZero && other.CanBeZero ? ReadsForZero | other.ReadsForZero : SlashingInputs.None,
        CanBeZero && other.CanBeZero,
        Least,
        most);

    /// <summary>Where there is one value beside nothing, only what decides between the two is read.</summary>
    private CurveRange Simplified() => Most.IsZero ? Constant(Proportion.Zero)
        : Least < Most ? this
        : this with { Reads = CanBeZero ? ReadsForZero : SlashingInputs.None, Least = Most };
}
