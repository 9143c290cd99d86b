using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A base fee that rises when more than the target is used and falls when less is (EIP-1559), with a floor and a cap.</summary>
/// <remarks>
/// <code>
/// target = limit // Elasticity
/// used = target:  fee
/// used &gt; target:  fee + max(1, fee * (used - target) // target // Denominator)
/// used &lt; target:  fee - fee * (target - used) // target // Denominator
/// then at least Floor and at most Cap
/// </code>
/// In base units of money for one unit of the resource. Steps round down: a rise in favour of the user, a fall in favour of who is paid. A fee
/// of 7 or less does not fall with a denominator of 8, since 7 // 8 is 0; a rise is at least 1. A denominator or target of zero leaves the fee as
/// it is. <c>default</c> moves nothing. Source: EIP-1559; its numbers are those of Ethereum (2, 8) and of others.
/// </remarks>
public readonly record struct BaseFeeRule
{
    /// <summary>Initializes a new instance of the <see cref="BaseFeeRule"/> struct without a cap below 2^128 - 1.</summary>
    /// <param name="elasticity">How many times the target the limit is, 2 in Ethereum.</param>
    /// <param name="denominator">The largest fall is one part of so many, 8 in Ethereum.</param>
    /// <param name="floor">The lowest fee.</param>
    public BaseFeeRule(ulong elasticity, ulong denominator, Amount floor = default)
        : this(elasticity, denominator, floor, Amount.MaxValue)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BaseFeeRule"/> struct.</summary>
    /// <param name="elasticity">How many times the target the limit is, 2 in Ethereum.</param>
    /// <param name="denominator">The largest fall is one part of so many, 8 in Ethereum.</param>
    /// <param name="floor">The lowest fee.</param>
    /// <param name="cap">The highest fee.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cap is below the floor.</exception>
    [JsonConstructor]
    public BaseFeeRule(ulong elasticity, ulong denominator, Amount floor, Amount cap)
    {
        if (cap < floor)
        {
            throw new ArgumentOutOfRangeException(nameof(cap), $"The cap {cap} is below the floor {floor}; expected at least that.");
        }

        (Elasticity, Denominator, Floor, Cap) = (elasticity, denominator, floor, cap);
    }

    /// <summary>Gets how many times the target the limit is.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Elasticity { get; }

    /// <summary>Gets the denominator of the largest fall.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Denominator { get; }

    /// <summary>Gets the lowest fee.</summary>
    public Amount Floor { get; }

    /// <summary>Gets the highest fee.</summary>
    public Amount Cap { get; }

    /// <summary>Returns the fee of the next period.</summary>
    /// <param name="fee">The fee of this period.</param>
    /// <param name="used">What was used in it, in units of the resource.</param>
    /// <param name="limit">The most that could be used.</param>
    /// <returns>The fee; at most 2^128 - 1, where a rise stops.</returns>
    public Amount Next(Amount fee, ulong used, ulong limit)
    {
        ulong target = Elasticity == 0 ? 0 : limit / Elasticity;
        UInt128 next = target == 0 || Denominator == 0 ? fee.Units : Moved(fee.Units, used, target);
        return Elasticity == 0 && Denominator == 0 ? fee : Amount.Min(Cap, Amount.Max(Floor, Amount.Of(next)));
    }

    private UInt128 Moved(UInt128 fee, ulong used, ulong target)
    {
        UInt128 divisor = (UInt128)target * Denominator;
        if (used > target)
        {
            return MultiplyDivide.TryDivide(fee, used - target, divisor, out UInt128 rise, out _) && fee <= UInt128.MaxValue - UInt128.Max(UInt128.One, rise)
                ? fee + UInt128.Max(UInt128.One, rise)
                : UInt128.MaxValue;
        }

        return fee - MultiplyDivide.Down(fee, target - used, divisor);
    }
}
