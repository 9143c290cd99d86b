using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>What a dispute by bisection costs, and how long a move may take.</summary>
/// <remarks>
/// <code>
/// rounds    = ceiling(log2(steps))
/// most cost = rounds * MovePrice of one's own + RefereePrice (the loser's)
/// longest   = 2 * rounds * MoveTime
/// </code>
/// A party must have deposited <see cref="MostCost"/> before the dispute opens, so that whoever loses can pay.
/// </remarks>
/// <param name="MoveTime">How many epochs a party has for a move, above 0.</param>
/// <param name="MovePrice">What a party pays for each of its moves, in base units.</param>
/// <param name="RefereePrice">What the referee's recomputation of one step costs the loser, in base units.</param>
public sealed record BisectionTerms(EpochSpan MoveTime, Amount MovePrice, Amount RefereePrice)
{
    /// <summary>Returns how many rounds a dispute about so many steps takes at most.</summary>
    /// <param name="steps">How many steps the computation has, at least 1.</param>
    /// <returns><c>ceiling(log2(steps))</c>: 1 step takes 0, 1,000 take 10.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    public static int Rounds(ulong steps) =>
        steps == 0
            ? throw new ArgumentOutOfRangeException(nameof(steps), "A computation in dispute has at least 1 step.")
            : steps == 1 ? 0 : BitOperations.Log2(steps - 1) + 1;

    /// <summary>Returns the most a party can have to pay, and so what it must deposit.</summary>
    /// <param name="steps">How many steps the computation has, at least 1.</param>
    /// <returns>The amount, exact.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    /// <exception cref="OverflowException">The amount exceeds 2^128 - 1 units.</exception>
    public Amount MostCost(ulong steps) => MovePrice.Multiply((UInt128)Rounds(steps), UInt128.One, Rounding.Up) + RefereePrice;

    /// <summary>Returns the longest a dispute can take until the referee is called.</summary>
    /// <param name="steps">How many steps the computation has, at least 1.</param>
    /// <returns>The span; stake must stay liable at least as long.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    /// <exception cref="OverflowException">The span exceeds 2^64 - 1 epochs.</exception>
    public EpochSpan Longest(ulong steps) => EpochSpan.Of(checked(2 * (ulong)Rounds(steps) * MoveTime.Epochs));
}
