using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>One number of a policy or an economy that can be moved alone.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Least">The least value it can have.</param>
/// <param name="Most">The largest value it can have.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Read">Reads it; null where this policy has no such number.</param>
/// <param name="Write">Returns the pair with another value.</param>
internal sealed record DesignParameter(
    string Name,
    string Unit,
    Fraction Least,
    Fraction Most,
    bool IsWhole,
    Func<MechanismPolicy, Economics, Fraction?> Read,
    Func<MechanismPolicy, Economics, Fraction, (MechanismPolicy Policy, Economics Economics)> Write)
{
    /// <summary>Rounds to a value it can have.</summary>
    public Fraction Clamp(Fraction value)
    {
        Fraction whole = IsWhole ? new Fraction(value.ToBigInteger()) : value;
        return whole < Least ? Least : whole > Most ? Most : whole;
    }

    /// <summary>How far a small move goes: a hundredth of the value, of one at 0, one for whole numbers.</summary>
    public Fraction Step(Fraction value)
    {
        Fraction part = (value.IsPositive ? value : Fraction.One) / new Fraction(100);
        return IsWhole && part < Fraction.One ? Fraction.One : IsWhole ? new Fraction(part.ToBigInteger()) : part;
    }
}
