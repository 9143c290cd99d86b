using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A number and a multiple of a positive amount as small as need be: how a strict bound is held exactly.</summary>
internal readonly record struct NearValue(Rational Number, Rational Nudge) : IComparable<NearValue>
{
    public static NearValue operator +(NearValue left, NearValue right) => new(left.Number + right.Number, left.Nudge + right.Nudge);

    public static NearValue operator -(NearValue left, NearValue right) => new(left.Number - right.Number, left.Nudge - right.Nudge);

    public static NearValue operator *(NearValue value, Rational factor) =>
        new(value.Number * factor, value.Nudge.IsZero ? value.Nudge : value.Nudge * factor);

    public int CompareTo(NearValue other)
    {
        int order = Number.CompareTo(other.Number);
        return order != 0 ? order : Nudge.CompareTo(other.Nudge);
    }

    /// <summary>Returns the number when the amount is given a size.</summary>
    public Rational At(Rational size) => Number + (Nudge * size);
}
