using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every refereed bisection keeps: whoever is honest wins, whatever the other does.</summary>
/// <remarks>
/// <code>
/// rounds &lt;= ceiling(log2(steps)),   paid by a party &lt;= its moves * MovePrice + RefereePrice,   only the loser pays the referee
/// </code>
/// A dishonest defender publishes a true or a false state as it is drawn; a dishonest challenger agrees or not as it is drawn.
/// </remarks>
internal static class BisectionLaws
{
    private static readonly BisectionTerms Terms = new(EpochSpan.Of(3), Amount.Of(7), Amount.Of(1_000));
    private static readonly Epoch Start = Epoch.Of(50);

    private static Arbitrary<(ulong Steps, bool[] Whims, int Pause, int Silent)> Drawn { get; } =
        (from steps in Gen.OneOf(Gen.Choose(1, 5).Select(number => (ulong)number), Gen.Choose(1, 100_000).Select(number => (ulong)number), Gen.Constant(1UL << 60))
         from whims in Gen.ArrayOf(Gen.Elements(true, false), 64)
         from pause in Gen.Choose(0, 3)
         from silent in Gen.Choose(0, 6)
         select (steps, whims, pause, silent)).ToArbitrary();

    /// <summary>Returns the laws for one kind of dispute.</summary>
    /// <param name="open">Opens a dispute.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="open"/> is null.</exception>
    public static IReadOnlyList<Law> For(DisputeOpening open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return
        [
            Law.Of("honest-defender-wins", "a defender whose claim is true wins against every challenger", Drawn,
                drawn => Play(open, drawn, isClaimTrue: true).Status == BisectionStatus.DefenderWon),
            Law.Of("honest-challenger-wins", "a challenger of a false claim wins against every defender", Drawn,
                drawn => Play(open, drawn, isClaimTrue: false).Status == BisectionStatus.ChallengerWon),
            Law.Of("few-rounds", "no dispute takes more rounds than the logarithm of its steps", Drawn, drawn =>
                Play(open, drawn, isClaimTrue: true).Rounds <= BisectionTerms.Rounds(drawn.Steps) && Play(open, drawn, isClaimTrue: false).Rounds <= BisectionTerms.Rounds(drawn.Steps)),
            Law.Of("narrows", "every round leaves at most half of the steps, rounded up, and never none", Drawn, drawn =>
                Play(open, drawn, isClaimTrue: true).Narrows && Play(open, drawn, isClaimTrue: false).Narrows),
            Law.Of("moves-are-priced", "each party pays for its moves, and the loser alone pays the referee", Drawn, drawn =>
                Play(open, drawn, isClaimTrue: true).IsPricedRight && Play(open, drawn, isClaimTrue: false).IsPricedRight),
            Law.Of("silence-loses", "whoever lets its deadline pass loses, right or wrong", Drawn, drawn => SilenceLoses(open, drawn)),
            Law.Of("deadline-not-before", "nobody loses by the clock before the deadline has passed", Drawn, drawn =>
                open(Terms, drawn.Steps, State(0, true), State(drawn.Steps, true), Start) is var game && game.Expire(game.Deadline).Status == game.Status),
        ];
    }

    private static Digest State(ulong step, bool isTrue)
    {
        CanonicalEncoder encoder = new(stackalloc byte[64], "laws/state/v1"u8);
        encoder.Append(step);
        encoder.Append(isTrue ? 1UL : 0UL);
        return encoder.Hash();
    }

    /// <summary>One party is honest, the other follows its whims; the referee computes the true state.</summary>
    private static Course Play(DisputeOpening open, (ulong Steps, bool[] Whims, int Pause, int Silent) drawn, bool isClaimTrue)
    {
        Epoch now = Start;
        IDispute game = open(Terms, drawn.Steps, State(0, true), State(drawn.Steps, isClaimTrue), now);
        bool isMiddleTrue = true, narrows = true;
        int rounds = 0;
        while (game.Status is BisectionStatus.DefenderToMove or BisectionStatus.ChallengerToMove && rounds < 100)
        {
            bool whim = drawn.Whims[rounds % drawn.Whims.Length];
            now += EpochSpan.Of((ulong)drawn.Pause);
            if (game.Status == BisectionStatus.DefenderToMove)
            {
                isMiddleTrue = isClaimTrue || whim;
                game = game.Publish(State(game.Middle, isMiddleTrue), now);
                continue;
            }

            ulong between = game.Upper - game.Lower;
            bool agrees = isClaimTrue ? whim : isMiddleTrue;
            game = game.Choose(agrees, now);
            rounds++;
            narrows &= game.Upper > game.Lower && game.Upper - game.Lower <= (between / 2) + (between % 2);
        }

        // The referee computes one step from the agreed state: from a false one it gets to a false one.
        bool isLowerTrue = game.LowerState == State(game.Lower, true);
        game = game.Status == BisectionStatus.RefereeToMove ? game.Resolve(State(game.Upper, isLowerTrue)) : game;
        return new Course(game.Status, rounds, narrows, IsPricedRight(game, rounds));
    }

    private static bool IsPricedRight(IDispute game, int rounds)
    {
        Amount moves = Terms.MovePrice.Multiply((UInt128)rounds, UInt128.One, Rounding.Down);
        bool defenderWon = game.Status == BisectionStatus.DefenderWon;
        return game.DefenderPaid == (defenderWon ? moves : moves + Terms.RefereePrice) && game.ChallengerPaid == (defenderWon ? moves + Terms.RefereePrice : moves);
    }

    private static bool SilenceLoses(DisputeOpening open, (ulong Steps, bool[] Whims, int Pause, int Silent) drawn)
    {
        IDispute game = open(Terms, drawn.Steps, State(0, true), State(drawn.Steps, drawn.Whims[0]), Start);
        for (int move = 0; move < drawn.Silent && game.Status is BisectionStatus.DefenderToMove or BisectionStatus.ChallengerToMove; move++)
        {
            game = game.Status == BisectionStatus.DefenderToMove ? game.Publish(State(game.Middle, drawn.Whims[move]), Start) : game.Choose(drawn.Whims[move], Start);
        }

        BisectionStatus silent = game.Status, after = game.Expire(game.Deadline.Next).Status;
        return silent switch
        {
            BisectionStatus.DefenderToMove => after == BisectionStatus.ChallengerWon,
            BisectionStatus.ChallengerToMove => after == BisectionStatus.DefenderWon,
            _ => after == silent,
        };
    }

    private readonly record struct Course(BisectionStatus Status, int Rounds, bool Narrows, bool IsPricedRight);
}
