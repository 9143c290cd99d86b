using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a participant, or all of a group together, claim of a further pool.</summary>
/// <remarks><code>weight &lt;= claim</code><c>default</c> is no pool.</remarks>
/// <param name="Pool">The pool's name.</param>
/// <param name="Weight">The weight: what it is divided by.</param>
/// <param name="Claim">What the weight would be, had nobody lost any by jail, forfeiture, score or uptime.</param>
public readonly record struct PoolWeight(string Pool, UInt128 Weight, UInt128 Claim)
{
    /// <summary>Returns the weight of the claim, and the pool.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Number(Weight)} of {Prose.Number(Claim)} in '{Pool}'";

    /// <summary>Returns two together.</summary>
    internal static PoolWeight Sum(PoolWeight left, PoolWeight right) => new(left.Pool, Sum(left.Weight, right.Weight, left.Pool, "weight"), Sum(left.Claim, right.Claim, left.Pool, "claim"));

    private static UInt128 Sum(UInt128 left, UInt128 right, string pool, string what) => right > UInt128.MaxValue - left
        ? throw new OverflowException($"The groups have a {what} of {DecimalText.Format(left)} and {DecimalText.Format(right)} in the pool '{pool}'; expected at most 2^128 - 1 together.")
        : left + right;
}
