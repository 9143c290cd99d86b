using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What every jury that pays for coherence keeps.</summary>
/// <remarks>
/// <code>penalties = stake rewards + StakeLeftOver      fees paid in = fees + FeesLeftOver      penalty of a juror = at stake * incoherent votes</code>
/// </remarks>
internal static class JuryLaws
{
    private static Arbitrary<(ulong Stake, int Alpha, int[] Choices, int Jurors, ulong Fees, int Turn)> Drawn { get; } =
        (from stake in Gen.Choose(0, 1_000_000)
         from alpha in Gen.Choose(0, 100)
         from count in Gen.Choose(1, 31)
         from choices in Gen.ArrayOf(Gen.Choose(-1, 3), count)
         from jurors in Gen.Choose(1, 12)
         from fees in Gen.Choose(0, 10_000)
         from turn in Gen.Choose(0, count)
         select ((ulong)stake, alpha, choices, jurors, (ulong)fees, turn)).ToArbitrary();

    /// <summary>Returns the laws for one way to settle.</summary>
    /// <param name="settle">Settles among the jurors.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settle"/> is null.</exception>
    public static IReadOnlyList<Law> For(JurySettlement settle)
    {
        ArgumentNullException.ThrowIfNull(settle);
        JuryOutcome Of((ulong Stake, int Alpha, int[] Choices, int Jurors, ulong Fees, int Turn) drawn) =>
            settle(Terms(drawn.Stake, drawn.Alpha), Votes(drawn.Choices, drawn.Jurors), Amount.Of(drawn.Fees));
        return
        [
            Law.Of("conserves", "what is lost is what is got and what is left over, of stake and of fees", Drawn, drawn => Conserves(Of(drawn), Amount.Of(drawn.Fees))),
            Law.Of("counts-every-vote", "every vote is counted for its juror, none twice", Drawn, drawn => Of(drawn).Jurors.Sum(juror => juror.Votes) == drawn.Choices.Length),
            Law.Of("rules-by-plurality", "the ruling has more votes than any other choice, and a tie rules nothing", Drawn, drawn => RulesByPlurality(Of(drawn), drawn.Choices)),
            Law.Of("coherent-never-loses", "a juror all of whose votes are coherent loses nothing", Drawn,
                drawn => Of(drawn).Jurors.All(juror => juror.CoherentVotes < juror.Votes || juror.Penalty.IsZero)),
            Law.Of("incoherent-never-gains", "a juror none of whose votes is coherent gets nothing and loses all it put at stake", Drawn,
                drawn => Of(drawn).Jurors.All(juror => juror.CoherentVotes > 0 || LosesAll(juror, Terms(drawn.Stake, drawn.Alpha)))),
            Law.Of("equal-votes-equal-pay", "a coherent vote is worth the same in every hand", Drawn, drawn => PaysVotes(Of(drawn))),
            Law.Of("split-gains-nothing", "votes held under several names get and lose what they do under one", Drawn,
                drawn => SplitGainsNothing(Of(drawn), Of(drawn with { Jurors = drawn.Choices.Length }))),
            Law.Of("order-free", "the order of the votes changes nothing", Drawn, drawn => IsOrderFree(settle, drawn)),
        ];
    }

    private static JuryTerms Terms(ulong stake, int alpha) => new(Amount.Of(stake), Proportion.Percent((uint)alpha), Amount.One);

    private static JuryVote[] Votes(int[] choices, int jurors) =>
        [.. choices.Select((choice, number) => new JuryVote(ParticipantId.Of($"j{number % jurors}"), choice < 0 ? null : choice))];

    private static bool Conserves(JuryOutcome outcome, Amount fees)
    {
        Amount Sum(Func<JurorOutcome, Amount> part) => outcome.Jurors.Aggregate(Amount.Zero, (sum, juror) => sum + part(juror));
        return Sum(juror => juror.Penalty) == outcome.Penalties
            && outcome.Penalties == Sum(juror => juror.StakeReward) + outcome.StakeLeftOver
            && fees == Sum(juror => juror.Fee) + outcome.FeesLeftOver;
    }

    private static bool RulesByPlurality(JuryOutcome outcome, int[] choices)
    {
        int[] counts = [.. Enumerable.Range(0, 4).Select(choice => choices.Count(vote => vote == choice))];
        int most = counts.Max(), leaders = counts.Count(count => count == most && count > 0);
        return leaders == 1 ? outcome.Ruling == Array.IndexOf(counts, most) && !outcome.IsTied : outcome.Ruling is null && outcome.IsTied == leaders > 1;
    }

    private static bool LosesAll(JurorOutcome juror, JuryTerms terms) =>
        juror.StakeReward.IsZero && juror.Fee.IsZero && juror.Penalty == terms.AtStakePerVote.Multiply((UInt128)juror.Votes, UInt128.One, Rounding.Down);

    private static bool PaysVotes(JuryOutcome outcome) => outcome.Jurors.All(juror =>
        juror.StakeReward == outcome.StakeRewardPerVote.Multiply((UInt128)juror.CoherentVotes, UInt128.One, Rounding.Down)
        && juror.Fee == outcome.FeePerCoherentVote.Multiply((UInt128)juror.CoherentVotes, UInt128.One, Rounding.Down));

    /// <summary>The same votes, each in the hand of a name of its own: what a juror's names get together is what the juror gets.</summary>
    private static bool SplitGainsNothing(JuryOutcome together, JuryOutcome apart)
    {
        int jurors = together.Jurors.Length;
        return together.Jurors.All(juror =>
        {
            int number = int.Parse(juror.Juror.ToString()[1..], System.Globalization.CultureInfo.InvariantCulture);
            JurorOutcome[] names = [.. apart.Jurors.Where(name => int.Parse(name.Juror.ToString()[1..], System.Globalization.CultureInfo.InvariantCulture) % jurors == number)];
            Amount Sum(Func<JurorOutcome, Amount> part) => names.Aggregate(Amount.Zero, (sum, name) => sum + part(name));
            return Sum(name => name.Penalty) == juror.Penalty && Sum(name => name.StakeReward) == juror.StakeReward && Sum(name => name.Fee) == juror.Fee;
        });
    }

    private static bool IsOrderFree(JurySettlement settle, (ulong Stake, int Alpha, int[] Choices, int Jurors, ulong Fees, int Turn) drawn)
    {
        JuryVote[] votes = Votes(drawn.Choices, drawn.Jurors);
        JuryVote[] turned = [.. votes[drawn.Turn..].Reverse(), .. votes[..drawn.Turn]];
        JuryOutcome first = settle(Terms(drawn.Stake, drawn.Alpha), votes, Amount.Of(drawn.Fees)), second = settle(Terms(drawn.Stake, drawn.Alpha), turned, Amount.Of(drawn.Fees));
        return first with { Jurors = [] } == second with { Jurors = [] } && first.Jurors.SequenceEqual(second.Jurors);
    }
}
