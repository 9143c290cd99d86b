using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>The bounds on late verdicts that share a bond, against the best of all strategies in small games.</summary>
public sealed class SharedBondTests(ITestOutputHelper output)
{
    private const int Draws = 400;
    private const int AppealDraws = 60;

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
            SharedBond mutant = bond with { Sharing = 1 };
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

    /// <summary>With appeals: the accused chooses which to bring, cases are charged in batches, and every strategy is played.</summary>
    [Fact]
    public void Margin_ofSmallGamesWithAppeals_isNeverMoreThanTheBestStrategyLoses()
    {
        (int held, int caught) = (0, 0);
        for (int number = 0; number < AppealDraws; number++)
        {
            Random random = new(9_000 + number);
            int jobs = random.Next(1, 3), delay = jobs == 1 ? random.Next(0, 2) : 0;
            int part = random.Next(3, 11), detected = random.Next(40, 101), gain = random.Next(2, 30), discount = random.Next(95, 100);
            SharedBond bond = Bond(jobs, delay, part, detected, 0, gain, discount) with { PenaltyDelay = delay + 4 };
            double best = Math.Max(
                new AppealGame(jobs, delay, part / 10.0, detected / 100.0, gain / 100.0, discount / 100.0, isOldestFirst: true).Best(6),
                new AppealGame(jobs, delay, part / 10.0, detected / 100.0, gain / 100.0, discount / 100.0, isOldestFirst: false).Best(6));
            Assert.True(best >= -1e-9, $"draw {number}: honest work is a strategy too");
            if (bond.Margin(default) is { IsPositive: true } margin)
            {
                held++;
                Assert.True(best <= 1e-9, $"draw {number}: the margin is {margin.ToDouble()}, and a strategy gains {best}");
            }

            // A mutant that forgets how long an appeal can put the penalty off.
            caught += best > 1e-9 && (bond with { Sharing = delay + 1 }).Margin(default) is { IsPositive: true } ? 1 : 0;
        }

        output.WriteLine($"{held} of {AppealDraws} hold; {caught} false claims of the mutant");
        Assert.True(held >= AppealDraws / 10 && caught >= 3, $"{held} hold, {caught} false claims of the mutant were found out");
    }

    /// <summary>From a state in which a wrongful accusation waits for its appeal, against honest work from the same state: every strategy is played.</summary>
    [Fact]
    public void Margin_whileAWrongfulAccusationIsKnown_isNeverMoreThanTheBestStrategyLoses()
    {
        (int held, int caught) = (0, 0);
        for (int number = 0; number < AppealDraws; number++)
        {
            Random random = new(13_000 + number);
            int jobs = random.Next(1, 3), delay = jobs == 1 ? random.Next(0, 2) : 0;
            int part = random.Next(3, 11), detected = random.Next(40, 101), gain = random.Next(2, 30), discount = random.Next(95, 100);
            SharedBond bond = Bond(jobs, delay, part, detected, 0, gain, discount) with { PenaltyDelay = delay + 4, FalseAlarm = new Fraction(1, 100_000) };
            Assert.Equal(1, bond.Known);
            double best = double.NegativeInfinity;
            foreach (bool isOldestFirst in new[] { true, false })
            {
                AppealGame Play(int most) => new(most, delay, part / 10.0, detected / 100.0, gain / 100.0, discount / 100.0, isOldestFirst);
                best = Math.Max(best, Play(jobs).Best(5, 1) - Play(0).Best(5, 1));
            }

            if (bond.Margin(default) is { IsPositive: true } margin)
            {
                held++;
                Assert.True(best <= 1e-9, $"draw {number}: the margin is {margin.ToDouble()}, and a strategy gains {best}");
            }

            // A mutant that forgets what the bond is pledged to.
            caught += best > 1e-9 && (bond with { LargestWrongful = Fraction.Zero }).Margin(default) is { IsPositive: true } ? 1 : 0;
        }

        output.WriteLine($"{held} of {AppealDraws} hold; {caught} false claims of the mutant");
        Assert.True(held >= 1 && caught >= 2, $"{held} hold, {caught} false claims of the mutant were found out");
    }

