namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>What a slashing costs a validator of Ethereum's beacon chain, in the four variants the forks had; a network of its own sets the constants.</summary>
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
    /// <summary>How many Gwei make one increment of effective balance on the main network: 10^9.</summary>
    public const ulong Increment = 1_000_000_000;

    /// <summary>Which part of a report's reward the proposer gets, as a divisor: 8 (phase0), the same as 8 of 64 weights since Altair.</summary>
    public const uint DefaultProposerQuotient = 8;

    private readonly uint _minimumPenaltyQuotient;
    private readonly uint _reportRewardQuotient;
    private readonly uint _proposerQuotient = DefaultProposerQuotient;
    private readonly ulong _effectiveIncrement = Increment;

    /// <summary>Gets the rules at genesis.</summary>
    public static EthereumSlashing Phase0 { get; } = new()
    {
        MinimumPenaltyQuotient = 128,
        ReportRewardQuotient = 512,
        Multiplier = 1,
        IsPerIncrement = false,
    };

    /// <summary>Gets the rules since Altair.</summary>
    public static EthereumSlashing Altair { get; } = Phase0 with { MinimumPenaltyQuotient = 64, Multiplier = 2 };

    /// <summary>Gets the rules since Bellatrix.</summary>
    public static EthereumSlashing Bellatrix { get; } = Phase0 with { MinimumPenaltyQuotient = 32, Multiplier = 3 };

    /// <summary>Gets the rules since Electra.</summary>
    public static EthereumSlashing Electra { get; } = new()
    {
        MinimumPenaltyQuotient = 4096,
        ReportRewardQuotient = 4096,
        Multiplier = 3,
        IsPerIncrement = true,
    };

    /// <summary>Gets the divisor of the initial penalty, not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public required uint MinimumPenaltyQuotient
    {
        get => _minimumPenaltyQuotient;
        init => _minimumPenaltyQuotient = (uint)NotZero(value, nameof(MinimumPenaltyQuotient));
    }

    /// <summary>Gets the divisor of the reward for the report, not zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public required uint ReportRewardQuotient
    {
        get => _reportRewardQuotient;
        init => _reportRewardQuotient = (uint)NotZero(value, nameof(ReportRewardQuotient));
    }

    /// <summary>Gets the divisor of the proposer's part of that reward, not zero: 8 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public uint ProposerQuotient
    {
        get => _proposerQuotient;
        init => _proposerQuotient = (uint)NotZero(value, nameof(ProposerQuotient));
    }

    /// <summary>Gets the multiplier of the share of stake that was slashed in the window.</summary>
    public required uint Multiplier { get; init; }

    /// <summary>Gets a value indicating whether the correlation penalty is computed for one increment and then multiplied.</summary>
    public required bool IsPerIncrement { get; init; }

    /// <summary>Gets how many Gwei make one increment, not zero: 10^9 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public ulong EffectiveIncrement
    {
        get => _effectiveIncrement;
        init => _effectiveIncrement = NotZero(value, nameof(EffectiveIncrement));
    }

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
        Amount proposer = reward.Multiply(1, ProposerQuotient, Rounding.Down);
        return (proposer, reward - proposer);
    }

    /// <summary>Returns what is taken half a window later, for what else was slashed in the window.</summary>
    /// <param name="effectiveBalance">The validator's effective balance, in Gwei.</param>
    /// <param name="slashedInWindow">The effective balances slashed in the window, in Gwei.</param>
    /// <param name="totalBalance">The effective balances of all active validators, in Gwei, at least one increment.</param>
    /// <returns>The penalty, in Gwei.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The total is less than one increment: the network never has less.</exception>
    public Amount CorrelationPenalty(Amount effectiveBalance, Amount slashedInWindow, Amount totalBalance)
    {
        if (totalBalance.Units < EffectiveIncrement)
        {
            throw new ArgumentOutOfRangeException(nameof(totalBalance), $"All stake is at least one increment of {EffectiveIncrement} Gwei, got {totalBalance}.");
        }

        Amount adjusted = Amount.Min(slashedInWindow.Multiply(Multiplier, 1, Rounding.Down), totalBalance);
        UInt128 increments = effectiveBalance.Units / EffectiveIncrement;
        if (!IsPerIncrement)
        {
            return adjusted.Multiply(increments, totalBalance.Units, Rounding.Down).Multiply(EffectiveIncrement, 1, Rounding.Down);
        }

        Amount perIncrement = adjusted.Multiply(1, totalBalance.Units / EffectiveIncrement, Rounding.Down);
        return perIncrement.Multiply(increments, 1, Rounding.Down);
    }

    private static ulong NotZero(ulong value, string name) =>
        value != 0 ? value : throw new ArgumentOutOfRangeException(name, $"{name} divides and is at least 1, got 0.");
}
