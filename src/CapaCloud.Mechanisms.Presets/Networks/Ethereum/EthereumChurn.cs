using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>How fast validators of Ethereum's beacon chain may come, go and merge since Electra, and what their balance weighs.</summary>
/// <remarks>
/// <code>
/// balance churn         = max(Minimum, total / Quotient), rounded down to whole increments
/// activations and exits = min(MaximumForExits, balance churn)
/// consolidations        = the rest
/// </code>
/// In Gwei for each epoch. Rounds down: 8,388,608 ETH allow 128 ETH. Source: ethereum/consensus-specs, electra,
/// <c>get_balance_churn_limit</c>, <c>compute_exit_epoch_and_update_churn</c>; phase0, <c>process_effective_balance_updates</c>.
/// </remarks>
public sealed record EthereumChurn
{
    /// <summary>Gets the rules of the main network since Electra.</summary>
    public static EthereumChurn Electra { get; } = new();

    /// <summary>Gets how many whole epochs lie between an exit and its first possible place: 4.</summary>
    public static EpochSpan Lookahead => EpochSpan.Of(4);

    /// <summary>Gets the least churn, in Gwei.</summary>
    public Amount Minimum { get; init; } = Amount.Of(128 * (UInt128)EthereumSlashing.Increment);

    /// <summary>Gets the most that activations and exits may have of it, in Gwei.</summary>
    public Amount MaximumForExits { get; init; } = Amount.Of(256 * (UInt128)EthereumSlashing.Increment);

    /// <summary>Gets the part of all stake that may move in an epoch, as a divisor.</summary>
    public uint Quotient { get; init; } = 65_536;

    /// <summary>Gets how many Gwei make one increment: 10^9 when left out.</summary>
    public ulong Increment { get; init; } = EthereumSlashing.Increment;

    /// <summary>Returns what may move in an epoch.</summary>
    /// <param name="totalBalance">The effective balances of all active validators, in Gwei.</param>
    /// <returns>The churn, in whole increments.</returns>
    /// <exception cref="InvalidOperationException">The quotient or the increment is 0.</exception>
    public Amount BalanceChurn(Amount totalBalance)
    {
        if (Quotient == 0 || Increment == 0)
        {
            throw new InvalidOperationException($"The churn divides by its quotient and its increment; they are {Quotient} and {Increment}, expected at least 1.");
        }

        Amount churn = Amount.Max(Minimum, totalBalance.Multiply(1, Quotient, Rounding.Down));
        return Amount.Of(churn.Units - (churn.Units % Increment));
    }

    /// <summary>Returns what may be activated or may exit in an epoch.</summary>
    /// <param name="totalBalance">The effective balances of all active validators, in Gwei.</param>
    /// <returns>The churn for each of the two.</returns>
    public Amount ExitChurn(Amount totalBalance) => Amount.Min(MaximumForExits, BalanceChurn(totalBalance));

    /// <summary>Returns what may be consolidated in an epoch.</summary>
    /// <param name="totalBalance">The effective balances of all active validators, in Gwei.</param>
    /// <returns>The churn that exits leave.</returns>
    public Amount ConsolidationChurn(Amount totalBalance) => BalanceChurn(totalBalance) - ExitChurn(totalBalance);

    /// <summary>Returns the rule by which an effective balance follows a balance.</summary>
    /// <param name="maximum">The cap: 32 ETH, or 2,048 ETH for a compounding validator, in Gwei.</param>
    /// <returns>The rule: down at a quarter of an increment, up at five quarters.</returns>
    public static EffectiveStake EffectiveBalance(Amount maximum) => new()
    {
        Increment = Amount.Of(EthereumSlashing.Increment),
        DownwardMargin = Amount.Of(EthereumSlashing.Increment / 4),
        UpwardMargin = Amount.Of(EthereumSlashing.Increment / 4 * 5),
        Maximum = maximum,
    };
}
