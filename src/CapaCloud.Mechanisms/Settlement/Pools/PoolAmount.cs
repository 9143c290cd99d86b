namespace CapaCloud.Mechanisms;

/// <summary>How much lies in a further pool of rewards, or how much it paid.</summary>
/// <remarks>No formula. <c>default</c> is no pool.</remarks>
/// <param name="Pool">The pool's name.</param>
/// <param name="Amount">How much, in base units.</param>
public readonly record struct PoolAmount(string Pool, Amount Amount)
{
    /// <summary>Returns the amount and the pool.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prose.Units(Amount)} of '{Pool}'";

    /// <summary>Returns what all of them have together.</summary>
    internal static Amount Sum(ReadOnlySpan<PoolAmount> amounts)
    {
        Amount sum = Amount.Zero;
        foreach (ref readonly PoolAmount one in amounts)
        {
            sum += one.Amount;
        }

        return sum;
    }
}
