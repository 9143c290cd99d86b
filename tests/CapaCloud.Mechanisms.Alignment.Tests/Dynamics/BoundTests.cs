using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;
using CapaCloud.Mechanisms.Alignment.Dynamics.Games;
using CapaCloud.Mechanisms.Alignment.Dynamics.Solving;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>The surfaces against lives that are really played: every epoch of every branch through the mechanism, with exact chances.</summary>
public sealed class BoundTests
{
    private const int Epochs = 5;

    [Theory]
    [InlineData("half-life", 1)]
    [InlineData("half-life", 2)]
    [InlineData("beta", 1)]
    [InlineData("observations", 1)]
    [InlineData("values", 1)]
    public void Surfaces_encloseEveryPlayedStrategy(string model, int jobs)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model(model), auditPercent: 30, jail: 2);
        Economics economics = Marketplaces.Economics(jobs) with { HonestFaultRate = new Fractions.Fraction(1, 50) };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);
        ProvenSurfaces proven = GameSolution.OfPlane(game, game.Chart.HasHeight ? 20 : 128, 10, 50, default);
        Random random = new(7);
        for (int drawn = 0; drawn < 60; drawn++)
        {
            int[] cheats = [.. Enumerable.Range(0, Epochs).Select(_ => random.Next(-1, jobs + 1))];
            double after = Play(game, cheats, (x, y) => proven.Surfaces.Best.At(x, y) + proven.Bounds.Above);
            Assert.True(after <= At(game, proven.Surfaces.Best) + proven.Bounds.Above + 1, $"[{string.Join(", ", cheats)}] is worth {after}, the bound says {At(game, proven.Surfaces.Best) + proven.Bounds.Above}");
        }

        int[] honest = new int[Epochs];
        double least = Play(game, honest, (x, y) => proven.Surfaces.Honest.At(x, y) - proven.Bounds.Below);
        double most = Play(game, honest, (x, y) => proven.Surfaces.HonestBest.At(x, y) + proven.Bounds.HonestAbove);
        Assert.True(least >= At(game, proven.Surfaces.Honest) - proven.Bounds.Below - 1, $"honesty is worth at least {least}, the bound says {At(game, proven.Surfaces.Honest)}");
        Assert.True(most <= At(game, proven.Surfaces.HonestBest) + proven.Bounds.HonestAbove + 1, $"honesty is worth at most {most}");
    }

    [Fact]
    public void Surfaces_withoutLastingEffects_areTheClosedForm()
    {
        // No reputation in pay, no jail, no slash: honesty earns n * (payment - cost) an epoch, for ever.
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), slashPercent: 0, forfeits: true, paysByReputation: false);
        Economics economics = Marketplaces.Economics(2) with { Participants = 1 };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out _)!;
        ProvenSurfaces proven = GameSolution.OfPlane(game, 8, 1, 10, default);
        Assert.InRange(At(game, proven.Surfaces.Honest), 1_999_999, 2_000_001);

        // Cheating on both for ever: 200,000 a good epoch, nothing in one that is found out: 0.64 * 200,000.
        Assert.InRange(At(game, proven.Surfaces.Best), (0.64 * 200_000 / 0.05) - 1, (0.64 * 200_000 / 0.05) + 1);
    }

    private static double At(ParticipantGame game, ValueSurface surface) => surface.At(game.Newcomer.Across, game.Newcomer.Up);

    /// <summary>The expected value of cheating so many jobs in each epoch (-1: take no work), then what the end says, by every branch.</summary>
    private static double Play(ParticipantGame game, int[] cheats, Func<double, double, double> end)
    {
        Epoch start = Epoch.Of(1_000_000_000);
        return Value(0, game.NewcomerAt(start.MinusToZero(EpochSpan.One)), start);

        double Value(int step, ReputationRecord record, Epoch now)
        {
            (double x, double y) = game.Chart.Point(game.Age(record, now.MinusToZero(EpochSpan.One)));
            if (step == cheats.Length)
            {
                return end(x, y);
            }

            if (cheats[step] < 0)
            {
                return game.Numbers.Outside + (game.Numbers.Discount * Value(step + 1, record, now.Next));
            }

            double rate = game.AuditRate(x, y, favourable: true), worth = 0;
            foreach ((int passed, int faults, double chance) in Outcomes(game, cheats[step], rate))
            {
                ParticipantOutcome outcome = game.Play(record, now, game.Numbers.Jobs, passed, faults);
                Epoch next = Epoch.Max(now.Next, outcome.After.JailedUntil);
                double waiting = Math.Pow(game.Numbers.Discount, next.Since(now).Epochs);
                worth += chance * ((double)outcome.Reward.Units - (double)outcome.Slashed.Units + (waiting * Value(step + 1, outcome.After.Reputation, next)));
            }

            return worth - (game.Numbers.Jobs * game.Numbers.Cost) + (cheats[step] * game.Numbers.Gain);
        }
    }

    /// <summary>Every job found, passed or not audited, one by one: not the engine's convolution.</summary>
    private static IEnumerable<(int Passed, int Faults, double Chance)> Outcomes(ParticipantGame game, int cheated, double rate)
    {
        int branches = (int)Math.Pow(3, game.Numbers.Jobs);
        for (int branch = 0; branch < branches; branch++)
        {
            (int passed, int faults, double chance, int rest) = (0, 0, 1, branch);
            for (int job = 0; job < game.Numbers.Jobs; job++, rest /= 3)
            {
                double condemned = rate * (job < cheated ? game.Numbers.Found : game.Numbers.Wrongful);
                (passed, faults, chance) = (rest % 3) switch
                {
                    0 => (passed, faults, chance * (1 - rate)),
                    1 => (passed + 1, faults, chance * (rate - condemned)),
                    _ => (passed, faults + 1, chance * condemned),
                };
            }

            if (chance > 0)
            {
                yield return (passed, faults, chance);
            }
        }
    }
}
