using System.Collections.Immutable;
using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How often a wrong result gets past a panel: the chance of each verdict, found by asking the rule itself.</summary>
/// <remarks>
/// <code>P(verdict) = sum over k = 0 .. Checkers of P(k checkers collude) * [rule gives the author that verdict when k collude]</code>
/// The panel is the author's own answer and <see cref="Checkers"/> others: the rules count the author's answer as any other, so it counts
/// here. Colluders say what the author says when it cheats; honest checkers say what is right. With
/// <c>new MajorityRule(3)</c>, two checkers and a colluding share of 0.3, a wrong result is found correct with probability 0.51, not 0.3:
/// one colluder is enough. When a rule looks at the order of the answers
/// (<see cref="VerdictRulePromises.OrderFree"/> is not promised), the attackers are given the best order. Exact; the rule is asked
/// <c>Checkers + 1</c> times, or once for each order. Checkers drawn in proportion to stake are not uniform: this does not speak of them.
/// </remarks>
public sealed record PanelCapture
{
    /// <summary>The largest panel, without the author: 1,000 checkers.</summary>
    public const int MaxCheckers = 1_000;

    /// <summary>The largest panel, without the author, for a rule that looks at the order of the answers: 12 checkers.</summary>
    public const int MaxCheckersInOrder = 12;

    private static readonly TaskId Task = TaskId.Of("panel");
    private static readonly ParticipantId Author = ParticipantId.Of("author");
    private static readonly PanelSeat Usual = new(UInt128.One, Proportion.Percent(90));
    private static readonly VerdictOutcome[] BestFirst = [VerdictOutcome.Correct, VerdictOutcome.Inconclusive, VerdictOutcome.Incorrect];
    private static readonly VerdictOutcome[] WorstFirst = [VerdictOutcome.Incorrect, VerdictOutcome.Inconclusive, VerdictOutcome.Correct];

