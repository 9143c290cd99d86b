using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification.Juries;

public sealed class JuryTests
{
    private static readonly JuryTerms Terms = new(Amount.Of(1_000), Proportion.Half, Amount.Of(30));

    [Property]
    public bool Settle_conserves(Amount minStake, Proportion alpha, int[] choices, uint fees)
    {
        Amount modest = Amount.Of(minStake.Units >> 32);
        JuryVote[] votes = [.. choices.Take(40).Append(1).Select((choice, number) => new JuryVote(ParticipantId.Of($"j{number % 7}"), choice % 4 == 3 ? null : Math.Abs(choice % 4)))];
        JuryOutcome outcome = Jury.Settle(new JuryTerms(modest, alpha, Amount.One), votes, Amount.Of(fees));
        Amount Sum(Func<JurorOutcome, Amount> part) => outcome.Jurors.Aggregate(Amount.Zero, (sum, juror) => sum + part(juror));
        return Sum(juror => juror.Penalty) == outcome.Penalties
            && outcome.Penalties == Sum(juror => juror.StakeReward) + outcome.StakeLeftOver
            && Amount.Of(fees) == Sum(juror => juror.Fee) + outcome.FeesLeftOver
            && outcome.Jurors.Sum(juror => juror.Votes) == votes.Length;
    }

    [Fact]
    public void Settle_emptyPanelOrNamelessVote_isRefused()
    {
        Assert.Contains("at least 1 vote", Assert.Throws<ArgumentException>(() => Jury.Settle(Terms, [], Amount.One)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Jury.Settle(Terms, [default], Amount.One));
    }

    [Fact]
    public void VerdictOn_rulingsTiesAndRefusals()
    {
        Assert.Equal(VerdictOutcome.Incorrect, Verdict(1, 1, 2).Outcome);
        Assert.Equal(VerdictOutcome.Correct, Verdict(2, 2, 1).Outcome);
        Assert.Equal(VerdictOutcome.Inconclusive, Verdict(1, 2).Outcome);
        Assert.Equal(VerdictOutcome.Inconclusive, Verdict(0, 0, 1).Outcome);
        Assert.Equal(VerdictOutcome.Inconclusive, Verdict(null, null).Outcome);
        Assert.Throws<ArgumentException>(() => Jury.VerdictOn(Jury.Settle(Terms, Votes(1), Amount.One), ParticipantId.Of("p"), TaskId.Of("t"), Epoch.Zero, 1, 1, default));
    }

    [Fact]
    public void Panels_growAndCost()
    {
        Assert.Equal([3, 7, 15, 31, 63], Enumerable.Range(0, 5).Select(Terms.Panel));
        Assert.Equal(Amount.Of(31 * 30), Terms.PanelCost(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Terms.Panel(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JuryTerms(Amount.One, Proportion.One, Amount.One, firstPanel: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JuryTerms(Amount.One, Proportion.One, Amount.One, appeals: 21));
        Assert.False(Terms.IsEligible(Amount.Of(999)));
        Assert.True(Terms.IsEligible(Amount.Of(1_000)));
    }

    private static Verdict Verdict(params int?[] choices) => Jury.VerdictOn(
        Jury.Settle(Terms, Votes(choices), Amount.Of(90)), ParticipantId.Of("p"), TaskId.Of("t"), Epoch.Of(4), favourable: 2, adverse: 1, default);

    private static JuryVote[] Votes(params int?[] choices) =>
        [.. choices.Select((choice, number) => new JuryVote(ParticipantId.Of($"j{number}"), choice))];
}
