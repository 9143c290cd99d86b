namespace CapaCloud.Mechanisms.Testing;

/// <summary>One thing that happens to an <see cref="IAccrual"/> in an epoch.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Kind">0 joins, 1 leaves, 2 is slashed, 3 claims.</param>
/// <param name="Member">Which member leaves or claims, modulo those there are; for a slash, how many epochs ago the fault was.</param>
/// <param name="Amount">The stake that joins.</param>
/// <param name="Fraction">The part that is slashed.</param>
public readonly record struct AccrualStep(int Kind, int Member, UInt128 Amount, Proportion Fraction);
