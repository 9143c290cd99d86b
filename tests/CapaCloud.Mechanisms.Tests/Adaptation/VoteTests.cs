using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

public sealed class VoteTests
{
    private static readonly VoteRule Rule = new(Proportion.Percent(40), SteppedThreshold.Constant(Proportion.Half), Proportion.Percent(30), true, true);

    /// <summary>Ties: the quorum is met at equality, threshold and veto must be exceeded, a tie with spam is spam.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, VoteOutcome.NothingBonded)]
    [InlineData(100, 0, 0, 0, 0, 0, VoteOutcome.WithoutQuorum)]
    [InlineData(100, 20, 0, 0, 0, 20, VoteOutcome.Spam)]
    [InlineData(100, 1, 0, 0, 0, 1, VoteOutcome.Spam)]
    [InlineData(100, 21, 0, 0, 0, 20, VoteOutcome.Passed)]
    [InlineData(100, 39, 0, 0, 0, 0, VoteOutcome.WithoutQuorum)]
    [InlineData(100, 40, 0, 0, 0, 0, VoteOutcome.Passed)]
    [InlineData(100, 0, 40, 0, 0, 0, VoteOutcome.OnlyAbstentions)]
    [InlineData(100, 70, 0, 0, 30, 0, VoteOutcome.Passed)]
    [InlineData(100, 69, 0, 0, 31, 0, VoteOutcome.Vetoed)]
    [InlineData(100, 25, 50, 25, 0, 0, VoteOutcome.Rejected)]
    [InlineData(100, 26, 49, 25, 0, 0, VoteOutcome.Passed)]
    public void Decide_atEachBorder_isTheRule(ulong bonded, ulong yes, ulong abstain, ulong no, ulong veto, ulong spam, VoteOutcome outcome) =>
        Assert.Equal(outcome, Rule.Decide(new ProposalVotes(Of(yes), Of(abstain), Of(no), Of(veto), Of(spam)), Of(bonded), Proportion.One));

    [Fact]
    public void Decide_thresholdThatFalls_passesLater()
    {
        VoteRule rule = Rule with { Threshold = new LinearThreshold(Proportion.One, Proportion.Half, Proportion.One) };
        ProposalVotes votes = new(Of(60), default, Of(20), default, default);
        Assert.Equal(VoteOutcome.Rejected, rule.Decide(votes, Of(100), Proportion.Half));
        Assert.Equal(VoteOutcome.Passed, rule.Decide(votes, Of(100), Proportion.Percent(51)));
        Assert.Throws<ArgumentException>(() => rule.Decide(votes, Of(79), Proportion.One));
    }

    /// <summary>Delegators who vote take their weight out of their operator's; what rounding takes from somebody counts for nobody.</summary>
    [Fact]
    public void Count_delegators_overrideTheirOperator_toTheUnit()
    {
        OperatorVote[] operators =
        [
            new(ParticipantId.Of("north"), Of(100), Of(300), VoteOption.No),
            new(ParticipantId.Of("silent"), Of(50), Of(50), VoteOption.None),
        ];
        DelegatorVote[] delegators =
        [
            new(ParticipantId.Of("d"), ParticipantId.Of("north"), Of(100), VoteOption.Yes),
            new(ParticipantId.Of("d"), ParticipantId.Of("silent"), Of(7), VoteOption.Yes),
            new(ParticipantId.Of("e"), ParticipantId.Of("unknown"), Of(9), VoteOption.Veto),
        ];
        Assert.Equal(new ProposalVotes(Of(33 + 7), default, Of(66), default, default), VoteTally.Count(operators, delegators));
        Assert.Throws<ArgumentException>(() => VoteTally.Count(operators, [delegators[0], delegators[0]]));
        Assert.Throws<ArgumentException>(() => VoteTally.Count([operators[0], operators[0]], []));
        Assert.Throws<ArgumentException>(() => VoteTally.Count(operators, [delegators[0] with { Shares = Of(301) }]));
    }

    /// <summary>A hundred delegators, all of the shares among them, against their operator: it votes with nothing, not with a unit of each.</summary>
    [Fact]
    public void Count_manySmallDelegators_leaveTheirOperatorNoFractions()
    {
        OperatorVote[] operators = [new(ParticipantId.Of("north"), Of(199), Of(300), VoteOption.No)];
        DelegatorVote[] delegators = [.. Enumerable.Range(0, 100).Select(number => new DelegatorVote(ParticipantId.Of($"d{number}"), ParticipantId.Of("north"), Of(3), VoteOption.Yes))];
        Assert.Equal(new ProposalVotes(Of(100), default, default, default, default), VoteTally.Count(operators, delegators));

        // Without shares the tokens are its own.
        Assert.Equal(new ProposalVotes(default, default, Of(199), default, default), VoteTally.Count([operators[0] with { Shares = default }], []));
    }

    private static Amount Of(ulong units) => Amount.Of(units);
}
