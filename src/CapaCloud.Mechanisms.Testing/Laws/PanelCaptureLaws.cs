using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What the chances of a wrong result before a panel keep: they are what comes out when every panel is called and every person answers.</summary>
/// <remarks>No formula. Pools of up to five people, panels of up to three, by name and one by one.</remarks>
internal static class PanelCaptureLaws
{
    private static readonly TaskId Task = TaskId.Of("job");
    private static readonly Ratio Right = Ratio.One;
    private static readonly Ratio Wrong = Ratio.Of(1_000);

    private static Arbitrary<(int Colluding, int Honest, int Checkers, bool IsReplaced)> Drawn { get; } =
        (from replaced in Gen.Elements(true, false)
         from colluding in Gen.Choose(0, 3)
         from honest in Gen.Choose(colluding == 0 ? 1 : 0, 2)
         from checkers in Gen.Choose(1, replaced ? 3 : Math.Min(3, colluding + honest))
         select (colluding, honest, checkers, replaced)).ToArbitrary();

    /// <summary>Returns the laws for one rule of verdicts that does not look at the order of answers.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="chances">How the chances are computed; <see cref="PanelCapture.OfWrongResult"/> when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    public static IReadOnlyList<Law> For(IVerdictRule rule, PanelChanceRule? chances = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        PanelChanceRule compute = chances ?? ((judge, checkers, pool) => new PanelCapture(judge, checkers).OfWrongResult(pool));
        return
        [
            Law.Of("is-every-panel-counted", "the chances are the shares of all panels, person by person, that end in each verdict", Drawn, drawn =>
                compute(rule, drawn.Checkers, Pool(drawn)) == Counted(rule, drawn)),
            Law.Of("sums-to-one", "the three chances add up to exactly 1", Drawn, drawn =>
                compute(rule, drawn.Checkers, Pool(drawn)) is var all && all.Correct.Or(all.Inconclusive).Or(all.Incorrect) == ExactChance.One),
            Law.Of("share-is-people-with-replacement", "the same share in other numbers gives the same chances when checkers are replaced", Drawn, drawn =>
                !drawn.IsReplaced || compute(rule, drawn.Checkers, Pool(drawn)) == compute(rule, drawn.Checkers, new CheckerPool(7UL * (ulong)drawn.Colluding, 7UL * (ulong)drawn.Honest, isReplaced: true))),
        ];
    }

    private static CheckerPool Pool((int Colluding, int Honest, int Checkers, bool IsReplaced) drawn) =>
        new((ulong)drawn.Colluding, (ulong)drawn.Honest, drawn.IsReplaced);

    private static PanelChances Counted(IVerdictRule rule, (int Colluding, int Honest, int Checkers, bool IsReplaced) drawn)
    {
        BigInteger[] counts = new BigInteger[3];
        Call(rule, drawn, [], counts);
        BigInteger all = counts[0] + counts[1] + counts[2];
        return new PanelChances(
            ExactChance.Of(counts[(int)VerdictOutcome.Correct], all),
            ExactChance.Of(counts[(int)VerdictOutcome.Inconclusive], all),
            ExactChance.Of(counts[(int)VerdictOutcome.Incorrect], all));
    }

    /// <summary>Calls every person onto the next seat; once all sit, the author and they answer, and the rule judges.</summary>
    private static void Call(IVerdictRule rule, (int Colluding, int Honest, int Checkers, bool IsReplaced) drawn, ImmutableArray<int> seated, BigInteger[] counts)
    {
        if (seated.Length == drawn.Checkers)
        {
            ImmutableArray<Answer> answers =
            [
                .. seated.Select((person, seat) => Said($"person-{person}-on-seat-{seat}", person < drawn.Colluding ? Wrong : Right)),
                Said("author", Wrong),
            ];
            Verdict[] verdicts = new Verdict[answers.Length];
            rule.Judge(new TaskAnswers(Task, Epoch.Zero, answers), verdicts);
            counts[(int)verdicts[^1].Outcome]++;
            return;
        }

        for (int person = 0; person < drawn.Colluding + drawn.Honest; person++)
        {
            if (drawn.IsReplaced || !seated.Contains(person))
            {
                Call(rule, drawn, seated.Add(person), counts);
            }
        }
    }

    private static Answer Said(string author, Ratio value) =>
        Answer.OfNumber(ParticipantId.Of(author), value, 1) with { Reliability = Proportion.Percent(90) };
}
