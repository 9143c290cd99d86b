using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A base fee that follows how full a round of several blocks was, where blocks are packed less than perfectly (Filecoin).</summary>
/// <remarks>
/// <code>
/// delta = clamp( floor(used / (Packing * blocks)) - Target, -Target, Target )
/// fee'  = max(Floor, fee + floor(fee * delta / (Target * Denominator)))
/// </code>
/// In base units of money for one unit of the resource. A floor also below zero: a fall rounds up in size and moves at least 1, a rise rounds
/// down and may stick. 801 without any use and a denominator of 8 becomes 700. <c>default</c> has no target and is refused. Source: Filecoin
/// (Lotus), next base fee.
/// </remarks>
public readonly record struct UtilisationFeeRule
{
    /// <summary>Initializes a new instance of the <see cref="UtilisationFeeRule"/> struct.</summary>
    /// <param name="target">What should be used in a block; at least 1.</param>
    /// <param name="denominator">The largest step is one part of so many; at least 1.</param>
    /// <param name="packing">The part of a block that is filled when it counts as full; above zero.</param>
    /// <param name="floor">The lowest fee.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target, the denominator or the packing is 0.</exception>
    [JsonConstructor]
    public UtilisationFeeRule(ulong target, ulong denominator, Proportion packing, Amount floor)
    {
        ArgumentOutOfRangeException.ThrowIfZero(target);
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        if (packing.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(packing), "A packing of 0 means that no block is ever filled; expected above zero.");
        }

        (Target, Denominator, Packing, Floor) = (target, denominator, packing, floor);
    }

    /// <summary>Gets what should be used in a block.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Target { get; }

    /// <summary>Gets the denominator of the largest step.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Denominator { get; }

    /// <summary>Gets the part of a block that is filled when it counts as full.</summary>
    public Proportion Packing { get; }

    /// <summary>Gets the lowest fee.</summary>
    public Amount Floor { get; }

    /// <summary>Returns the fee of the next round.</summary>
    /// <param name="fee">The fee of this round.</param>
    /// <param name="used">What was used in all its blocks.</param>
    /// <param name="blocks">How many blocks there were; at least 1.</param>
    /// <returns>The fee; at most 2^128 - 1, where a rise stops.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There was no block.</exception>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public Amount Next(Amount fee, UInt128 used, ulong blocks)
    {
        ArgumentOutOfRangeException.ThrowIfZero(blocks);
        if (Target == 0)
        {
            throw new InvalidOperationException("A fee by utilisation without a target does not move; expected a target of at least 1.");
        }

        BigInteger each = (BigInteger)used * Proportion.PartsPerOne / ((BigInteger)Packing.Parts * blocks);
        BigInteger delta = BigInteger.Min(Target, BigInteger.Max(-(BigInteger)Target, each - Target));
        BigInteger divisor = (BigInteger)Target * Denominator, change = fee.Units * delta;
        BigInteger quotient = BigInteger.DivRem(change, divisor, out BigInteger remainder);
        BigInteger next = fee.Units + quotient - (remainder.Sign < 0 ? 1 : 0);
        return next > UInt128.MaxValue ? Amount.MaxValue : Amount.Max(Floor, Amount.Of((UInt128)BigInteger.Max(0, next)));
    }
}
