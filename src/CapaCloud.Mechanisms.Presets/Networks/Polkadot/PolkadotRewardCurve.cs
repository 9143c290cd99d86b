using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>Polkadot's reward curve as its runtime has it: straight lines between points that a program places.</summary>
/// <remarks>
/// <code>
/// y(x) = min + (max - min) * x / ideal up to the ideal, and min + (max - min) * 2^((ideal - x) / falloff) above, at the points
/// payout = (era / year) * y(staked / total) * total
/// </code>
/// Points in parts of 10^6, everything else in parts of 10^9 that round to the nearest, half down. The core's <c>TargetStakeCurve</c> is the exact curve. Source:
/// paritytech/polkadot-sdk, substrate/frame/staking/reward-curve and src/inflation.rs.
/// </remarks>
public sealed record PolkadotRewardCurve
{
    private const uint Million = 1_000_000;

    private const ulong Billion = 1_000_000_000;

    private const ulong Thousand = 1_000;

    /// <summary>Initializes a new instance of the <see cref="PolkadotRewardCurve"/> class.</summary>
    /// <param name="lowest">The rate when nothing is staked, in parts of 10^6, not zero.</param>
    /// <param name="highest">The rate at the ideal, above the lowest, at most 10^6.</param>
    /// <param name="ideal">The part that should be staked, 100,000 to 900,000.</param>
    /// <param name="falloff">How much more than the ideal halves what is above the lowest rate, 10,000 to 1,000,000.</param>
    /// <param name="maximumPieces">How many lines there are at most, 2 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PolkadotRewardCurve(uint lowest, uint highest, uint ideal, uint falloff, uint maximumPieces)
    {
        if (lowest == 0 || highest <= lowest || highest > Million || ideal is < 100_000 or > 900_000 || falloff is < 10_000 or > Million || maximumPieces is < 2 or > 1_000)
        {
            throw new ArgumentOutOfRangeException(nameof(highest), $"Rates from {lowest} to {highest} at {ideal} with a falloff of {falloff} in {maximumPieces} pieces; expected parts of 10^6 in their ranges.");
        }

        Maximum = highest;
        Points = Place(lowest, highest, ideal, falloff, maximumPieces);
    }

    /// <summary>Gets the points, in parts of 10^6: the staked part and the yearly rate.</summary>
    public ImmutableArray<(uint Staked, uint Rate)> Points { get; }

    /// <summary>Gets the highest rate, in parts of 10^6.</summary>
    public uint Maximum { get; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PolkadotRewardCurve {{ Points = {Prose.List(Points)}, Maximum = {Maximum} }}";

    /// <inheritdoc/>
    public bool Equals(PolkadotRewardCurve? other) => other is not null && Maximum == other.Maximum && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Maximum, Points.Length);

    /// <summary>Returns the binary logarithm of a quotient, in parts of 10^6, as the placing of points computes it.</summary>
    /// <param name="numerator">The numerator, at least the denominator, at most 10^6.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <returns>The logarithm, at most some parts too small.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quotient is below one, or a number is outside its range.</exception>
    public static uint BinaryLogarithm(uint numerator, uint denominator)
    {
        if (denominator == 0 || numerator < denominator || numerator > Million)
        {
            throw new ArgumentOutOfRangeException(nameof(numerator), $"The logarithm of {numerator} / {denominator}; expected a quotient from 1 to 10^6 of numbers up to 10^6.");
        }

        int doublings = BitOperations.Log2(numerator / denominator);
        ulong above = numerator - ((ulong)denominator << doublings), sum = numerator + ((ulong)denominator << doublings);
        uint result = (uint)doublings * Million;
        for (int order = 0; above > 0; order++)
        {
            uint term = Term(order, above, sum);
            if (term == 0)
            {
                break;
            }

            result += term;
        }

        return result;
    }

    /// <summary>Returns the rate at a staked part times all tokens.</summary>
    /// <param name="staked">The staked tokens.</param>
    /// <param name="total">All tokens.</param>
    /// <returns>What a year issues.</returns>
    public UInt128 YearlyIssue(UInt128 staked, UInt128 total)
    {
        UInt128 counted = UInt128.Min(staked, total);
        int next = 0;
        while (next < Points.Length && counted >= Part(Points[next].Staked, total))
        {
            next++;
        }

        if (next == 0 || next == Points.Length)
        {
            return Part(Points[next == 0 ? 0 : ^1].Rate, total);
        }

        ((uint from, uint low), (uint until, uint high)) = (Points[next - 1], Points[next]);
        UInt128 begin = Part(from, total), level = Part(low, total);
        UInt128 moved = MultiplyDivide.Down(counted - begin, (high > low ? high - low : low - high) * Thousand, UInt128.Max(UInt128.One, (until - from) * Thousand));
        return high > low == counted > begin ? level + moved : moved >= level ? UInt128.Zero : level - moved;
    }

    /// <summary>Returns what an era pays, and the most that it could pay.</summary>
    /// <param name="staked">The staked tokens.</param>
    /// <param name="total">All tokens.</param>
    /// <param name="era">How long the era is, in milliseconds.</param>
    /// <param name="year">How long a year is, in milliseconds; 31,557,600,000 on the network.</param>
    /// <returns>The payout and the maximum.</returns>
    public (UInt128 Payout, UInt128 Maximum) Payout(UInt128 staked, UInt128 total, ulong era, ulong year)
    {
        PerThing portion = PerThing.FromRational(Billion, era, year);
        return (portion.Of(YearlyIssue(staked, total), Rounding.HalfDown), portion.Of(Part(Maximum, total), Rounding.HalfDown));
    }

    private static UInt128 Part(uint millionths, UInt128 total) => PerThing.FromParts(Billion, millionths * Thousand).Of(total, Rounding.HalfDown);

    private static uint Term(int order, ulong above, ulong sum)
    {
        const ulong TwoOverLn2 = 2_885_390;
        BigInteger numerator = above, denominator = sum;
        if (order == 0)
        {
            return (uint)(TwoOverLn2 * numerator / denominator);
        }

        BigInteger term = TwoOverLn2 * BigInteger.Pow(numerator, 3) / BigInteger.Pow(denominator, 3);
        for (int power = 1; power < order; power++)
        {
            term = term * numerator * numerator / (denominator * denominator);
        }

        return (uint)(term / ((2 * order) + 1));
    }

    private static ImmutableArray<(uint Staked, uint Rate)> Place(uint lowest, uint highest, uint ideal, uint falloff, uint maximumPieces)
    {
        ImmutableArray<(uint Staked, uint Rate)>.Builder points = ImmutableArray.CreateBuilder<(uint, uint)>();
        points.Add((0, lowest));
        points.Add((ideal, highest));
        uint longest = (highest - lowest + Million - ideal) / (maximumPieces - 1), drop = longest, rate = highest;
        while (drop > 0)
        {
            // The next point must be neither too far down nor too far along, and above the lowest rate.
            if (rate < drop + lowest + 1)
            {
                drop--;
                continue;
            }

            uint next = rate - drop, staked = ideal + (uint)((ulong)falloff * BinaryLogarithm(highest - lowest, next - lowest) / Million);
            if (staked - points[^1].Staked > longest)
            {
                drop--;
                continue;
            }

            if (staked >= Million)
            {
                points.Add((Million, next + (uint)((ulong)(staked - Million) * (points[^1].Rate - next) / (staked - points[^1].Staked))));
                return points.ToImmutable();
            }

            points.Add((staked, next));
            rate = next;
        }

        points.Add((Million, lowest));
        return points.ToImmutable();
    }
}