    /// <summary>Initializes a new instance of the <see cref="PanelCapture"/> class.</summary>
    /// <param name="rule">The rule that judges.</param>
    /// <param name="checkers">How many others compute the result again, at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no checkers, or too many to ask the rule about all panels.</exception>
    public PanelCapture(IVerdictRule rule, int checkers)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
        int most = IsOrderFree ? MaxCheckers : MaxCheckersInOrder;
        Checkers = checkers >= 1 && checkers <= most
            ? checkers
            : throw new ArgumentOutOfRangeException(nameof(checkers), $"Expected 1 to {Prose.Count(most, "checker")} for a {rule.GetType().Name}, got {checkers}.");
    }

    /// <summary>Gets the rule that judges.</summary>
    public IVerdictRule Rule { get; }

    /// <summary>Gets how many others compute the result again.</summary>
    public int Checkers { get; }

    /// <summary>Gets the right result as a number; its hash is <see cref="ResultHash.OfNumber"/>. 1 when left out.</summary>
    public Ratio Right { get; init; } = Ratio.One;

    /// <summary>Gets the wrong result as a number, different from the right one. 1,000 when left out.</summary>
    public Ratio Wrong { get; init; } = Ratio.Of(1_000);

    /// <summary>Gets what weighs in the author's answer. Weight 1 and reliability 0.9 when left out.</summary>
    public PanelSeat AuthorSeat { get; init; } = Usual;

    /// <summary>Gets what weighs in the answer of each honest checker. Weight 1 and reliability 0.9 when left out.</summary>
    public PanelSeat HonestSeat { get; init; } = Usual;

    /// <summary>Gets what weighs in the answer of each colluding checker. Weight 1 and reliability 0.9 when left out.</summary>
    public PanelSeat ColludingSeat { get; init; } = Usual;

    private bool IsOrderFree => Rule.Promises.HasFlag(VerdictRulePromises.OrderFree);

    /// <summary>Returns the chances of a wrong result: the colluders repeat it.</summary>
    /// <param name="pool">From whom the checkers are drawn.</param>
    /// <returns>The chance of each verdict on the author; <see cref="PanelChances.NotCaught"/> is what a cheat counts on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pool has too few people for the panel.</exception>
    /// <exception cref="InvalidOperationException">The right and the wrong result are the same.</exception>
    public PanelChances OfWrongResult(CheckerPool pool) => Chances(pool, Wrong, BestFirst);

    /// <summary>Returns the chances of a right result: the colluders contradict it, to have its author slashed.</summary>
    /// <param name="pool">From whom the checkers are drawn.</param>
    /// <returns>The chance of each verdict on the author; <see cref="PanelChances.Incorrect"/> is what an honest author has to fear.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pool has too few people for the panel.</exception>
    /// <exception cref="InvalidOperationException">The right and the wrong result are the same.</exception>
    public PanelChances OfRightResult(CheckerPool pool) => Chances(pool, Right, WorstFirst);

    private PanelChances Chances(CheckerPool pool, Ratio own, VerdictOutcome[] wished)
    {
        if (Right == Wrong)
        {
            throw new InvalidOperationException($"The right and the wrong result are both {Right}: there is nothing to find out.");
        }

        BigInteger[] panels = pool.Panels(Checkers, out BigInteger all);
        BigInteger[] byOutcome = new BigInteger[3];
        for (int colluders = 0; colluders <= Checkers; colluders++)
        {
            if (!panels[colluders].IsZero)
            {
                byOutcome[(int)OutcomeWith(colluders, own, wished)] += panels[colluders];
            }
        }

        return new PanelChances(
            ExactChance.Of(byOutcome[(int)VerdictOutcome.Correct], all),
            ExactChance.Of(byOutcome[(int)VerdictOutcome.Inconclusive], all),
            ExactChance.Of(byOutcome[(int)VerdictOutcome.Incorrect], all));
    }

    /// <summary>Returns the verdict with so many colluders; where the order matters, the first of the wished ones that some order gives.</summary>
    private VerdictOutcome OutcomeWith(int colluders, Ratio own, VerdictOutcome[] wished)
    {
        if (IsOrderFree)
        {
            return Ask(places: 0, colluders, turn: 0, own);
        }

        int best = wished.Length - 1;
        for (ulong places = 0; places < 1UL << Checkers && best > 0; places++)
        {
            for (int turn = 0; turn <= Checkers && best > 0 && BitOperations.PopCount(places) == colluders; turn++)
            {
                best = Math.Min(best, Array.IndexOf(wished, Ask(places, colluders, turn, own)));
            }
        }

        return wished[best];
    }

    /// <summary>Asks the rule. For an order-free rule the first checkers collude; else those whose bit is set in <paramref name="places"/>.</summary>
    private VerdictOutcome Ask(ulong places, int colluders, int turn, Ratio own)
    {
        ImmutableArray<Answer>.Builder answers = ImmutableArray.CreateBuilder<Answer>(Checkers + 1);
        for (int checker = 0; checker < Checkers; checker++)
        {
            if (checker == turn)
            {
                answers.Add(Said(Author, own, AuthorSeat));
            }

            bool colludes = IsOrderFree ? checker < colluders : ((places >> checker) & 1) == 1;
            answers.Add(Said(ParticipantId.Of($"checker-{checker}"), colludes ? Wrong : Right, colludes ? ColludingSeat : HonestSeat));
        }

        if (turn == Checkers)
        {
            answers.Add(Said(Author, own, AuthorSeat));
        }

        Verdict[] verdicts = new Verdict[answers.Count];
        Rule.Judge(new TaskAnswers(Task, default, [.. answers]), verdicts);
        return verdicts[turn].Outcome;
    }

    private static Answer Said(ParticipantId author, Ratio value, PanelSeat seat) =>
        Answer.OfNumber(author, value, seat.Weight) with { Reliability = seat.Reliability };
}