    /// <summary>A verdict of the job's epoch forfeits its reward: any number of jobs taken and cheated on, counted out.</summary>
    [Fact]
    public void Margin_whereTheEpochIsForfeited_isNeverMoreThanTakingAndCheatingLoses()
    {
        int caught = 0;
        for (int number = 0; number < 200; number++)
        {
            Random random = new(17_000 + number);
            int jobs = random.Next(1, 12), detected = random.Next(5, 100), cost = random.Next(1, 40), net = random.Next(1, 40);
            double missed = 1 - (detected / 100.0), least = double.PositiveInfinity, mutant = double.PositiveInfinity;
            for (int cheated = 1; cheated <= jobs; cheated++)
            {
                double found = 1 - Math.Pow(missed, cheated);
                mutant = Math.Min(mutant, (found * jobs * (cost + net)) - (cheated * cost));
                for (int taken = cheated; taken <= jobs; taken++)
                {
                    least = Math.Min(least, ((jobs - taken) * net) + (found * taken * (cost + net)) - (cheated * cost));
                }
            }

            SharedBond bond = Bond(jobs, 0, 1, detected, 0, 1, 99) with
            {
                Ladder = new PenaltyLadder([Fraction.Zero, new Fraction(1, 1_000_000)]),
                Bond = new Fraction(1, 1_000_000),
                Gain = new Fraction(cost),
                Discount = RationalInterval.Of(new Fraction(999_999, 1_000_000)),
                Idle = new IdleLoss(new Fraction(jobs * net), 1),
                Forfeited = new Fraction(jobs * (cost + net)),
            };
            double margin = bond.Margin(default)!.Value.ToDouble();
            Assert.True(margin <= least + 1e-3, $"draw {number}: the margin is {margin}, taking and cheating loses {least}");
            caught += mutant > least + 1e-3 ? 1 : 0;
        }

        Assert.True(caught >= 10, $"{caught} false claims of a mutant that takes all jobs for granted were found out");
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
            Fraction next = (bond with { PenaltyDelay = 2 + wait }).Margin(default)!.Value;
            Assert.True(next <= least);
            least = next;
        }
    }

    /// <summary>Against the best of all ways to cheat and to wait, a detection loses on average no less than it is charged.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 7)]
    public void IdleLoss_ofTheBestWayToCheat_isNeverMoreThanDetectionsTake(int delay, int idle)
    {
        int caught = 0;
        for (int percent = 5; percent <= 100; percent += 19)
        {
            IdleLoss loss = IdleLoss.Of(idle, Fraction.One, new Fraction(1_000_000), (delay, 0), new Fraction(percent, 100));
            Assert.True(new IdleGame(delay, idle, percent / 100.0, loss.Amount.ToDouble()).Best(18) <= 1e-9, $"{percent} %: {loss.Amount.ToDouble()} a detection is more than they take");
            Assert.Equal(new Fraction(idle) / (Fraction.One + new Fraction(delay * percent, 100)), loss.Amount);

            // A mutant that counts the whole loss for every detection, as if nobody could have several struck in one epoch.
            caught += new IdleGame(delay, idle, percent / 100.0, idle).Best(18) > 1e-9 ? 1 : 0;
        }

        Assert.True(caught >= 4 || delay == 0, $"{caught} false claims of the mutant were found out");
    }

    [Fact]
    public void IdleLoss_wherePriceOfNameIsLess_shrinksInProportion()
    {
        IdleLoss dear = IdleLoss.Of(4, new Fraction(10), new Fraction(80), (4, 0), Fraction.One), cheap = IdleLoss.Of(4, new Fraction(10), new Fraction(20), (4, 0), Fraction.One);

        Assert.Equal(new Fraction(8), dear.Amount);
        Assert.Equal(new Fraction(2), cheap.Amount);
        Assert.Equal(IdleLoss.None, IdleLoss.Of(4, new Fraction(10), Fraction.Zero, (4, 0), Fraction.One));
    }

    private static SharedBond Bond(int jobs, int delay, int part, int caught, int wronged, int gain, int discount) => new()
    {
        Ladder = new PenaltyLadder([.. Enumerable.Range(0, 12).Select(verdicts => new Fraction(Math.Min(10, verdicts * part), 10))]),
        Bond = Fraction.One,
        LargestWrongful = new Fraction(part, 10),
        Jobs = jobs,
        VerdictDelay = delay,
        PenaltyDelay = delay,
        Discount = RationalInterval.Of(new Fraction(discount, 100)),
        Detection = new Fraction(caught, 100),
        FalseAlarm = new Fraction(wronged, 100),
        Gain = new Fraction(gain, 100),
    };
}
