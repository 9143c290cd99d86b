using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>The state from which Filecoin's reward of the next epoch follows.</summary>
/// <remarks>
/// <code>power' = floor(power * Growth / 2^128); see <see cref="FilecoinMinting"/> for the network time</code>
/// In attoFIL and bytes. Immutable. Source: filecoin-project/builtin-actors, actors/reward/src/state.rs.
/// </remarks>
/// <param name="Epoch">The epoch, -1 before the first.</param>
/// <param name="Reward">The epoch's reward, in attoFIL.</param>
/// <param name="BaselinePower">The baseline in the epoch, in bytes.</param>
/// <param name="EffectiveTime">The effective epochs.</param>
/// <param name="EffectivePower">The baseline in the effective epoch, in bytes.</param>
/// <param name="Realised">The sum of power, at most the baseline in each epoch.</param>
/// <param name="BaselineSum">The sum of the baseline over the effective epochs.</param>
/// <param name="Growth">What the baseline is multiplied by in each epoch, in fractions of 2^128.</param>
public sealed record FilecoinRewardState(
    long Epoch, BigInteger Reward, BigInteger BaselinePower, ulong EffectiveTime, BigInteger EffectivePower, BigInteger Realised, BigInteger BaselineSum, BigInteger Growth)
{
    private const int FractionBits = 128;

    /// <summary>Gets the network time: how many epochs of the baseline have been done, times 2^128.</summary>
    public BigInteger Time => EffectiveTime == 0 ? 0 : ((BigInteger)EffectiveTime << FractionBits) - (((BaselineSum - Realised) << FractionBits) / EffectivePower);

    /// <summary>Begins before epoch 0.</summary>
    /// <param name="initialPower">The baseline that epoch 0 is to have, within a byte.</param>
    /// <param name="growth">What the baseline is multiplied by in each epoch, in fractions of 2^128.</param>
    /// <returns>The state.</returns>
    public static FilecoinRewardState Begin(BigInteger initialPower, BigInteger growth) =>
        new(-1, 0, ((initialPower << (2 * FractionBits)) / growth) >> FractionBits, 0, initialPower, 0, 0, growth);

    /// <summary>Returns the state of the next epoch.</summary>
    /// <param name="power">The network's power in it, in bytes.</param>
    /// <param name="minting">The totals.</param>
    /// <returns>The state.</returns>
    public FilecoinRewardState Next(BigInteger power, FilecoinMinting minting)
    {
        BigInteger baseline = Grow(BaselinePower);
        FilecoinRewardState next = this with { Epoch = Epoch + 1, BaselinePower = baseline, Realised = Realised + BigInteger.Min(baseline, power) };
        while (next.Realised > next.BaselineSum)
        {
            BigInteger effective = Grow(next.EffectivePower);
            next = next with { EffectiveTime = next.EffectiveTime + 1, EffectivePower = effective, BaselineSum = next.BaselineSum + effective };
        }

        return next with { Reward = minting.Reward((ulong)next.Epoch, Time, next.Time) };
    }

    private BigInteger Grow(BigInteger power) => (power * Growth) >> FractionBits;
}
