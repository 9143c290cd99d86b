using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>Polkadot's inflation as a function of the staked part, by the series that its runtime computes.</summary>
/// <remarks>
/// <code>
/// staked &lt; ideal: staked / ideal, rounded down        otherwise: 2^((ideal - staked) / falloff) as the sum of terms
/// t(k) = floor(floor(t(k-1) * (staked - ideal) * L / k / accuracy) / accuracy) with alternating signs,  L = floor(ln 2 * accuracy / falloff)
/// era: staking = period * (0.025 + (max - 0.025) * inflation) * supply,   rest = period * max * supply - staking
/// </code>
/// Within 8 parts of the exact value; a falloff below 1 % gives zero, as does a sum outside zero to one. The core's <c>TargetStakeCurve</c> is exact. Source:
/// paritytech/polkadot-sdk, substrate/frame/staking/reward-fn, and the era payout of the Polkadot runtime.
/// </remarks>
public static class PolkadotInflation
{
    private const int MostTerms = 300;

    private const ulong Quintillion = 1_000_000_000_000_000_000;

    private const ulong NaturalLogarithmOfTwo = 693_147_180_559_945_309;

    /// <summary>Returns the inflation between zero and one, to be scaled.</summary>
    /// <param name="staked">The staked part.</param>
    /// <param name="ideal">The part that should be staked, of the same accuracy.</param>
    /// <param name="falloff">How much more than the ideal halves it, of the same accuracy.</param>
    /// <returns>The inflation, of the same accuracy.</returns>
    /// <exception cref="ArgumentException">The accuracies differ.</exception>
    public static PerThing At(PerThing staked, PerThing ideal, PerThing falloff)
    {
        ulong accuracy = staked.Accuracy;
        if (ideal.Accuracy != accuracy || falloff.Accuracy != accuracy)
        {
            throw new ArgumentException($"Parts of {accuracy}, {ideal.Accuracy} and {falloff.Accuracy}; expected one accuracy.", nameof(ideal));
        }

        if (staked.Parts < ideal.Parts)
        {
            return PerThing.FromRational(accuracy, staked.Parts, ideal.Parts);
        }

        if (falloff.Parts < accuracy / 100)
        {
            return PerThing.FromParts(accuracy, 0);
        }

        BigInteger rate = (BigInteger)PerThing.FromRational(accuracy, NaturalLogarithmOfTwo, Quintillion).Parts * accuracy / falloff.Parts;
        BigInteger distance = staked.Parts - ideal.Parts, term = accuracy, sum = term;
        for (int order = 1; order < MostTerms && !term.IsZero; order++)
        {
            term = term * distance * rate / order / accuracy / accuracy;
            sum += order % 2 == 0 ? term : -term;
        }

        return PerThing.FromParts(accuracy, sum.Sign < 0 || sum > accuracy ? 0 : (ulong)sum);
    }

    /// <summary>Returns what an era pays to stakers, and the rest.</summary>
    /// <param name="staked">The staked tokens.</param>
    /// <param name="stakable">All tokens that could be staked.</param>
    /// <param name="lowest">The lowest yearly rate, in parts of 10^18.</param>
    /// <param name="highest">The highest yearly rate, in parts of 10^18.</param>
    /// <param name="period">The part of a year, in parts of 10^18.</param>
    /// <param name="auctionedSlots">How many slots are leased; up to 60 lower the ideal.</param>
    /// <returns>Staking and rest, in base units.</returns>
    public static (UInt128 Staking, UInt128 Remainder) EraPayout(UInt128 staked, UInt128 stakable, PerThing lowest, PerThing highest, PerThing period, ulong auctionedSlots)
    {
        ulong auctions = PerThing.FromRational(Quintillion, ulong.Min(60, auctionedSlots), 200).Parts, most = Quintillion / 100 * 75;
        PerThing inflation = At(
            PerThing.FromRational(Quintillion, staked, stakable),
            PerThing.FromParts(Quintillion, most - ulong.Min(most, auctions)),
            PerThing.FromParts(Quintillion, Quintillion / 100 * 5));
        PerThing range = PerThing.FromParts(Quintillion, highest.Parts > lowest.Parts ? highest.Parts - lowest.Parts : 0);
        PerThing rate = PerThing.FromParts(Quintillion, lowest.Parts + range.Multiply(inflation).Parts);
        UInt128 whole = period.Multiply(highest).Of(stakable, Rounding.HalfDown), staking = period.Multiply(rate).Of(stakable, Rounding.HalfDown);
        return (staking, staking >= whole ? UInt128.Zero : whole - staking);
    }
}
