namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Pays a reward over the last pieces of work before it, whatever round they were done in. Coming and going between pools gains nothing.</summary>
/// <remarks>
/// <code>pay(i) = floor(reward * (work of piece i that lies in the last Length units) / Length)</code>
/// In base units. Rounds down; what is left, and what a window that is not full does not use, stays in the pool for later. A unit of work is paid for the rewards that fall in
/// the Length units of work after it and for nothing before it: its expected pay is the same at the begin and at the end of a round, so there is no moment to join or leave at.
/// Paying by share of the round instead, a hopper who works only in the first part of each earns 1.28 times the others' pay. Linear in the pieces; no allocation.
/// <c>default</c> has no length and pays nothing. Source: pay per last N shares; M. Rosenfeld, *Analysis of Bitcoin Pooled Mining Reward Systems* (2011).
/// </remarks>
/// <param name="Length">How much work is looked back at.</param>
public readonly record struct WorkWindow(UInt128 Length)
{
    /// <summary>Divides a reward.</summary>
    /// <param name="reward">The reward, in base units.</param>
    /// <param name="work">The pieces of work, the latest last.</param>
    /// <param name="pay">Receives the pay of each.</param>
    /// <returns>What stays in the pool.</returns>
    /// <exception cref="ArgumentException">There is not exactly one place for each piece.</exception>
    public Amount Divide(Amount reward, ReadOnlySpan<UInt128> work, Span<Amount> pay)
    {
        if (pay.Length != work.Length)
        {
            throw new ArgumentException($"There {Prose.Are(work.Length, "piece of work", "pieces of work")} and room for {Prose.Count(pay.Length, "payment")}; expected as many.", nameof(pay));
        }

        UInt128 room = Length;
        Amount left = reward;
        for (int piece = work.Length - 1; piece >= 0; piece--)
        {
            UInt128 counted = UInt128.Min(room, work[piece]);
            room -= counted;
            pay[piece] = counted == UInt128.Zero ? Amount.Zero : reward.Multiply(counted, Length, Rounding.Down);
            left -= pay[piece];
        }

        return left;
    }
}
