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

    /// <summary>What a plan may say of an epoch besides how many jobs to cheat on.</summary>
    private const int TakeNoWork = -1;
    private const int TakeANewName = -2;

    [Theory]
    [InlineData("half-life", 1, 0, 2)]
    [InlineData("half-life", 2, 0, 2)]
    [InlineData("beta", 1, 0, 2)]
    [InlineData("observations", 1, 0, 2)]
    [InlineData("values", 1, 0, 2)]
    [InlineData("half-life", 1, 1, 0)]
    [InlineData("half-life", 1, 1, 3)]
    [InlineData("half-life", 2, 1, 2)]
    [InlineData("half-life", 1, 2, 2)]
    [InlineData("beta", 1, 1, 1)]
    public void Surfaces_encloseEveryPlayedStrategy(string model, int jobs, int delay, int jail)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model(model), auditPercent: 30, jail: (ulong)jail);
        Economics economics = Marketplaces.Economics(jobs) with { HonestFaultRate = new Fractions.Fraction(1, 50), DetectionDelay = delay, OutsideOption = 5_000 };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);
        ProvenSurfaces proven = GameSolution.OfPlane(game, game.Chart.HasHeight ? 20 : 128, 10, 50, default);
        Random random = new(7);
        for (int drawn = 0; drawn < 60; drawn++)
        {
            int[] plan = [.. Enumerable.Range(0, Epochs).Select(_ => random.Next(TakeANewName, jobs + 1))];
            double after = Play(game, plan, (state, x, y) => proven.Surfaces.Best[state].At(x, y) + proven.Bounds.Above);
            Assert.True(after <= At(game, proven.Surfaces.Best) + proven.Bounds.Above + 1, $"[{string.Join(", ", plan)}] is worth {after}, the bound says {At(game, proven.Surfaces.Best) + proven.Bounds.Above}");
        }

        int[] honest = new int[Epochs];
        double least = Play(game, honest, (state, x, y) => proven.Surfaces.Honest[game.Pending.HonestIndex[state]].At(x, y) - proven.Bounds.Below);
        double most = Play(game, honest, (state, x, y) => proven.Surfaces.HonestBest[game.Pending.HonestIndex[state]].At(x, y) + proven.Bounds.HonestAbove);
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

    private static double At(ParticipantGame game, ValueSurface[] surfaces) => surfaces[0].At(game.Newcomer.Across, game.Newcomer.Up);

    /// <summary>The expected value of a plan, then what the end says, by every branch; pending work is remembered as a list, not as the engine does.</summary>
    private static double Play(ParticipantGame game, int[] plan, Func<int, double, double, double> end)
    {
        Epoch start = Epoch.Of(1_000_000_000);
        int delay = game.Pending.Delay;
        int[] nothing = [.. Enumerable.Repeat(TakeNoWork, delay)];
        return Value(0, game.NewcomerAt(start.MinusToZero(EpochSpan.One)), start, start, nothing);

        double Value(int step, ReputationRecord record, Epoch now, Epoch jailedUntil, int[] pending)
        {
            bool isJailed = jailedUntil > now;
            (double x, double y) = game.Chart.Point(game.Age(record, now.MinusToZero(EpochSpan.One)));
            if (step == plan.Length && (!isJailed || pending.Any(entry => entry >= 0)))
            {
                int queue = pending.Reverse().Aggregate(0, (sum, entry) => game.Pending.Push(sum, entry + 1));
                return end(isJailed ? game.Pending.Jailed(queue) : queue, x, y);
            }

            if (!isJailed && plan[step] == TakeANewName)
            {
                return -game.Numbers.IdentityPrice - Left(record, now, pending) + Value(step + 1, game.NewcomerAt(now.MinusToZero(EpochSpan.One)), now, now, nothing);
            }

            int act = isJailed ? TakeNoWork : plan[step], judged = delay == 0 ? act : pending[^1];
            int[] after = delay == 0 ? [] : [act, .. pending[..^1]];
            double worth = act < 0 ? game.Numbers.Outside : (act * game.Numbers.Gain) - (game.Numbers.Jobs * game.Numbers.Cost);
            foreach ((int passed, int faults, double chance) in Outcomes(game, judged, game.AuditRate(x, y, favourable: true)))
            {
                ParticipantOutcome outcome = game.Play(record, now, act < 0 ? 0 : game.Numbers.Jobs, passed, faults);
                worth += chance * ((double)outcome.Reward.Units - (double)outcome.Slashed.Units
                    + (game.Numbers.Discount * Value(isJailed ? step : step + 1, outcome.After.Reputation, now.Next, Epoch.Max(jailedUntil, outcome.After.JailedUntil), after)));
            }

            return worth;
        }

        // The oldest first, each of its losses the difference that it makes to what is taken in all.
        double Left(ReputationRecord record, Epoch now, int[] pending)
        {
            (double x, double y) = game.Chart.Point(game.Age(record, now.MinusToZero(EpochSpan.One)));
            double rate = game.AuditRate(x, y, favourable: true);
            return Lose([], 1, 0, 1);

            double Lose((int Passed, int Faults)[] verdicts, double chance, double before, double worth)
            {
                double sum = 0;
                foreach ((int passed, int faults, double likely) in verdicts.Length == delay ? [] : Outcomes(game, pending[^(verdicts.Length + 1)], rate))
                {
                    (int Passed, int Faults)[] more = [.. verdicts, (passed, faults)];
                    double taken = (double)game.PlayAfterLeaving(record, now, more).Units;
                    sum += (chance * likely * worth * (taken - before)) + Lose(more, chance * likely, taken, worth * game.Numbers.Discount);
                }

                return sum;
            }
        }
    }

    /// <summary>Every job found, passed or not audited, one by one: not the engine's convolution.</summary>
    private static IEnumerable<(int Passed, int Faults, double Chance)> Outcomes(ParticipantGame game, int cheated, double rate)
    {
        if (cheated < 0)
        {
            yield return (0, 0, 1);
            yield break;
        }

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
