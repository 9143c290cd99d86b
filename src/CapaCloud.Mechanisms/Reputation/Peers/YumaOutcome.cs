using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation.Peers;

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
    ImmutableArray<Proportion> Bonds);
