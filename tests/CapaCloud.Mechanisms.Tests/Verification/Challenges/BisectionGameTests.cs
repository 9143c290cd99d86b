using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification.Challenges;

public sealed class BisectionGameTests
{
    private static readonly ParticipantId Solver = ParticipantId.Of("solver"), Checker = ParticipantId.Of("checker");
    private static readonly TaskId Task = TaskId.Of("long-job");
    private static readonly BisectionTerms Terms = new(EpochSpan.Of(2), Amount.Of(5), Amount.Of(40));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(1_000, 10)]
    [InlineData(1_024, 10)]
    [InlineData(1_025, 11)]
    public void Rounds_areTheLogarithm(ulong steps, int rounds)
    {
        Assert.Equal(rounds, BisectionTerms.Rounds(steps));
        Assert.Equal(Amount.Of((ulong)((rounds * 5) + 40)), Terms.MostCost(steps));
        Assert.Equal(EpochSpan.Of((ulong)(4 * rounds)), Terms.Longest(steps));
    }

    /// <summary>An honest defender wins whatever the challenger says, and pays only for its own moves.</summary>
    [Property]
    public bool HonestDefender_anyChallenger_wins(ushort size, ulong whims)
    {
        ulong steps = (ulong)size + 1;
        BisectionGame game = Play(steps, claim: State(steps), game => State(game.Middle), game => (whims >> (int)(game.Upper % 64) & 1) == 1, out int rounds);
        game = game.Resolve(State(game.Lower + 1));
        return game.Status == BisectionStatus.DefenderWon
            && rounds <= BisectionTerms.Rounds(steps)
            && game.DefenderPaid == Terms.MovePrice.Multiply((UInt128)rounds, UInt128.One, Rounding.Up)
            && game.ChallengerPaid == game.DefenderPaid + Terms.RefereePrice
            && game.DefenderVerdict() is { Outcome: VerdictOutcome.Correct, Reason: VerdictReason.RefereeConfirms }
            && game.ChallengerVerdict() is { Outcome: VerdictOutcome.Incorrect, MaySlash: true };
    }

    /// <summary>An honest challenger wins against any false claim, whatever states the defender makes up.</summary>
    [Property]
    public bool HonestChallenger_anyFalseClaim_wins(ushort size, ulong whims)
    {
        ulong steps = (ulong)size + 1;
        BisectionGame game = Play(
            steps,
            claim: State(steps + 7),
            game => (whims >> (int)(game.Middle % 64) & 1) == 1 ? State(game.Middle) : State(game.Middle + 1_000_000),
            game => game.MiddleState == State(game.Middle),
            out int rounds);
        game = game.Resolve(State(game.Lower + 1));
        return game.Status == BisectionStatus.ChallengerWon
            && rounds <= BisectionTerms.Rounds(steps)
            && game.ChallengerVerdict().Outcome == VerdictOutcome.Correct
            && game.DefenderVerdict() is { Outcome: VerdictOutcome.Incorrect, Reason: VerdictReason.RefereeRefutes };
    }

    [Fact]
    public void Expire_whoeverIsToMove_loses()
    {
        BisectionGame open = Open(8);
        Assert.Same(open, open.Expire(Epoch.Of(12)));
        Assert.Equal(BisectionStatus.ChallengerWon, open.Expire(Epoch.Of(13)).Status);
        Assert.Equal(VerdictReason.TimedOut, open.Expire(Epoch.Of(13)).DefenderVerdict().Reason);

        BisectionGame published = open.Publish(Solver, State(4), Epoch.Of(12));
        BisectionGame expired = published.Expire(Epoch.Of(15));
        Assert.Equal(BisectionStatus.DefenderWon, expired.Status);
        Assert.Equal(VerdictReason.OpponentTimedOut, expired.DefenderVerdict().Reason);
        Assert.Same(expired, expired.Expire(Epoch.Of(99)));
    }

    [Fact]
    public void Moves_outOfTurnLateOrByStrangers_areRefused()
    {
        BisectionGame open = Open(8);
        Assert.Contains("is not to move", Assert.Throws<InvalidOperationException>(() => open.Choose(Checker, true, Epoch.Of(11))).Message, StringComparison.Ordinal);
        Assert.Contains("after its deadline, epoch 12", Assert.Throws<InvalidOperationException>(() => open.Publish(Solver, State(4), Epoch.Of(13))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => open.Publish(Checker, State(4), Epoch.Of(11)));
        Assert.Throws<InvalidOperationException>(() => open.Resolve(State(1)));
        Assert.Equal(VerdictOutcome.Inconclusive, open.DefenderVerdict().Outcome);
    }

    [Fact]
    public void Open_withOneselfWithoutStepsOrTime_isRefused()
    {
        Assert.Throws<ArgumentException>(() => BisectionGame.Open(Terms, Task, Epoch.Zero, Solver, Solver, 8, State(0), State(8), Epoch.Zero));
        Assert.Throws<ArgumentException>(() => BisectionGame.Open(Terms, Task, Epoch.Zero, default, Solver, 8, State(0), State(8), Epoch.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => BisectionGame.Open(Terms, Task, Epoch.Zero, Solver, Checker, 0, State(0), State(8), Epoch.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => BisectionGame.Open(Terms with { MoveTime = default }, Task, Epoch.Zero, Solver, Checker, 8, State(0), State(8), Epoch.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => BisectionTerms.Rounds(0));
    }

    [Fact]
    public void Transcript_differsByEveryMove()
    {
        BisectionGame open = Open(8);
        BisectionGame published = open.Publish(Solver, State(4), Epoch.Of(11));
        Digest[] transcripts =
        [
            open.Transcript, published.Transcript, open.Publish(Solver, State(5), Epoch.Of(11)).Transcript,
            published.Choose(Checker, true, Epoch.Of(12)).Transcript, published.Choose(Checker, false, Epoch.Of(12)).Transcript,
        ];
        Assert.Equal(transcripts.Length, transcripts.Distinct().Count());
    }

    private static BisectionGame Open(ulong steps) =>
        BisectionGame.Open(Terms, Task, Epoch.Of(3), Solver, Checker, steps, State(0), State(steps), Epoch.Of(10));

    private static BisectionGame Play(ulong steps, Digest claim, Func<BisectionGame, Digest> publish, Func<BisectionGame, bool> agree, out int rounds)
    {
        Epoch now = Epoch.Of(10);
        BisectionGame game = BisectionGame.Open(Terms, Task, Epoch.Of(3), Solver, Checker, steps, State(0), claim, now);
        for (rounds = 0; game.Status != BisectionStatus.RefereeToMove; rounds++)
        {
            game = game.Publish(Solver, publish(game), now);
            game = game.Choose(Checker, agree(game), now);
        }

        return game;
    }

    private static Digest State(ulong step) => ResultHash.OfChoice(step);
}
