using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>What a slashing costs a validator of Ethereum's beacon chain, in the four variants the forks had.</summary>
/// <remarks>
/// <code>
/// initial penalty      = effective / MinimumPenaltyQuotient
/// reward of the report = effective / ReportRewardQuotient, of which the proposer gets 1/8
/// correlation penalty  = effective/I * adjusted / total * I            up to Deneb: divides before it scales back to Gwei
///                      = adjusted / (total/I) * (effective/I)          since Electra: per increment, so that splitting is neutral
///   with adjusted = min(slashed in the window * Multiplier, total) and I = 10^9 Gwei
/// </code>
/// In Gwei. Every division rounds down, as the network's own does: with 20 * 32 ETH of 27 million ETH slashed, the correlation penalty
/// of a validator is 0 up to Deneb and 2,275,552 since Electra. Source: ethereum/consensus-specs, phase0, altair, bellatrix and electra,
/// <c>slash_validator</c> and <c>process_slashings</c>.
/// </remarks>
public sealed record EthereumSlashing
{
    /// <summary>How many Gwei make one increment of effective balance: 10^9.</summary>
    public const ulong Increment = 1_000_000_000;

    private EthereumSlashing(uint minimumPenaltyQuotient, uint reportRewardQuotient, uint multiplier, bool isPerIncrement)
    {
        MinimumPenaltyQuotient = minimumPenaltyQuotient;
        ReportRewardQuotient = reportRewardQuotient;
        Multiplier = multiplier;
        IsPerIncrement = isPerIncrement;
    }

    /// <summary>Gets the rules at genesis.</summary>
    public static EthereumSlashing Phase0 { get; } = new(128, 512, 1, isPerIncrement: false);

    /// <summary>Gets the rules since Altair.</summary>
    public static EthereumSlashing Altair { get; } = new(64, 512, 2, isPerIncrement: false);

    /// <summary>Gets the rules since Bellatrix.</summary>
    public static EthereumSlashing Bellatrix { get; } = new(32, 512, 3, isPerIncrement: false);

    /// <summary>Gets the rules since Electra.</summary>
    public static EthereumSlashing Electra { get; } = new(4096, 4096, 3, isPerIncrement: true);

    /// <summary>Gets the divisor of the initial penalty.</summary>
    public uint MinimumPenaltyQuotient { get; }

    /// <summary>Gets the divisor of the reward for the report.</summary>
    public uint ReportRewardQuotient { get; }

    /// <summary>Gets the multiplier of the share of stake that was slashed in the window.</summary>
    public uint Multiplier { get; }

    /// <summary>Gets a value indicating whether the correlation penalty is computed for one increment and then multiplied.</summary>
    public bool IsPerIncrement { get; }

    /// <summary>Returns what is taken at once.</summary>
    /// <param name="effectiveBalance">The validator's effective balance, in Gwei.</param>
    /// <returns>The penalty, in Gwei, rounded down.</returns>
    public Amount InitialPenalty(Amount effectiveBalance) => effectiveBalance.Multiply(1, MinimumPenaltyQuotient, Rounding.Down);

    /// <summary>Returns what the report of the offence earns.</summary>
    /// <param name="effectiveBalance">The offender's effective balance, in Gwei.</param>
    /// <returns>What the proposer gets for including it, and what the reporter gets; both in Gwei, rounded down in the proposer's share.</returns>
    public (Amount Proposer, Amount Reporter) ReportReward(Amount effectiveBalance)
    {
        Amount reward = effectiveBalance.Multiply(1, ReportRewardQuotient, Rounding.Down);
        Amount proposer = reward.Multiply(1, 8, Rounding.Down);
        return (proposer, reward - proposer);
    }

    /// <summary>Returns what is taken half a window later, for what else was slashed in the window.</summary>
    /// <param name="effectiveBalance">The validator's effective balance, in Gwei.</param>
    /// <param name="slashedInWindow">The effective balances slashed in the window, in Gwei.</param>
    /// <param name="totalBalance">The effective balances of all active validators, in Gwei, at least one increment.</param>
    /// <returns>The penalty, in Gwei.</returns>
    /// <exception cref="DivideByZeroException">The total is less than one increment.</exception>
    public Amount CorrelationPenalty(Amount effectiveBalance, Amount slashedInWindow, Amount totalBalance)
    {
        Amount adjusted = Amount.Min(slashedInWindow.Multiply(Multiplier, 1, Rounding.Down), totalBalance);
        UInt128 increments = effectiveBalance.Units / Increment;
        if (!IsPerIncrement)
        {
            return adjusted.Multiply(increments, totalBalance.Units, Rounding.Down).Multiply(Increment, 1, Rounding.Down);
        }

        Amount perIncrement = adjusted.Multiply(1, totalBalance.Units / Increment, Rounding.Down);
        return perIncrement.Multiply(increments, 1, Rounding.Down);
    }
}
