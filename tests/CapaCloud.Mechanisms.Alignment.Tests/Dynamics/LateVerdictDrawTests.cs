using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>Mechanisms and economies at random, verdicts late: where honesty is said to be best, no plan that is played gains, and each first deviation loses the margin.</summary>
public sealed class LateVerdictDrawTests
{
    private const int Plans = 40;
    private const int Epochs = 4;

    /// <summary>Twelve draws, or as many as the environment variable <c>LATE_DRAWS</c> says.</summary>
    private static readonly int Draws = int.TryParse(Environment.GetEnvironmentVariable("LATE_DRAWS"), NumberStyles.None, CultureInfo.InvariantCulture, out int draws) ? draws : 12;


    [Fact]
    public void Check_randomMechanisms_noPlanBeatsWhatHolds_andEveryAttackReplays()
    {
        (int holds, int fails) = (0, 0);
        for (int number = 0; number < Draws; number++)
        {
            Random random = new(4_711 + number);
            (Mechanism mechanism, Economics economics) = Make(random);
            switch (DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick))
            {
                case DynamicOutcome.Holds held:
                    holds++;
                    AssertNothingPays(number, mechanism, economics, held.Margin.ToDouble(), random);
                    break;
                case DynamicOutcome.Fails failed:
                    fails++;
                    Assert.True(failed.Profit.Low.IsPositive, $"draw {number}");
                    DynamicReplay.Play(mechanism, economics, failed.Course);
                    Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));
                    break;
                default:
                    break;
            }
        }

        Assert.True(holds >= Draws / 4 && fails >= Draws / 4, $"{holds} of {Draws} draws hold and {fails} fail: the test means little.");
    }

    private static (Mechanism Mechanism, Economics Economics) Make(Random random)
    {
        uint audits = (uint)random.Next(20, 90), slash = (uint)random.Next(10, 101);
        ulong jail = (ulong)(random.Next(2) * random.Next(1, 4));
        Mechanism mechanism = Marketplaces.Of(
            Marketplaces.Model(random.Next(2) == 0 ? "half-life" : "beta"), audits, slash, forfeits: random.Next(2) == 0, jail, paysByReputation: random.Next(6) == 0);
        // A quarter of four bonds: the same penalties, and the verdicts of two epochs never take more than there is.
        mechanism = Mechanism.FromPolicy(mechanism.Policy with
        {
            Stake = mechanism.Policy.Stake with { MinimumBond = Amount.Of(400_000) },
            Offences = [.. mechanism.Policy.Offences.Select(offence => offence with { Curve = SlashingCurve.Constant(Proportion.FromParts(slash * 2_500_000_000_000_000UL)) })],
        });
        return (mechanism, Marketplaces.Economics(jobs: random.Next(1, 3), discountPercent: random.Next(80, 98)) with
        {
            DetectionDelay = 1,
            CostPerJob = random.Next(10, 70) * 1_000,
            IdentityPrice = random.Next(2) == 0 ? 1_000_000 : random.Next(0, 100_000),
            OutsideOption = random.Next(3) == 0 ? random.Next(0, 20_000) : 0,
            HonestFaultRate = random.Next(3) == 0 ? new Fraction(1, 50) : Fraction.Zero,
            DetectionAccuracy = random.Next(3) == 0 ? new Fraction(9, 10) : Fraction.One,
        });
    }

    private static void AssertNothingPays(int number, Mechanism mechanism, Economics economics, double margin, Random random)
    {
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);
        ProvenSurfaces proven = GameSolution.OfPlane(game, game.Chart.HasHeight ? 24 : 128, 12, 60, default);
        double honest = proven.Surfaces.HonestBest[0].At(game.Newcomer.Across, game.Newcomer.Up) + proven.Bounds.HonestAbove;
        for (int drawn = 0; drawn < Plans; drawn++)
        {
            // After the plan an epoch of honest work, so that only honest work is pending when honesty goes on for ever.
            int[] plan = [.. Enumerable.Range(0, Epochs).Select(_ => random.Next(PlanPlayer.TakeNoWork, game.Numbers.Jobs + 1)), 0];
            int first = Array.FindIndex(plan, act => act != 0);
            double worth = PlanPlayer.Play(
                game, plan, (state, x, y) => proven.Surfaces.Honest[game.Pending.HonestIndex[state]].At(x, y) - proven.Bounds.Below, endsInJail: false);
            double lost = first < 0 || game.Numbers.Wrongful > 0 ? 0 : margin * Math.Pow(game.Numbers.Discount, first);
            Assert.True(worth <= honest - lost + 1, $"draw {number}: the plan [{string.Join(", ", plan)}] is worth {worth}, honesty {honest}, each deviation loses {margin}");
        }
    }
}
