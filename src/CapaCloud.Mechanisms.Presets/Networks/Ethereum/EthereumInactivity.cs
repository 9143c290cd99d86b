namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>The inactivity leak of Ethereum's beacon chain since Altair: absence costs more the longer the chain does not finalise.</summary>
/// <remarks>
/// <code>
/// score' = score - min(1, score)            attested in time
///        = score + ScoreBias                absent or slashed
/// then, when not leaking: score' - min(RecoveryRate, score')
/// penalty = effective * score / (ScoreBias * PenaltyQuotient)
/// leaking when previous epoch - finalised epoch &gt; 4
/// </code>
/// In Gwei and epochs. Penalties round down: 32 ETH at score 1 lose 158 Gwei of 158.9 in Altair. A validator that attests loses
/// nothing; one absent a tenth of the time loses far less than a tenth. Source: ethereum/consensus-specs, altair and bellatrix,
/// <c>process_inactivity_updates</c> and <c>get_inactivity_penalty_deltas</c>.
/// </remarks>
public sealed record EthereumInactivity
{
    /// <summary>The number of epochs without finality after which the leak begins: 4.</summary>
    public const ulong EpochsToLeak = 4;

    /// <summary>Gets the rules since Altair.</summary>
    public static EthereumInactivity Altair { get; } = new() { PenaltyQuotient = 3UL << 24 };

    /// <summary>Gets the rules since Bellatrix.</summary>
    public static EthereumInactivity Bellatrix { get; } = new() { PenaltyQuotient = 1UL << 24 };

    /// <summary>Gets how much an epoch of absence adds to the score: 4 when left out.</summary>
    public ulong ScoreBias { get; init; } = 4;

    /// <summary>Gets how much an epoch without a leak takes off the score: 16 when left out.</summary>
    public ulong RecoveryRate { get; init; } = 16;

    /// <summary>Gets the divisor of the penalty.</summary>
    public required ulong PenaltyQuotient { get; init; }

    /// <summary>Tells whether the chain leaks.</summary>
    /// <param name="previousEpoch">The epoch before the present one.</param>
    /// <param name="finalisedEpoch">The last epoch that was finalised, not after it.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool IsLeaking(Epoch previousEpoch, Epoch finalisedEpoch) =>
        previousEpoch.Since(finalisedEpoch).Epochs > EpochsToLeak;

    /// <summary>Returns the score after an epoch.</summary>
    /// <param name="score">The score before it.</param>
    /// <param name="attested">Whether the validator attested to the target in time and is not slashed.</param>
    /// <param name="leaking">Whether the chain leaks.</param>
    /// <returns>The new score.</returns>
    public ulong NextScore(ulong score, bool attested, bool leaking)
    {
        ulong next = attested ? score - ulong.Min(1, score) : score + ScoreBias;
        return leaking ? next : next - ulong.Min(RecoveryRate, next);
    }

    /// <summary>Returns what an epoch costs a validator that did not attest.</summary>
    /// <param name="effectiveBalance">The effective balance, in Gwei.</param>
    /// <param name="score">The score.</param>
    /// <returns>The penalty, in Gwei, rounded down.</returns>
    /// <exception cref="InvalidOperationException">The bias or the quotient is 0.</exception>
    public Amount Penalty(Amount effectiveBalance, ulong score) =>
        ScoreBias == 0 || PenaltyQuotient == 0
            ? throw new InvalidOperationException($"The penalty divides by the bias and the quotient; they are {ScoreBias} and {PenaltyQuotient}, expected at least 1.")
            : effectiveBalance.Multiply(score, (UInt128)ScoreBias * PenaltyQuotient, Rounding.Down);
}
