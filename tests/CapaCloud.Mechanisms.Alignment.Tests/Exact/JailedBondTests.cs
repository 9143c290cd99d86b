using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exact;

/// <summary>The finer bounds on a bond that late verdicts share, where verdicts forfeit rewards and jail, against the best of all strategies in small games.</summary>
/// <remarks>JAIL_GAMES says how many games; 120 when left out.</remarks>
public sealed class JailedBondTests(ITestOutputHelper output)
{
    private static readonly int Draws =
        int.TryParse(Environment.GetEnvironmentVariable("JAIL_GAMES"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 120;

    [Fact]
    public void Margins_ofSmallGames_areNeverPositiveWhereAStrategyGains()
    {
        (int levels, int rounds, int pays, int fooledLevels, int fooledRounds) = (0, 0, 0, 0, 0);
        for (int number = 0; number < Draws; number++)
        {
            Random random = new(31_000 + number);
            int delay = random.Next(1, 3), jobs = delay == 2 ? 1 : random.Next(1, 3), jail = random.Next(0, 3);
            bool forfeits = random.Next(2) == 0;
            int part = random.Next(2, 11), caught = random.Next(20, 100), gain = random.Next(1, 60), income = random.Next(1, 30), discount = random.Next(90, 100);
            int price = random.Next(2) == 0 ? 1_000_000 : random.Next(1, 100);
            if (price <= 100 && random.Next(2) == 0)
            {
                // Seldom found out, and then in jail for long: a new name is worth most.
                (jobs, part, caught, gain, income, jail, price) = (1, random.Next(3, 11), random.Next(4, 30), random.Next(1, 20), random.Next(5, 30), random.Next(2, 6), random.Next(1, 40));
            }

            double best = new JailGame(jobs, delay, jail, forfeits, part / 10.0, caught / 100.0, gain / 100.0, income / 100.0, discount / 100.0, price / 100.0).Best(delay == 2 ? 5 : 6);
            SharedBond bond = Bond(jobs, delay, jail, forfeits, part, caught, gain, income, discount, price);
            Assert.True(best >= -1e-9, $"draw {number}: honest work is a strategy too");
            pays += best > 1e-9 ? 1 : 0;
            (bool byLevels, bool byRounds) = (bond.ByLevels(default) is { IsPositive: true }, bond.ByRounds(default) is { IsPositive: true });
            Assert.False(best > 1e-9 && byLevels, $"draw {number} ({jobs} jobs, delay {delay}, jail {jail}, forfeits {forfeits}, part {part}, caught {caught}, gain {gain}, income {income}, discount {discount}, price {price}): by levels {bond.ByLevels(default)?.ToDouble()} is lost, and a strategy gains {best}");
            Assert.False(best > 1e-9 && byRounds, $"draw {number} ({jobs} jobs, delay {delay}, jail {jail}, forfeits {forfeits}, part {part}, caught {caught}, gain {gain}, income {income}, discount {discount}, price {price}): by rounds {bond.ByRounds(default)?.ToDouble()} is lost, and a strategy gains {best}");
            (levels, rounds) = (levels + (byLevels ? 1 : 0), rounds + (byRounds ? 1 : 0));
            Assert.False(best > 1e-9 && bond.Margin(default) is { IsPositive: true }, $"draw {number} ({jobs} jobs, delay {delay}, jail {jail}, forfeits {forfeits}, part {part}, caught {caught}, gain {gain}, income {income}, discount {discount}, price {price}): {bond.Margin(default)?.ToDouble()} is lost, and a strategy gains {best}");

            // Mutants: a verdict that leaves nothing less to the next epochs; a jail of which an epoch more is counted.
            fooledLevels += best > 1e-9 && (bond with { Sharing = 1 }).ByLevels(default) is { IsPositive: true } ? 1 : 0;
            fooledRounds += best > 1e-9 && Bond(jobs, delay, jail + 2, forfeits, part, caught, gain, income, discount, 1_000_000).ByRounds(default) is { IsPositive: true } ? 1 : 0;
        }

        output.WriteLine($"{Draws} games, {pays} in which a strategy gains; {levels} held by levels, {rounds} by rounds; false claims of the mutants {fooledLevels} and {fooledRounds}");
        Assert.True(levels >= Draws / 12 && rounds >= Draws / 12 && pays >= Draws / 4, $"{levels} held by levels, {rounds} by rounds, in {pays} a strategy gains");
        Assert.True(fooledLevels >= 1 && fooledRounds >= 1, $"false claims of the mutants that were found out: {fooledLevels} and {fooledRounds}");
    }

    private static SharedBond Bond(int jobs, int delay, int jail, bool forfeits, int part, int caught, int gain, int income, int discount, int price)
    {
        Fraction honest = new(income, 100), reward = honest + new Fraction(jobs * gain, 100), found = Fraction.One - Power(new Fraction(100 - caught, 100), jobs), escape = new(price, 100);
        IdleLoss idle = IdleLoss.Of(jail + (forfeits ? 1 : 0), honest, escape, (delay, 0), found);
        return new SharedBond
        {
            Ladder = new PenaltyLadder([.. Enumerable.Range(0, 12).Select(verdicts => new Fraction(Math.Min(10, verdicts * part), 10))]),
            Bond = Fraction.One,
            LargestWrongful = new Fraction(part, 10),
            Jobs = jobs,
            VerdictDelay = delay,
            PenaltyDelay = delay,
            Discount = RationalInterval.Of(new Fraction(discount, 100)),
            Detection = new Fraction(caught, 100),
            FalseAlarm = Fraction.Zero,
            Gain = new Fraction(gain, 100),
            ForfeitsItsEpoch = forfeits,
            Idle = idle.Amount.IsZero ? idle
                : idle with { Terms = new VerdictTerms(forfeits ? reward : Fraction.Zero, forfeits ? honest : Fraction.Zero, honest, jail, delay, found, escape) },
        };
    }

    private static Fraction Power(Fraction value, int times) => Enumerable.Repeat(value, times).Aggregate(Fraction.One, (product, factor) => product * factor);
}
