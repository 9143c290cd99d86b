using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Sui;

/// <summary>Sui's rewards: by stake with a cap on each operator's power, slashed for faults and shared among who was not slashed. Stake itself is never taken.</summary>
/// <remarks>
/// <code>
/// cap = max(1000, ceiling(10,000 / n));  w = min(cap, floor(10,000 * stake / all stake)); what is missing to 10,000 is handed out by falling stake, evenly over those left
/// base = reward * w / 10,000        own = owners' reward / n
/// at fault: both are cut by the rate; the lost base goes to the others by w, the lost own in equal parts
/// </code>
/// In base units, exact: only what a caller rounds is rounded. When everybody is at fault what was lost stays unpaid. Source: MystenLabs/sui, sui-system, validator_set.move and
/// voting_power.move (which floors at 10^-9).
/// </remarks>
public static class SuiRewards
{
    private const int Whole = 10_000;

    private const int LeastCap = 1_000;

    /// <summary>Returns each operator's voting power, in parts of 10,000.</summary>
    /// <param name="stakes">The stake of each, not all zero.</param>
    /// <returns>The powers; they sum to 10,000.</returns>
    public static IReadOnlyList<int> VotingPower(IReadOnlyList<BigInteger> stakes)
    {
        BigInteger total = stakes.Aggregate(BigInteger.Zero, (sum, stake) => sum + stake);
        int count = stakes.Count, cap = int.Max(LeastCap, (Whole + count - 1) / count);
        int[] powers = [.. stakes.Select(stake => int.Min(cap, (int)(Whole * stake / total)))];
        int rest = Whole - powers.Sum(), left = count;
        foreach (int index in Enumerable.Range(0, count).OrderByDescending(index => stakes[index]))
        {
            int given = int.Min(int.Min(cap - powers[index], (rest + left - 1) / left), rest);
            powers[index] += given;
            rest -= given;
            left--;
        }

        return powers;
    }

    /// <summary>Divides an epoch's rewards.</summary>
    /// <param name="stakes">The stake of each operator's pool, not all zero.</param>
    /// <param name="reward">What goes by power, in base units.</param>
    /// <param name="ownerReward">What goes to operators in equal parts, in base units.</param>
    /// <param name="atFault">Who is at fault.</param>
    /// <param name="rate">The part of a reward that is lost.</param>
    /// <returns>What each pool earns, what each operator earns by itself, and what stays unpaid.</returns>
    public static (IReadOnlyList<SuiRational> Pools, IReadOnlyList<SuiRational> Owners, SuiRational Unpaid) Divide(
        IReadOnlyList<BigInteger> stakes, BigInteger reward, BigInteger ownerReward, IReadOnlySet<int> atFault, SuiRational rate)
    {
        IReadOnlyList<int> powers = VotingPower(stakes);
        int count = stakes.Count, others = Enumerable.Range(0, count).Count(index => !atFault.Contains(index));
        BigInteger power = Enumerable.Range(0, count).Where(index => !atFault.Contains(index)).Aggregate(BigInteger.Zero, (sum, index) => sum + powers[index]);
        SuiRational kept = SuiRational.Of(1).Minus(rate), lostBase = SuiRational.Of(0), lostOwn = SuiRational.Of(0);
        for (int index = 0; index < count; index++)
        {
            if (atFault.Contains(index))
            {
                lostBase = lostBase.Plus(new SuiRational(reward * powers[index], Whole).Times(rate));
                lostOwn = lostOwn.Plus(new SuiRational(ownerReward, count).Times(rate));
            }
        }

        List<SuiRational> pools = [], owners = [];
        for (int index = 0; index < count; index++)
        {
            SuiRational pool = new(reward * powers[index], Whole), own = new(ownerReward, count);
            pools.Add(atFault.Contains(index) ? pool.Times(kept) : power.IsZero ? pool : pool.Plus(lostBase.Times(powers[index], power)));
            owners.Add(atFault.Contains(index) ? own.Times(kept) : own.Plus(lostOwn.Times(1, others)));
        }

        return (pools, owners, others == 0 ? lostBase.Plus(lostOwn) : power.IsZero ? lostBase : SuiRational.Of(0));
    }
}
