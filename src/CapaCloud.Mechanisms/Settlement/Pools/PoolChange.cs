namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a group of participants' postings did to a further pool.</summary>
/// <remarks><code>balance after = balance before + sum of In - sum of Out</code><c>default</c> is no pool.</remarks>
/// <param name="Pool">The pool's name.</param>
/// <param name="In">What came into it, in base units.</param>
/// <param name="Out">What it paid, in base units.</param>
public readonly record struct PoolChange(string Pool, Amount In, Amount Out)
{
    /// <summary>Returns two together.</summary>
    internal static PoolChange Sum(PoolChange left, PoolChange right) => new(left.Pool, left.In + right.In, left.Out + right.Out);
}
