using CapaCloud.Mechanisms.Alignment.Dynamics;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>The surfaces against lives that are really played: every epoch of every branch through the mechanism, with exact chances.</summary>
public sealed class BoundTests
{
    private const int Epochs = 5;

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
    [InlineData("paid alike", 1, 1, 3)]
    [InlineData("paid alike", 2, 1, 1)]
    [InlineData("paid alike", 1, 2, 2)]
    [InlineData("paid alike", 1, 3, 4)]
    public void Surfaces_encloseEveryPlayedStrategy(string model, int jobs, int delay, int jail)
    {
        bool isAlike = model == "paid alike";
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model(isAlike ? "half-life" : model), auditPercent: 30, jail: (ulong)jail, paysByReputation: !isAlike);
        Economics economics = Marketplaces.Economics(jobs) with { HonestFaultRate = new Fractions.Fraction(1, isAlike ? 5 : 50), DetectionDelay = delay, OutsideOption = 5_000 };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);
        AssertEnclosed(game, GameSolution.OfPlane(game, game.Chart.HasHeight ? 20 : 128, 10, 50, default));
    }

    /// <summary>Surfaces of the reputations without a fault alone: a fault leads from them to the plane.</summary>
    [Theory]
    [InlineData(0, 0, 50_000)]
    [InlineData(0, 2, 50_000)]
    [InlineData(1, 0, 50_000)]
    [InlineData(1, 2, 50_000)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 0, 0)]
    public void Surfaces_withoutAFault_encloseEveryPlayedStrategy(int delay, int jail, int price)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("beta"), auditPercent: 30, jail: (ulong)jail);
        Economics economics = Marketplaces.Economics(jobs: 1) with { DetectionDelay = delay, IdentityPrice = price };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out string reason) ?? throw new InvalidOperationException(reason);
        AssertEnclosed(game, GameSolution.OfFaultless(game, 128, 500, GameSolution.OfPlane(game, 20, 10, 50, default), default));
    }

    private static void AssertEnclosed(ParticipantGame game, ProvenSurfaces proven)
    {
        ProvenSurfaces On(double up) => up > 0 && proven.Surfaces.Fallen is { } plane ? plane : proven;
        int jobs = game.Numbers.Jobs;
        Random random = new(7);
        for (int drawn = 0; drawn < 60; drawn++)
        {
            int[] plan = [.. Enumerable.Range(0, Epochs).Select(_ => random.Next(PlanPlayer.TakeANewName, jobs + 1))];
            double after = PlanPlayer.Play(game, plan, (state, x, y) => On(y).Surfaces.Best[state].At(x, y) + On(y).Bounds.Above);
            Assert.True(after <= At(game, proven.Surfaces.Best) + proven.Bounds.Above + 1, $"[{string.Join(", ", plan)}] is worth {after}, the bound says {At(game, proven.Surfaces.Best) + proven.Bounds.Above}");
        }

        // The strategy that the lower surface promises, decided anew in every branch.
        GreedyStrategy greedy = new(game, proven);
        double attack = PlanPlayer.Play(game, Epochs, Decide, (state, x, y) => On(y).Surfaces.Attack[state].At(x, y) - On(y).Bounds.AttackBelow);
        Assert.True(attack >= At(game, proven.Surfaces.Attack) - proven.Bounds.AttackBelow - 1, $"the attack is worth {attack}, the bound says {At(game, proven.Surfaces.Attack)}");

        int[] honest = new int[Epochs];
        double least = PlanPlayer.Play(game, honest, (state, x, y) => On(y).Surfaces.Honest[game.Pending.HonestIndex[state]].At(x, y) - On(y).Bounds.Below);
        double most = PlanPlayer.Play(game, honest, (state, x, y) => On(y).Surfaces.HonestBest[game.Pending.HonestIndex[state]].At(x, y) + On(y).Bounds.HonestAbove);
        Assert.True(least >= At(game, proven.Surfaces.Honest) - proven.Bounds.Below - 1, $"honesty is worth at least {least}, the bound says {At(game, proven.Surfaces.Honest)}");
        Assert.True(most <= At(game, proven.Surfaces.HonestBest) + proven.Bounds.HonestAbove + 1, $"honesty is worth at most {most}");

        int Decide(int step, int state, int epochs, double x, double y)
        {
            (DynamicAct act, int cheated) = epochs > 0 && state == 0 ? (greedy.InJail(epochs, x, y), 0) : greedy.At(state, x, y);
            return act switch { DynamicAct.Work => cheated, DynamicAct.Idle => PlanPlayer.TakeNoWork, DynamicAct.Leave => PlanPlayer.Leave, _ => PlanPlayer.TakeANewName };
        }
    }

    /// <summary>However much a new beginning is worth: who leaves a fault behind, with a false result still pending, loses to that one.</summary>
    [Fact]
    public void Next_exitAfterAFault_isWorthTheFloorLessWhatIsPending()
    {
        const double Floor = 1e9;
        const int Cheat = 2, Fault = 2;
        ParticipantGame game = ParticipantGame.TryCreate(
            Marketplaces.Of(Marketplaces.Model("beta"), auditPercent: 30), Marketplaces.Economics(jobs: 1) with { DetectionDelay = 1 }, out _)!;
        ProvenSurfaces proven = GameSolution.OfFaultless(game, 16, 10, GameSolution.OfPlane(game, 8, 6, 10, default), default);
        NextValues next = new(game, proven.Surfaces);

        next.Prepare(new Rectangle(1, 1.1, 0, 0), isJailed: false, queue: Cheat, isWorking: true, Floor, Floor);

        Assert.True(game.Classes[Fault].FewestFaults == 1);
        Assert.Equal(Floor - (0.3 * 10_000), next.Attack[Fault, 0], 1e-3);
        Assert.Equal(Floor - (0.3 * 10_000), next.Best[Fault, 0], 1e-3);
        Assert.True(next.Attack[0, 0] < Floor / 100, "without a fault nothing is left behind");
    }

    [Fact]
    public void Surfaces_withoutLastingEffects_areTheClosedForm()
    {
        // No reputation in pay, no jail: honesty earns n * (payment - cost) an epoch, for ever.
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), slashPercent: 1, forfeits: true, paysByReputation: false);
        Economics economics = Marketplaces.Economics(2) with { Participants = 1 };
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, economics, out _)!;
        ProvenSurfaces proven = GameSolution.OfPlane(game, 8, 1, 10, default);
        Assert.InRange(At(game, proven.Surfaces.Honest), 1_999_999, 2_000_001);

        // Cheating on both for ever: 200,000 a good epoch, nothing in one that is found out, and 1,000 for each of 0.4 verdicts.
        double best = ((0.64 * 200_000) - 400) / 0.05;
        Assert.InRange(At(game, proven.Surfaces.Best), best - 1, best + 1);
    }

    private static double At(ParticipantGame game, ValueSurface[] surfaces) => surfaces[0].At(game.Newcomer.Across, game.Newcomer.Up);
}
