using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>The bounds on late verdicts that share a bond, against the best of all strategies in small games.</summary>
public sealed class SharedBondTests(ITestOutputHelper output)
{
    private const int Draws = 400;

    [Fact]
    public void Margin_ofSmallGames_isNeverMoreThanTheBestStrategyLoses()
    {
        (int held, int pays, int open, int caught) = (0, 0, 0, 0);
        for (int number = 0; number < Draws; number++)
        {
            Random random = new(5_000 + number);
            int jobs = random.Next(1, 4), delay = random.Next(0, 3), epochs = delay == 2 && jobs == 3 ? 4 : 5;
            int part = random.Next(1, 11), detected = random.Next(20, 100), wronged = random.Next(3) == 0 ? random.Next(1, 5) : 0, gain = random.Next(1, 60), discount = random.Next(80, 100);
            SharedBond bond = Bond(jobs, delay, part, detected, wronged, gain, discount);
            Fraction margin = bond.Margin(default) ?? throw new InvalidOperationException("A ladder of equal steps is concave.");
            double best = double.NegativeInfinity, first = double.NegativeInfinity;
            foreach (bool isOldestFirst in new[] { true, false })
            {
                LateGame game = new(jobs, delay, part / 10.0, detected / 100.0, wronged / 100.0, gain / 100.0, discount / 100.0, isOldestFirst);
                (best, first) = (Math.Max(best, game.Best(epochs, 0)), Math.Max(first, game.Best(epochs, 1)));
            }

            Assert.True(best >= -1e-9, $"draw {number}: honest work is a strategy too");

            // A mutant that lets each epoch have the bond for itself: the games must find it out.
            SharedBond mutant = bond with { LeastPenaltyDelay = 2 * delay };
            caught += delay > 0 && best > 1e-9 && mutant.Margin(default) is { IsPositive: true } ? 1 : 0;
            if (margin.IsPositive)
            {
                held++;
                Assert.True(best <= 1e-9, $"draw {number}: the margin is {margin.ToDouble()}, and a strategy gains {best}");
                Assert.True(first <= 1e-9 - margin.ToDouble(), $"draw {number}: the margin is {margin.ToDouble()}, and cheating in the first epoch loses {-first}");
            }
            else
            {
                (pays, open) = best > 1e-9 ? (pays + 1, open) : (pays, open + 1);
            }
        }

        output.WriteLine($"{held} hold, in {pays} a strategy gains, {open} are left open; {caught} false claims of the mutant");
        Assert.True(caught >= 5, $"{caught} false claims of the mutant were found out");
        Assert.True(held >= Draws / 8 && pays >= Draws / 4 && open <= Draws / 40, $"{held} hold, in {pays} a strategy gains, {open} are left open");
    }

    [Fact]
    public void Margin_ofManyJobsAndALongDelay_isMetWithinTheEqualShare()
    {
        // 500 jobs, all cheated in each of 15 epochs, are surely found: each epoch has a fifteenth of the bond, less two thirds of a percent that the discount takes.
        SharedBond bond = Bond(500, 14, 10, 50, 0, 1, 100) with { Bond = new Fraction(7_600), Ladder = new PenaltyLadder([Fraction.Zero, new Fraction(7_600)]), Gain = Fraction.One, Discount = RationalInterval.Of(new Fraction(9_999, 10_000)) };

        Assert.True(bond.Margin(default)!.Value.IsPositive);
        Assert.False((bond with { Bond = new Fraction(7_400), Ladder = new PenaltyLadder([Fraction.Zero, new Fraction(7_400)]) }).Margin(default)!.Value.IsPositive);
    }

    [Fact]
    public void Margin_ofALongerTimeFromEarliestToLatestPenalty_neverGrows()
    {
        SharedBond bond = Bond(3, 2, 5, 60, 1, 5, 95);
        Fraction least = bond.Margin(default)!.Value;
        for (long wait = 4; wait <= 12; wait += 4)
        {
            Fraction next = (bond with { PenaltyDelay = 2 + wait, LeastPenaltyDelay = 2 + (wait / 4) }).Margin(default)!.Value;
            Assert.True(next <= least);
            least = next;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void IdleLoss_ofDetectionsInEveryEpoch_isNeverMoreThanTheyTake(int jail)
    {
        for (int percent = 5; percent <= 100; percent += 19)
        {
            // 60 epochs, each with a detection with the chance: the epochs that any of them jails, in expectation.
            double chance = percent / 100.0, taken = 0;
            for (int epoch = 0; epoch < 60 + jail; epoch++)
            {
                int reached = Math.Min(epoch + 1, 60) - Math.Max(0, epoch - jail + 1);
                taken += 1 - Math.Pow(1 - chance, reached);
            }

            IdleLoss loss = IdleLoss.Of(jail, Fraction.One, new Fraction(1_000_000), 3, new Fraction(percent, 100));
            Assert.True(60 * chance * loss.Amount.ToDouble() <= taken + 1e-9, $"{percent} %: {loss.Amount.ToDouble()} a detection against {taken} in all");
            Assert.True(loss.Amount >= Fraction.One - new Fraction(1, 1_000_000));
        }
    }

    [Fact]
    public void IdleLoss_wherePriceOfNameIsLess_shrinksInProportion()
    {
        IdleLoss dear = IdleLoss.Of(4, new Fraction(10), new Fraction(80), 4, Fraction.Zero), cheap = IdleLoss.Of(4, new Fraction(10), new Fraction(20), 4, Fraction.Zero);

        Assert.InRange(dear.Amount.ToDouble(), 40 - 1e-9, 40);
        Assert.InRange(cheap.Amount.ToDouble(), 10 - 1e-9, 10);
        Assert.Equal(IdleLoss.None, IdleLoss.Of(4, new Fraction(10), Fraction.Zero, 4, Fraction.Zero));
    }

    private static SharedBond Bond(int jobs, int delay, int part, int caught, int wronged, int gain, int discount) => new()
    {
        Ladder = new PenaltyLadder([.. Enumerable.Range(0, 12).Select(verdicts => new Fraction(Math.Min(10, verdicts * part), 10))]),
        Bond = Fraction.One,
        LargestWrongful = new Fraction(part, 10),
        Jobs = jobs,
        VerdictDelay = delay,
        PenaltyDelay = delay,
        LeastPenaltyDelay = delay,
        Discount = RationalInterval.Of(new Fraction(discount, 100)),
        Detection = new Fraction(caught, 100),
        FalseAlarm = new Fraction(wronged, 100),
        Gain = new Fraction(gain, 100),
    };
}
