namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a further pool has for an epoch, and who claims how much of it.</summary>
/// <remarks>
/// <code>
/// there   = Balance + Fee + Issuance
/// divided = floor(there * Weight / Claim), all of it when the others share what is lost, nothing when nobody claims
/// lost    = there - divided, nothing when nobody claims
/// </code>
/// In base units. What is divided rounds down: 2 of 3 of 10 units is 6. <c>default</c> is no pool.
/// </remarks>
public readonly record struct PoolTerms
{
    /// <summary>Gets the pool's name.</summary>
    public required string Pool { get; init; }

    /// <summary>Gets what earlier epochs left in it.</summary>
    public Amount Balance { get; init; }

    /// <summary>Gets its part of the epoch's fee.</summary>
    public Amount Fee { get; init; }

    /// <summary>Gets what is issued into it.</summary>
    public Amount Issuance { get; init; }

    /// <summary>Gets the sum of all weights.</summary>
    public UInt128 Weight { get; init; }

    /// <summary>Gets the sum of all claims: at least <see cref="Weight"/>.</summary>
    public UInt128 Claim { get; init; }

    /// <summary>Gets what was lost by jail, forfeiture, score or uptime, and is not shared by the others.</summary>
    public Amount Lost { get; init; }

    /// <summary>Gets the treasury's part of <see cref="Lost"/>; the rest is burned.</summary>
    public Amount LostToTreasury { get; init; }

    /// <summary>Gets what there is to divide and to lose.</summary>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1.</exception>
    public Amount Available => Balance + Fee + Issuance;

    /// <summary>Gets what is divided by weight.</summary>
    public Amount Divided => Weight == UInt128.Zero ? Amount.Zero : Available - Lost;

    /// <summary>Returns what there is, what is lost and who claims it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"pool '{Pool}': {Prose.Units(Balance)} left in it, {Prose.Number(Fee)} of the fee, {Prose.Number(Issuance)} issued, {Prose.Number(Lost)} lost; a weight of {Prose.Number(Weight)} of {Prose.Number(Claim)}";
}
