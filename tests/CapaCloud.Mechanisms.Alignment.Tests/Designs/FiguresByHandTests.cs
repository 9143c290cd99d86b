using CapaCloud.Mechanisms.Alignment.Designs;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Designs;

/// <summary>The design figures of the marketplace that the documentation prints, derived again with plain arithmetic that shares nothing with the engines.</summary>
/// <remarks>
/// A job costs 5 and pays 10, 5 % of it is a fee and rounding takes at most 1/20: 9.45 are kept. An audit finds a false result with a chance of a; it costs s = 30 % of the bond, rounded up, and the pay.
/// <code>honest exactly when  (1 - (1 - a)^M) * (s + 9.45 M) &gt; 5 M  for every M from 1 to 20</code>
/// </remarks>
public sealed class FiguresByHandTests
{
    private const double Kept = 9.45;
    private const int Jobs = 20;

    [Fact]
    public void LeastStake_isTheLeastBondWhoseSlashDeters() =>
        Assert.Equal(LeastBond(0.1), (int)PolicyDesign.LeastStake(Checking.Mechanisms.Marketplace.Policy, Checking.Mechanisms.Ordinary)!.Value.Units);

    /// <summary>At a bond of 1,000 the slash is 300: one job decides, a * 309.45 &gt; 5; in whole basis points 162.</summary>
    [Fact]
    public void LeastAuditRate_isFiveOver309() =>
        Assert.Equal(Proportion.BasisPoints((uint)Math.Floor(5 / (300 + Kept) * 10_000) + 1), PolicyDesign.LeastAuditRate(Checking.Mechanisms.Marketplace.Policy, Checking.Mechanisms.Ordinary));

    /// <summary>Of two auditors drawn from the 199 others none may be one of the k - 1 friends; nothing of a forfeited pay comes back to them.</summary>
    [Fact]
    public void LargestSafeCoalition_countsPanelsWithoutReplacement()
    {
        bool Deters(int members)
        {
            double strangers = 200 - members, finds = 0.1 * strangers / 199 * (strangers - 1) / 198, pay = Kept;
            return Enumerable.Range(1, Jobs).All(cheated => (1 - Math.Pow(1 - finds, cheated)) * (300 + (pay * cheated)) > 5 * cheated);
        }

        int largest = Enumerable.Range(1, 199).TakeWhile(Deters).Last();
        Assert.Equal(119, largest);
        Assert.Equal(largest, PolicyDesign.LargestSafeCoalition(Checking.Mechanisms.Marketplace.Policy, Checking.Mechanisms.Ordinary));
    }

    /// <summary>Every rate in basis points, at each the least bond: 200 * (0.01 bond + 20 * 5 * rate) is least.</summary>
    [Fact]
    public void LeastCost_isTheLeastOverAllRates()
    {
        (double Cost, int Rate, int Bond)[] all = [.. Enumerable.Range(1, 10_000).Select(rate => (rate, Bond: LeastBond(rate / 10_000.0))).Select(pair => ((2.0 * pair.Bond) + (2 * pair.rate), pair.rate, pair.Bond))];

        LeastCostDesign design = LeastCost.Design(Checking.Mechanisms.Marketplace.Policy, Checking.Mechanisms.Ordinary, new SecurityPrices(new Fraction(1, 100), new Fraction(5)))!;

        // Several pairs cost as little, 402 with 381 among them.
        Assert.Contains((1_566.0, 402, 381), all);
        Assert.Equal(1_566, all.Min(pair => pair.Cost));
        Assert.Equal(1_566, design.Cost.ToDouble());
        Assert.Contains(all, pair => pair.Cost == 1_566 && pair.Bond == (int)design.MinimumBond.Units && Proportion.BasisPoints((uint)pair.Rate) == design.AuditRate);
    }

    private static int LeastBond(double rate)
    {
        double needed = Enumerable.Range(1, Jobs).Max(cheated => (5 * cheated / (1 - Math.Pow(1 - rate, cheated))) - (Kept * cheated));

        // The slash is a whole number above what is needed, and 30 % of the bond rounded up: the least bond is the first above (slash - 1) / 0.3.
        int slash = Math.Max(1, (int)Math.Floor(needed) + 1);
        return ((slash - 1) * 10 / 3) + 1;
    }
}
