using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Yuma consensus: validators judge servers, the stake-weighted median clips what is out of line, and early agreement earns.</summary>
/// <remarks>
/// <code>
/// C(j)  = stake-weighted median of weights at Kappa        W'(i, j) = min(W(i, j), C(j))
/// R(j)  = sum over i of S(i) W'(i, j)                      incentive(j) = R(j) / sum of R
/// V     = (1 - BondsPenalty) W + BondsPenalty W'           the weights that bonds follow
/// original:  B' = columns to one of (BondsRate * columns to one of (S V) + (1 - BondsRate) * columns to one of B)
///            dividends(i) ~ sum over j of B'(i, j) incentive(j)
/// third:     B' = B + rate * (V - B), rate = BondsRate or LiquidAlpha for each pair
///            dividends(i) ~ S(i) * sum over j of (column to one of B')(i, j) incentive(j)
/// </code>
/// Integers throughout, parts of 10^18; single quotients round down. A validator with less than the majority cannot raise a server
/// above what others say. Who copies earns less than who saw it first, if copies come late: that is what
/// <see cref="SealedWeights"/> is for. Source: Bittensor, subtensor (epoch, Yuma 3).
/// </remarks>
public sealed record YumaConsensus
{
    /// <summary>Gets the share of stake that must support a weight: 0.5 when left out.</summary>
    public Proportion Kappa { get; init; } = Proportion.Half;

    /// <summary>Gets which rule moves the bonds: the third version when left out.</summary>
    public YumaVersion Version { get; init => field = EnumerationMember.Required(value); } = YumaVersion.Third;

    /// <summary>Gets how far bonds follow clipped weights: zero for the raw ones (when left out), one for the clipped ones.</summary>
    public Proportion BondsPenalty { get; init; }

    /// <summary>Gets the share of the way that a bond moves in a round, where liquid alpha does not say otherwise: 0.1 when left out.</summary>
    public Proportion BondsRate { get; init; } = Proportion.Percent(10);

    /// <summary>Gets the rule for a rate of its own for each pair; null for none. Only the third version has it.</summary>
    public LiquidAlpha? LiquidAlpha { get; init; }

    /// <summary>Runs one round.</summary>
    /// <param name="round">Stakes, weights and bonds.</param>
    /// <returns>Consensus, incentives, dividends and new bonds.</returns>
    /// <exception cref="ArgumentException">No validators, no stake at all, or matrices that are not of validators times servers.</exception>
    /// <exception cref="InvalidOperationException">Liquid alpha is asked for with the original version.</exception>
    public YumaOutcome Run(YumaRound round)
    {
        if (LiquidAlpha is not null && Version == YumaVersion.Original)
        {
            throw new InvalidOperationException("Liquid alpha is a rule of the third version; the original one has a single rate.");
        }

        YumaColumns columns = YumaColumns.Of(round);
        Proportion[] consensus = columns.Consensus(round.Stakes, Kappa);
        Proportion[] clipped = columns.Clipped(consensus);
        Proportion[] incentive = YumaColumns.Shares(columns.Ranks(clipped));
        Proportion[] followed = columns.Between(clipped, BondsPenalty);
        Proportion[] bonds = Version == YumaVersion.Original
            ? columns.SharedBonds(followed, round.Bonds, BondsRate)
            : columns.OwnBonds(followed, round.Bonds, consensus, BondsRate, LiquidAlpha);
        Proportion[] dividends = columns.Dividends(columns.ToOne(bonds), incentive, byStake: Version == YumaVersion.Third);
        return new YumaOutcome(
            [.. consensus], [.. incentive], [.. dividends], [.. columns.ValidatorTrust(clipped)], [.. bonds]);
    }
}
