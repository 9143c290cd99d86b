using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

public sealed class ChangeBookTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    private static readonly Epoch Now = Epoch.Of(100);

    private static readonly Amount Bonded = Amount.Of(1_000);

    private static ChangeRules Voted { get; } = new(EpochSpan.Of(20), EpochSpan.Of(10), EpochSpan.Of(5), Amount.Of(50), VoteRule.Usual);

    private static ChangeRules Free { get; } = new(EpochSpan.Of(20), EpochSpan.Zero, EpochSpan.Of(50));

    private static ChangeBook Book => ChangeBook.Begin(Voted, Content(1), Now);

    [Fact]
    public void Laws_withAndWithoutVotes_hold()
    {
        Assert.All(ChangeBookLaws.For(Voted), law => law.Check(cases: 400));
        Assert.All(ChangeBookLaws.For(Free), law => law.Check(cases: 400));
    }

    /// <summary>A decision that takes any epoch.</summary>
    [Fact]
    public void Laws_mutantDecision_isCaught()
    {
        static ChangeAct Mutant(ChangeBook book, ulong version, ProposalVotes votes, Amount bonded, Epoch now) =>
            book.TryFind(version, out ChangeProposal? proposal) && now > proposal.VotingEnds ? book.Decide(version, votes, bonded, proposal.VotingEnds) : book.Decide(version, votes, bonded, now);
        Assert.NotNull(ChangeBookLaws.For(Voted, new ChangeActs { Decide = Mutant }).Single(static item => item.Name == "vote-in-time").FindViolation(cases: 3_000));
    }

    [Theory]
    [InlineData("promised-delay")]
    [InlineData("rules-as-voted")]
    [InlineData("never-bricked")]
    [InlineData("not-into-the-past")]
    [InlineData("terms-stay")]
    [InlineData("approved-first")]
    [InlineData("one-number-once")]
    [InlineData("same-bytes")]
    public void Laws_mutantActivation_isCaught(string law)
    {
        ChangeAct Mutant(ChangeBook book, ReviewedChange review)
        {
            Epoch now = review.Epoch;
            if (law is "approved-first" && book.TryFind(review.Version, out ChangeProposal? voted) && voted.Status == ChangeStatus.Proposed)
            {
                return new ChangeAct(book with { Version = review.Version, Since = now, Proposals = book.Proposals.Remove(voted) }, voted, VoteOutcome.Passed, false);
            }

            // Nobody looks whether anything can change afterwards.
            ChangeAct act = book.Activate(law == "never-bricked" ? new ReviewedChange(review.Version, review.Content, review.Before, review.Rules, now, []) : review);
            ChangeBook after = law switch
            {
                "promised-delay" => act.Book with { PromisedUntil = book.PromisedUntil },
                "rules-as-voted" => act.Book with { Rules = new ChangeRules(EpochSpan.One, act.Book.Rules.VotingPeriod, EpochSpan.One, approval: act.Book.Rules.Approval) },
                "not-into-the-past" => act.Book with { Since = book.Since },
                "terms-stay" => act.Book with { Proposals = [.. act.Book.Proposals.Select(item => item with { Activation = now.Next, Expiry = now.Next.Next })] },
                "one-number-once" => act.Book with { LastVersion = act.Book.Version },
                // A rule of approval that has no name in JSON is lost on the way: the book could not be stored.
                "same-bytes" => act.Book with { Rules = new ChangeRules(act.Book.Rules.MinimumDelay, act.Book.Rules.VotingPeriod, act.Book.Rules.ActivationWindow, act.Book.Rules.Deposit, VoteRule.Usual with { Threshold = new UnnamedThreshold() }) },
                _ => act.Book,
            };
            return act with { Book = after };
        }

        ChangeRules rules = law == "approved-first" ? Voted : Free;
        Assert.NotNull(ChangeBookLaws.For(rules, new ChangeActs { Activate = Mutant }).Single(item => item.Name == law).FindViolation(cases: 3_000));
    }

    /// <summary>A shorter vote comes to hold, and only delays were promised to be kept.</summary>
    [Fact]
    public void Laws_promiseOfTheDelayAlone_isCaught()
    {
        static ChangeAct Mutant(ChangeBook book, ReviewedChange review)
        {
            ChangeAct act = book.Activate(review);
            return review.Rules.MinimumDelay >= book.Rules.MinimumDelay ? act with { Book = act.Book with { PromisedUntil = book.PromisedUntil } } : act;
        }

        ChangeRules slow = new(EpochSpan.One, EpochSpan.Of(30), EpochSpan.Of(50), approval: VoteRule.Usual);
        Assert.All(ChangeBookLaws.For(slow), law => law.Check(cases: 200));
        Assert.NotNull(ChangeBookLaws.For(slow, new ChangeActs { Activate = Mutant }).Single(static item => item.Name == "promised-delay").FindViolation(cases: 3_000));
    }

    /// <summary>Any number above the last one is taken: somebody takes the largest one, and withdraws.</summary>
    [Fact]
    public void Laws_numbersThatAreLeftOut_areCaught()
    {
        static ChangeBook Mutant(ChangeBook book, ChangeProposal asked) => (asked.Version > book.LastVersion ? book with { LastVersion = asked.Version - 1 } : book)
            .Propose(asked.Version, asked.Content, asked.Proposer, asked.Deposit, asked.ProposedAt, asked.Activation, asked.After, asked.NewRules);
        Assert.NotNull(ChangeBookLaws.For(Free, new ChangeActs { Propose = Mutant }).Single(static item => item.Name == "somebody-can-propose").FindViolation(cases: 3_000));
    }

    [Fact]
    public void Activate_shorterVote_keepsWhatWasPromised()
    {
        ChangeRules slow = new(EpochSpan.One, EpochSpan.Of(20), EpochSpan.Of(50), approval: VoteRule.Usual), fast = new(EpochSpan.One, EpochSpan.One, EpochSpan.Of(50), approval: VoteRule.Usual);
        ChangeBook book = ChangeBook.Begin(slow, Content(1), Epoch.Zero).Propose(2, Content(2), Alice, Amount.Zero, Epoch.Zero, Epoch.Of(20), newRules: fast);
        book = book.Decide(2, Votes(yes: 600), Bonded, Epoch.Of(20)).Book;
        Assert.Equal(Epoch.Of(40), book.EarliestActivation(Epoch.Of(20)));
        book = book.Activate(Review(book, 2, Epoch.Of(20))).Book;
        Assert.Equal(fast, book.Rules);
        Assert.Equal(Epoch.Of(40), book.EarliestActivation(Epoch.Of(20)));
        Assert.Equal(Epoch.Of(46), book.EarliestActivation(Epoch.Of(45)));
    }

    [Fact]
    public void Propose_decide_activate_theVersionHoldsFromThatEpoch()
    {
        ChangeBook book = Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120));
        ChangeAct vote = book.Decide(2, Votes(yes: 600, no: 100), Bonded, Epoch.Of(103));
        Assert.Equal((VoteOutcome.Passed, ChangeStatus.Approved, false), (vote.Outcome, vote.Proposal.Status, vote.BurnsDeposit));
        ChangeAct active = vote.Book.Activate(Review(vote.Book, 2, Epoch.Of(122)));
        Assert.Equal((2UL, Content(2), Epoch.Of(122)), (active.Book.Version, active.Book.Content, active.Book.Since));
        Assert.Empty(active.Book.Proposals);
    }

    [Fact]
    public void Decide_beforeTheEnd_changesNothing_andAtTheEndRejects()
    {
        ChangeBook book = Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120));
        ChangeAct early = book.Decide(2, Votes(yes: 100, no: 300), Bonded, Epoch.Of(105));
        Assert.Equal((VoteOutcome.Rejected, book), (early.Outcome, early.Book));
        ChangeAct late = book.Decide(2, Votes(yes: 100, veto: 300), Bonded, Epoch.Of(110));
        Assert.Equal((VoteOutcome.Vetoed, ChangeStatus.Rejected, true), (late.Outcome, late.Proposal.Status, late.BurnsDeposit));
        Assert.Empty(late.Book.Proposals);
    }

    [Fact]
    public void Expire_withThoseThatWait_lapse()
    {
        ChangeBook book = Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120))
            .Propose(3, Content(3), Alice, Voted.Deposit, Now, Epoch.Of(900), [2])
            .Propose(4, Content(4), Alice, Voted.Deposit, Now, Epoch.Of(900), [3])
            .Propose(5, Content(5), Alice, Voted.Deposit, Now, Epoch.Of(900));
        (ChangeBook after, var expired) = book.Expire(Epoch.Of(125));
        Assert.Equal([2UL, 3, 4], expired.Select(item => item.Version));
        Assert.Equal([5UL], after.Proposals.Select(item => item.Version));
        ChangeAct taken = book.Withdraw(3, Alice);
        Assert.Equal([4UL], taken.Lapsed.Select(item => item.Version));
    }

    [Fact]
    public void Activate_shorterDelay_keepsWhatWasPromised()
    {
        ChangeRules shorter = new(EpochSpan.Of(2), EpochSpan.Zero, EpochSpan.Of(50));
        ChangeBook book = ChangeBook.Begin(Free, Content(1), Now).Propose(2, Content(2), Alice, Amount.Zero, Now, Epoch.Of(120), newRules: shorter);
        ChangeBook after = book.Activate(Review(book, 2, Epoch.Of(120))).Book;
        Assert.Equal(Epoch.Of(140), after.EarliestActivation(Epoch.Of(121)));
        Assert.Equal(Epoch.Of(152), after.EarliestActivation(Epoch.Of(150)));
    }

    public static TheoryData<ChangeRefusal, string, Action> Refused => new()
    {
        { ChangeRefusal.InThePast, "Version 2 is to hold from epoch 99, and epoch 100 has begun; a change cannot reach back. Expected epoch 120", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(99)) },
        { ChangeRefusal.InThePast, "It is said to be epoch 100, and the book has an act of epoch 101; expected epoch 101", () => (Book with { Since = Epoch.Of(101) }).Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(130)) },
        { ChangeRefusal.InThePast, "It is said to be epoch 120, and the book has an act of epoch 121", () => (Passed with { Since = Epoch.Of(121) }).Activate(Review(Passed, 2, Epoch.Of(120))) },
        { ChangeRefusal.InThePast, "It is said to be epoch 99, and the book has an act of epoch 100", () => Open.Propose(3, Content(3), Alice, Voted.Deposit, Epoch.Of(99), Epoch.Of(130)) },
        { ChangeRefusal.DelayTooShort, "expected epoch 120 or a later one: the delay is 20, the vote 10 epochs", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(119)) },
        { ChangeRefusal.VersionTaken, "Version 1 is taken; expected a number above 1", () => Book.Propose(1, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120)) },
        { ChangeRefusal.ChangesNothing, "has the content that holds already", () => Book.Propose(2, Content(1), Alice, Voted.Deposit, Now, Epoch.Of(120)) },
        { ChangeRefusal.WrongDeposit, "A deposit of 1 unit; expected 50", () => Book.Propose(2, Content(2), Alice, Amount.One, Now, Epoch.Of(120)) },
        { ChangeRefusal.Cycle, "Version 2 comes after version 2; expected a smaller number", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120), [2]) },
        { ChangeRefusal.Cycle, "Version 2 comes after version 3", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120), [3]) },
        { ChangeRefusal.UnknownPredecessor, "comes after version 2, which is neither open nor in force", () => Open.Withdraw(2, Alice).Book.Propose(3, Content(3), Alice, Voted.Deposit, Now, Epoch.Of(120), [2]) },
        { ChangeRefusal.VersionSkipped, "Version 18446744073709551615 leaves numbers out; expected 2", () => Book.Propose(ulong.MaxValue, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120)) },
        { ChangeRefusal.TooLate, "is to hold from epoch 18446744073709551615; expected epoch 1000120 or an earlier one", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.MaxValue) },
        { ChangeRefusal.TooLate, "the terms of a change do not fit before the last epoch", () => Book.Propose(2, Content(2), Alice, Voted.Deposit, Epoch.MaxValue, Epoch.MaxValue) },
        { ChangeRefusal.AnotherChange, "was reviewed for version 2", () => Passed.Activate(ChangeReview.Of(Passed, 2, Versions[3].Policy, State(Epoch.Of(120)), Bonded)) },
        { ChangeRefusal.AnotherChange, "Other rules of change were reviewed", () => Passed.Activate(Review(Passed with { Rules = Free }, 2, Epoch.Of(120))) },
        { ChangeRefusal.UnknownVersion, "There is no open proposal with version 2", () => Book.Activate(Review(Open, 2, Now)) },
        { ChangeRefusal.WrongStatus, "Version 2 is Proposed; expected Approved", () => Open.Activate(Review(Open, 2, Epoch.Of(120))) },
        { ChangeRefusal.WrongTime, "can be activated from epoch 120 to before 125, and it is epoch 119", () => Passed.Activate(Review(Passed, 2, Epoch.Of(119))) },
        { ChangeRefusal.WrongTime, "and it is epoch 125", () => Passed.Activate(Review(Passed, 2, Epoch.Of(125))) },
        { ChangeRefusal.NotTheProposer, "'bob' cannot take it back", () => Open.Withdraw(2, ParticipantId.Of("bob")) },
        { ChangeRefusal.Bricking, "would brick the network: NobodyEligible", () => Passed.Activate(ChangeReview.Of(Passed, 2, Versions[2].Policy, Poor, Bonded)) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Acts_thatAreRefused_sayWhy(ChangeRefusal refusal, string message, Action act)
    {
        ChangeRefusedException exception = Assert.Throws<ChangeRefusedException>(act);
        Assert.Equal(refusal, exception.Refusal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bricking_rules_areListed()
    {
        ChangeRules all = new(EpochSpan.One, EpochSpan.One, EpochSpan.One, Amount.Of(10), new VoteRule(Proportion.One, SteppedThreshold.Constant(Proportion.One), Proportion.Zero, true, true));
        Assert.Equal(
            [BrickingReason.DepositAboveSupply, BrickingReason.NobodyCanVote, BrickingReason.UnanimityOfAllStake, BrickingReason.AnyVetoFails, BrickingReason.AnyNoFails],
            all.Bricking(Amount.Zero, Amount.One).AsEnumerable());
        Assert.Empty(Voted.Bricking(Bonded, Bonded));
    }

    /// <summary>What one unit of stake can do alone: not vote, veto, or say no.</summary>
    [Theory]
    [InlineData(1_000_000_000_000_000_000UL, 500_000_000_000_000_000UL, 334_000_000_000_000_000UL, BrickingReason.UnanimityOfAllStake)]
    [InlineData(999_999_999_999_999_999UL, 500_000_000_000_000_000UL, 334_000_000_000_000_000UL, BrickingReason.UnanimityOfAllStake)]
    [InlineData(334_000_000_000_000_000UL, 500_000_000_000_000_000UL, 1UL, BrickingReason.AnyVetoFails)]
    [InlineData(334_000_000_000_000_000UL, 1_000_000_000_000_000_000UL, 334_000_000_000_000_000UL, BrickingReason.AnyNoFails)]
    [InlineData(999_000_000_000_000_000UL, 998_000_000_000_000_000UL, 1_000_000_000_000_000UL, BrickingReason.None)]
    public void Bricking_ofRulesInWhichOneUnitDecides_isListed(ulong quorum, ulong threshold, ulong veto, BrickingReason reason)
    {
        VoteRule vote = new(Proportion.FromParts(quorum), SteppedThreshold.Constant(Proportion.FromParts(threshold)), Proportion.FromParts(veto), false, false);
        var found = new ChangeRules(EpochSpan.One, EpochSpan.One, EpochSpan.One, approval: vote).Bricking(Bonded, Bonded);
        Assert.Equal(reason == BrickingReason.None ? [] : [reason], found.AsEnumerable());
    }

    public static TheoryData<IThresholdCurve> Curves =>
    [
        new SteppedThreshold(Proportion.Percent(80), Proportion.Percent(30), Proportion.Percent(10), Proportion.Percent(15)),
        new SteppedThreshold(Proportion.One, Proportion.Zero, Proportion.Percent(7), Proportion.FromParts(3)),
        SteppedThreshold.Constant(Proportion.Half),
        new LinearThreshold(Proportion.Percent(90), Proportion.Percent(50), Proportion.Percent(70)),
        new LinearThreshold(Proportion.Half, Proportion.Half, Proportion.One),
        new ReciprocalThreshold(Proportion.Percent(10), Proportion.Percent(10), -50_000_000_000_000_000),
        new ReciprocalThreshold(Proportion.Percent(1), Proportion.FromParts(1), 100),
    ];

    [Theory]
    [MemberData(nameof(Curves))]
    public void Laws_everyThreshold_hold(IThresholdCurve curve) => Assert.All(ThresholdCurveLaws.For(curve), law => law.Check(cases: 2_000));

    [Theory]
    [InlineData("never-harder")]
    [InlineData("delay-suffices")]
    [InlineData("delay-is-least")]
    public void Laws_mutantThreshold_isCaught(string law) =>
        Assert.NotNull(ThresholdCurveLaws.For(new Mutant(law)).Single(item => item.Name == law).FindViolation(cases: 3_000));

    private static ChangeBook Open => Book.Propose(2, Content(2), Alice, Voted.Deposit, Now, Epoch.Of(120));

    /// <summary>Votes count while the vote runs: not before the proposal, and not after the end of its vote.</summary>
    [Theory]
    [InlineData(99UL)]
    [InlineData(111UL)]
    [InlineData(150UL)]
    [InlineData(ulong.MaxValue)]
    public void Decide_outsideOfItsVote_isRefused_andChangesNothing(ulong now)
    {
        ChangeRefusedException refused = Assert.Throws<ChangeRefusedException>(() => Open.Decide(2, Votes(yes: 600), Bonded, Epoch.Of(now)));
        Assert.Equal(ChangeRefusal.WrongTime, refused.Refusal);
        Assert.Contains("from epoch 100 to 110", refused.Message, StringComparison.Ordinal);
    }

    private static ChangeBook Passed => Open.Decide(2, Votes(yes: 600), Bonded, Epoch.Of(110)).Book;

    private static ProposalVotes Votes(ulong yes = 0, ulong no = 0, ulong veto = 0) =>
        new(Amount.Of(yes), Amount.Zero, Amount.Of(no), Amount.Of(veto), Amount.Zero);

    private static Digest Content(int number) => Versions[number].PolicyHash;

    private static Mechanism[] Versions { get; } = [.. Enumerable.Range(0, 6).Select(static number => Mechanism.Create(build => build.Name($"version {number}").Stake(stake => stake.MinimumBond(10))))];

    private static NetworkState State(Epoch now) => Versions[1].Open(now, [KeyValuePair.Create(Alice, Bonded)]).State;

    /// <summary>Nobody bonds the minimum.</summary>
    private static NetworkState Poor => Mechanism.Create(static build => build.Name("poor")).Open(Epoch.Of(120), [KeyValuePair.Create(Alice, Amount.Of(5))]).State with { PolicyHash = Content(1) };

    private static ReviewedChange Review(ChangeBook book, ulong version, Epoch now) => ChangeReview.Of(book, version, Versions[version].Policy, State(now) with { PolicyHash = book.Content }, Bonded);

    /// <summary>A review is of the network's own state: of the policy whose content the book holds.</summary>
    [Fact]
    public void Review_ofAStateUnderAnotherPolicy_isRefused()
    {
        ForeignStateException foreign = Assert.Throws<ForeignStateException>(() => ChangeReview.Of(Passed, 2, Versions[2].Policy, Versions[3].Open(Epoch.Of(120), [KeyValuePair.Create(Alice, Bonded)]).State, Bonded));
        Assert.Contains($"is governed by policy {Content(3)}; expected {Content(1)}: version 1", foreign.Message, StringComparison.Ordinal);
    }

    /// <summary>What is activated is carried out in the epoch of its review, under the policy that was reviewed, from the one that held then.</summary>
    [Fact]
    public void CarryOut_takesTheStateThatWasReviewed_andNoOther()
    {
        NetworkState state = State(Epoch.Of(120));
        ReviewedChange review = ChangeReview.Of(Passed, 2, Versions[2].Policy, state, Bonded);
        (ChangeAct act, Migration migration) = ChangeReview.CarryOut(Passed, review, Versions[2], state, Versions[1].Policy);
        Assert.Equal((Epoch.Of(120), Content(2), Content(2)), (act.Book.Since, act.Book.Content, migration.State.PolicyHash));
        ChangeRefusal Refusal(Action carry) => Assert.Throws<ChangeRefusedException>(carry).Refusal;
        NetworkState later = Versions[1].Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        Assert.Equal(ChangeRefusal.AnotherState, Refusal(() => ChangeReview.CarryOut(Passed, review, Versions[2], later, Versions[1].Policy)));
        Assert.Equal(ChangeRefusal.AnotherState, Refusal(() => ChangeReview.CarryOut(Passed, review, Versions[2], migration.State, Versions[1].Policy)));
        Assert.Equal(ChangeRefusal.AnotherChange, Refusal(() => ChangeReview.CarryOut(Passed, review, Versions[3], state, Versions[1].Policy)));
    }

    /// <summary>Controllers move the numbers of the policy that holds, and nothing else of it.</summary>
    [Fact]
    public void Review_ofASteeredNetwork_knowsThePolicyThatHolds()
    {
        const string Minimum = "$.stake.minimumBond";
        Steering steering = new([new SteeredParameter(Minimum, new ExponentialStepController(100, 8, new ControlLimits(10, 1_000, Ratio.FromQuotient(1, 8, Rounding.Down))))]);
        AdaptiveState state = steering.Adapt(steering.Begin(State(Epoch.Of(120)) with { Epoch = Epoch.Of(120) }, Versions[1].Policy), [new Observation(Minimum, 200)]).State;
        Assert.NotEqual(Content(1), state.Network.PolicyHash);
        Assert.Throws<ForeignStateException>(() => ChangeReview.Of(Passed, 2, Versions[2].Policy, state.Network, Bonded));
        ReviewedChange review = ChangeReview.Of(Passed, 2, Versions[2].Policy, state, steering, Versions[1].Policy, Bonded);
        Assert.Equal(Content(2), Passed.Activate(review).Book.Content);
        Assert.Throws<ForeignStateException>(() => ChangeReview.Of(Passed, 2, Versions[2].Policy, state, steering, Versions[3].Policy, Bonded));
        AdaptiveState other = steering.Begin(Versions[3].Open(Epoch.Of(120), [KeyValuePair.Create(Alice, Bonded)]).State, Versions[3].Policy);
        Assert.Throws<ForeignStateException>(() => ChangeReview.Of(Passed, 2, Versions[2].Policy, other, steering, Versions[1].Policy, Bonded));
    }

    private sealed record Mutant(string Law) : IThresholdCurve
    {
        private static readonly LinearThreshold Right = new(Proportion.Percent(90), Proportion.Percent(50), Proportion.Percent(70));

        public Proportion At(Proportion elapsed) => Law == "never-harder" ? Right.At(elapsed.Complement) : Right.At(elapsed);

        public Proportion? Delay(Proportion support) => (Law, Right.Delay(support)) switch
        {
            ("delay-suffices", { } delay) => delay.SubtractToZero(Proportion.FromParts(1)),
            ("delay-is-least", { } delay) => delay.AddToOne(Proportion.FromParts(1_000)),
            (_, var delay) => delay,
        };
    }

    /// <summary>A curve of somebody's own that has no name in JSON.</summary>
    private sealed class UnnamedThreshold : IThresholdCurve
    {
        public Proportion At(Proportion elapsed) => Proportion.Half;

        public Proportion? Delay(Proportion support) => Proportion.Zero;
    }
}
