using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>What Filecoin asks of a provider for new capacity: a bond, and a fee for each day.</summary>
/// <remarks>
/// <code>
/// skew  = 0 before the ramp;  min(300, 300 * since // ramp) during it;  300 after it, or when it has no length
/// N     = circulating supply * lock target numerator * qa;   b = lock target denominator
/// bond  = storage pledge + N * (1000 - skew) // (max(network, baseline, qa) * b * 1000) + N * skew // (max(network, qa) * b * 1000)
///         and at most qa * (10^18 // 2^35)
/// fee   = multiplier numerator * circulating supply * qa // multiplier denominator
/// </code>
/// In attoFIL and bytes of quality-adjusted power (qa). Every quotient rounds down, in favour of the provider, by less than an attoFIL each. The network pays at most half
/// of the estimated daily reward as fee; that cap needs its estimate and is the caller's. Sources: filecoin-project/builtin-actors (actors/miner/src/monies.rs), FIP-0081, FIP-0100.
/// </remarks>
public static class FilecoinPledge
{
    private const int WholeSkew = 1_000;
    private const int LargestSkew = 300;

    // About one FIL for 32 GiB.
    private static readonly BigInteger MostForAByte = BigInteger.Pow(10, 18) >> 35;

    /// <summary>Returns the bond for a sector.</summary>
    /// <param name="power">The sector's power and the network's.</param>
    /// <param name="circulatingSupply">All money in circulation, in attoFIL.</param>
    /// <param name="lockTarget">The part of it that is to be locked, such as 3/10.</param>
    /// <param name="ramp">How far the change of the rule has come.</param>
    /// <param name="storagePledge">The part of the bond that follows the sector's expected reward, in attoFIL.</param>
    /// <returns>The bond, in attoFIL.</returns>
    /// <exception cref="ArgumentException">The sector, and the network too, have no power, so that there is no share to take.</exception>
    /// <exception cref="OverflowException">The bond exceeds 2^128 - 1 attoFIL.</exception>
    public static Amount Initial(FilecoinSectorPower power, Amount circulatingSupply, FilecoinMultiple lockTarget, FilecoinPledgeRamp ramp, Amount storagePledge)
    {
        BigInteger alone = BigInteger.Max(power.Network, power.Sector), beside = BigInteger.Max(alone, power.Baseline);
        if (alone.IsZero)
        {
            throw new ArgumentException("The sector and the network have no power; expected at least 1 byte of one of them.", nameof(power));
        }

        BigInteger share = (BigInteger)circulatingSupply.Units * lockTarget.Numerator * power.Sector;
        BigInteger parts = (BigInteger)lockTarget.Denominator * WholeSkew;
        int skew = ramp.Skew(LargestSkew);
        BigInteger bond = (BigInteger)storagePledge.Units + (share * (WholeSkew - skew) / (beside * parts)) + (share * skew / (alone * parts));
        return Amount.Of((UInt128)BigInteger.Min(bond, power.Sector * MostForAByte));
    }

    /// <summary>Returns the fee for a day of holding capacity.</summary>
    /// <param name="circulatingSupply">All money in circulation, in attoFIL.</param>
    /// <param name="power">Quality-adjusted power, in bytes.</param>
    /// <param name="multiplier">The part of the supply for each byte, numerator and denominator, such as 161817 and 10^30.</param>
    /// <returns>The fee, in attoFIL, rounded down: 34,359,738,368 bytes at a supply of 680 million FIL cost 3,780,793,052,776.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The power or the numerator is negative, or the denominator is below 1.</exception>
    /// <exception cref="OverflowException">The fee exceeds 2^128 - 1 attoFIL.</exception>
    public static Amount DailyFee(Amount circulatingSupply, BigInteger power, (BigInteger Numerator, BigInteger Denominator) multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        ArgumentOutOfRangeException.ThrowIfNegative(multiplier.Numerator, nameof(multiplier));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier.Denominator, nameof(multiplier));
        return Amount.Of((UInt128)(multiplier.Numerator * circulatingSupply.Units * power / multiplier.Denominator));
    }
}
