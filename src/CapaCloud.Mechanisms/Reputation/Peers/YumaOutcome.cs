using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What comes out of one round of peer evaluation.</summary>
/// <remarks>
/// <code>
/// incentive of servers, dividends of validators: shares, each rounded down, that add up to one but for one part each
/// (or all zero when no server has a consensus)
/// </code>
/// To pay by them, pass them as weights to a reward splitter: that is what deals with the last units.
/// </remarks>
/// <param name="Consensus">For each server, the weight that a majority of the stake supports.</param>
/// <param name="Incentive">For each server, its share of what servers earn.</param>
/// <param name="Dividends">For each validator, its share of what validators earn.</param>
/// <param name="ValidatorTrust">For each validator, the share of its weights that the consensus left standing.</param>
/// <param name="Bonds">The bonds after the round, row after row.</param>
public sealed record YumaOutcome(
    ImmutableArray<Proportion> Consensus,
    ImmutableArray<Proportion> Incentive,
    ImmutableArray<Proportion> Dividends,
    ImmutableArray<Proportion> ValidatorTrust,
    ImmutableArray<Proportion> Bonds)
{
    /// <summary>Gets for each server, the weight that a majority of the stake supports.</summary>
    public ImmutableArray<Proportion> Consensus { get; init => field = value.IsDefault ? [] : value; } = Consensus.IsDefault ? [] : Consensus;

    /// <summary>Gets for each server, its share of what servers earn.</summary>
    public ImmutableArray<Proportion> Incentive { get; init => field = value.IsDefault ? [] : value; } = Incentive.IsDefault ? [] : Incentive;

    /// <summary>Gets for each validator, its share of what validators earn.</summary>
    public ImmutableArray<Proportion> Dividends { get; init => field = value.IsDefault ? [] : value; } = Dividends.IsDefault ? [] : Dividends;

    /// <summary>Gets for each validator, the share of its weights that the consensus left standing.</summary>
    public ImmutableArray<Proportion> ValidatorTrust { get; init => field = value.IsDefault ? [] : value; } = ValidatorTrust.IsDefault ? [] : ValidatorTrust;

    /// <summary>Gets the bonds after the round, row after row.</summary>
    public ImmutableArray<Proportion> Bonds { get; init => field = value.IsDefault ? [] : value; } = Bonds.IsDefault ? [] : Bonds;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"YumaOutcome {{ Consensus = {Prose.List(Consensus)}, Incentive = {Prose.List(Incentive)}, Dividends = {Prose.List(Dividends)}, "
        + $"ValidatorTrust = {Prose.List(ValidatorTrust)}, Bonds = {Prose.List(Bonds)} }}";

    /// <inheritdoc/>
    public bool Equals(YumaOutcome? other) =>
        other is not null
        && Consensus.AsSpan().SequenceEqual(other.Consensus.AsSpan())
        && Incentive.AsSpan().SequenceEqual(other.Incentive.AsSpan())
        && Dividends.AsSpan().SequenceEqual(other.Dividends.AsSpan())
        && ValidatorTrust.AsSpan().SequenceEqual(other.ValidatorTrust.AsSpan())
        && Bonds.AsSpan().SequenceEqual(other.Bonds.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Consensus.Length ^ Bonds.Length;
}
