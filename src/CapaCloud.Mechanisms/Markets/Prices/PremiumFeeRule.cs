using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A base fee that follows what users add on top of it: they fill the room with premiums only when it is too cheap (Filecoin).</summary>
/// <remarks>
/// <code>
/// premium = what the unit at a given rank offers, the highest first; zero when fewer units are asked for
/// step    = ceil(fee / Denominator)
/// fee'    = min(Cap, max(Floor, fee + min(step, premium - step)))
/// </code>
/// In base units of money for one unit. The step rounds up, so that even a small fee moves. A fee of 808 with denominator 8 has a step of 101: no
/// premium gives 707, a premium of 101 leaves it, from 202 on it is 909. Nobody can lower the fee by leaving room empty unless it forgoes what it
/// would put there. <c>default</c> has no denominator and is refused. Source: Filecoin (Lotus), base fee from premium.
/// </remarks>
public readonly record struct PremiumFeeRule
{
    /// <summary>Initializes a new instance of the <see cref="PremiumFeeRule"/> struct without a cap below 2^128 - 1.</summary>
    /// <param name="denominator">The largest step is one part of so many, rounded up; at least 1.</param>
    /// <param name="floor">The lowest fee.</param>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is 0.</exception>
    public PremiumFeeRule(ulong denominator, Amount floor = default)
        : this(denominator, floor, Amount.MaxValue)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="PremiumFeeRule"/> struct.</summary>
    /// <param name="denominator">The largest step is one part of so many, rounded up; at least 1.</param>
    /// <param name="floor">The lowest fee.</param>
    /// <param name="cap">The highest fee.</param>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is 0, or the cap below the floor.</exception>
    [JsonConstructor]
    public PremiumFeeRule(ulong denominator, Amount floor, Amount cap)
    {
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        if (cap < floor)
        {
            throw new ArgumentOutOfRangeException(nameof(cap), $"The cap {cap} is below the floor {floor}; expected at least that.");
        }

        (Denominator, Floor, Cap) = (denominator, floor, cap);
    }

    /// <summary>Gets the denominator of the largest step.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Denominator { get; }

    /// <summary>Gets the lowest fee.</summary>
    public Amount Floor { get; }

    /// <summary>Gets the highest fee.</summary>
    public Amount Cap { get; }

    /// <summary>Returns what the unit at a rank offers.</summary>
    /// <param name="offers">The offers, in any order.</param>
    /// <param name="rank">The rank in units from 0, the highest premium first.</param>
    /// <returns>The premium; zero when no more units than the rank are asked for.</returns>
    public static Amount PremiumAt(ReadOnlySpan<PremiumOffer> offers, UInt128 rank)
    {
        PremiumOffer[] sorted = offers.ToArray();
        Array.Sort(sorted, static (left, right) => right.Premium.CompareTo(left.Premium));
        foreach (PremiumOffer offer in sorted)
        {
            if (offer.Units > rank)
            {
                return offer.Premium;
            }

            rank -= offer.Units;
        }

        return Amount.Zero;
    }

    /// <summary>Returns the fee of the next period.</summary>
    /// <param name="fee">The fee of this period.</param>
    /// <param name="premium">The premium at the rank that the market looks at.</param>
    /// <returns>The fee; at most 2^128 - 1, where a rise stops.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public Amount Next(Amount fee, Amount premium)
    {
        if (Denominator == 0)
        {
            throw new InvalidOperationException("A premium fee without a denominator has no step; expected at least 1.");
        }

        Amount step = fee.Multiply(UInt128.One, Denominator, Rounding.Up);
        Amount next = premium < step
            ? fee.SubtractToZero(step - premium)
            : Rise(fee, Amount.Min(step, premium - step));
        return Amount.Min(Cap, Amount.Max(Floor, next));
    }

    private static Amount Rise(Amount fee, Amount by) => by.Units > UInt128.MaxValue - fee.Units ? Amount.MaxValue : fee + by;
}
