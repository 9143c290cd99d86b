using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What an expression amounts to: a real number and, beside it, an infinitesimal one.</summary>
/// <remarks>
/// <code>value = Real + Infinitesimal * e, where e is positive and below every positive real number</code>
/// Ordered by the real part, and only when those are equal by the infinitesimal part. <c>default</c> is zero. Immutable.
/// </remarks>
/// <param name="Real">What the number and the constants amount to.</param>
/// <param name="Infinitesimal">What the infinitesimals amount to, in units of their own.</param>
public readonly record struct StakeValue(Rational Real, Rational Infinitesimal) : IComparable<StakeValue>
{
    /// <summary>Gets -1, 0 or 1, as the value is negative, zero or positive.</summary>
    public int Sign => Real.Sign != 0 ? Real.Sign : Infinitesimal.Sign;

    /// <summary>Returns the sum.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>The sum, exact.</returns>
    public static StakeValue operator +(StakeValue left, StakeValue right) =>
        new(left.Real + right.Real, left.Infinitesimal + right.Infinitesimal);

    /// <summary>Returns the difference.</summary>
    /// <param name="left">The value to take from.</param>
    /// <param name="right">The value to take.</param>
    /// <returns>The difference, exact.</returns>
    public static StakeValue operator -(StakeValue left, StakeValue right) =>
        new(left.Real - right.Real, left.Infinitesimal - right.Infinitesimal);

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(StakeValue left, StakeValue right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(StakeValue left, StakeValue right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(StakeValue left, StakeValue right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(StakeValue left, StakeValue right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(StakeValue other)
    {
        int order = Real.CompareTo(other.Real);
        return order != 0 ? order : Infinitesimal.CompareTo(other.Infinitesimal);
    }

    /// <summary>Returns the value, such as <c>3/2</c>, or <c>1 - 1/2 infinitesimal</c>.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString() =>
        Infinitesimal.IsZero ? Real.ToString()
        : Real.IsZero ? $"{Infinitesimal} infinitesimal"
        : $"{Real} {(Infinitesimal.Sign < 0 ? '-' : '+')} {Infinitesimal.Abs()} infinitesimal";
}
