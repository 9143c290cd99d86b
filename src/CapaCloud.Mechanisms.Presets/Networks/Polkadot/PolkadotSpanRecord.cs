namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>What a span of Polkadot has cost so far, and what its reporters have earned.</summary>
/// <remarks>
/// <code>
/// slash &gt; Slashed:   applied = slash - Slashed;  slash &lt;= Slashed: applied = 0
/// slash &gt;= Slashed:  reward = FirstShare * (RewardShare * slash - PaidOut), not below 0;  slash &lt; Slashed: reward = 0
/// </code>
/// In base units; shares in parts of 10^9, to the nearest, ties down, as Polkadot multiplies: half of 333 is 166. Only the largest slash of a
/// span is ever taken, in whatever order the slashes are found. Source: paritytech/polkadot-sdk, frame/staking/src/slashing.rs.
/// </remarks>
/// <param name="Slashed">The largest slash so far.</param>
/// <param name="PaidOut">What reporters have got so far.</param>
public readonly record struct PolkadotSpanRecord(Amount Slashed, Amount PaidOut)
{
    private const ulong PartsPerBillion = 1_000_000_000;

    /// <summary>Compares a slash with the span's largest.</summary>
    /// <param name="slash">The slash, in base units.</param>
    /// <param name="rewardShare">The reporters' share of a slash, in parts of 10^9.</param>
    /// <param name="firstShare">Which part of what is left of that share a report gets, in parts of 10^9.</param>
    /// <returns>The record afterwards, what is taken now, and the reporter's reward.</returns>
    public (PolkadotSpanRecord Record, Amount Applied, Amount Reward) Update(Amount slash, ulong rewardShare, ulong firstShare)
    {
        Amount applied = slash.SubtractToZero(Slashed);
        Amount reward = slash < Slashed
            ? Amount.Zero
            : slash.Multiply(rewardShare, PartsPerBillion, Rounding.HalfDown).SubtractToZero(PaidOut)
                .Multiply(firstShare, PartsPerBillion, Rounding.HalfDown);
        return (new PolkadotSpanRecord(Slashed + applied, PaidOut + reward), applied, reward);
    }
}
