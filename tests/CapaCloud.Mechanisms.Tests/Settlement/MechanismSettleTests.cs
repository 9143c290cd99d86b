using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

public sealed class MechanismSettleTests
{
    [Fact]
    public void Settle_everybodyHonest_paysThePoolByWorkAndConserves()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice, 100), Report(Bob, 100), Report(Carol, 200)));

        // 9999 paid, 5 % fee rounded down is 499, 1000 issued.
        Assert.Equal(Amount.Of(10_500), settled.Pool);

        // At a newcomer's score of a half, half of the pool is lost: 40 % of it to the treasury.
        Assert.Equal(Amount.Of(5_250), settled.Lost);
        Assert.Equal(Amount.Of(499 + 2_100), settled.After.Treasury);
        Assert.Equal(Amount.Of(2_625), settled.OutcomeOf(Alice).Reward + settled.OutcomeOf(Bob).Reward);
        Assert.Equal(Amount.Of(2_625), settled.OutcomeOf(Carol).Reward);
        Assert.Equal(SignedAmount.Zero, settled.After.Books.Difference);
        Assert.Equal(Epoch.Of(1), settled.After.Epoch);
    }

    [Fact]
    public void Settle_provenWrongResult_slashesForfeitsAndJails()
    {
        EpochReport report = Epoch0(Report(Alice), Report(Bob), Report(Carol)) with { Verdicts = [Incorrect(Bob), Correct(Alice)] };
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), report);

        ParticipantOutcome bob = settled.OutcomeOf(Bob);
        Assert.Equal(Amount.Zero, bob.Reward);
        Assert.Equal(Amount.Of(6_000), bob.Slashed);
        Assert.Equal(Amount.Of(14_000), bob.After.Stake.Total);
        Assert.Equal(Epoch.Of(4), bob.After.JailedUntil);
        Amount toTreasury = settled.Lost.Multiply(Proportion.Percent(40), Rounding.Down);
        Assert.Equal(Amount.Of(3_600) + settled.Lost - toTreasury, settled.After.Books.Burned);
        Assert.Equal(Amount.Of(499 + 2_400) + toTreasury, settled.After.Treasury);
        Assert.Equal(SignedAmount.Zero, settled.After.Books.Difference);
    }

    [Fact]
    public void Settle_secondOffence_escalates()
    {
        EpochReport first = Epoch0(Report(Bob)) with { Verdicts = [Incorrect(Bob, "t1"), Incorrect(Bob, "t2")] };
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), first);

        // 30 % of 20 000, then 60 % of the 20 000 that stood there.
        Assert.Equal(Amount.Of(18_000), settled.OutcomeOf(Bob).Slashed);
    }

    [Fact]
    public void Settle_reportedEvidence_paysABountyOutOfTheLoss()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice)) with { Evidence = [WrongResult(Bob, reporter: Carol)] });
        Posting bounty = settled.Postings.Single(posting => posting.Reason == PostingReason.Bounty);
        Assert.Equal((Amount.Of(600), LedgerAccount.Wallet(Carol)), (bounty.Amount, bounty.To));
        Assert.Equal(Amount.Of(6_000), settled.OutcomeOf(Bob).Slashed);
    }

    [Fact]
    public void Settle_offenderReportsItself_getsNoBounty()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice)) with { Evidence = [WrongResult(Bob, reporter: Bob)] });
        Assert.DoesNotContain(settled.Postings, posting => posting.Reason == PostingReason.Bounty);
    }

    [Fact]
    public void Settle_excusedAbsence_costsNothing_unexcusedDoes()
    {
        EpochReport report = Epoch0(
            Report(Alice, 50, 100, new MissedDuties("power", 50)),
            Report(Bob, 50, 100, new MissedDuties("disk", 50)));
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), report);

        Assert.Equal(Amount.Zero, settled.OutcomeOf(Alice).Slashed);

        // severity (0.5 - 0.05) / 0.95 of 1 % of 20 000, rounded up
        Assert.Equal(Amount.Of(95), settled.OutcomeOf(Bob).Slashed);
    }

    [Fact]
    public void Settle_nobodyHasAClaim_keepsThePoolForTheNextEpoch()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0());
        Assert.Equal(Amount.Of(10_500), settled.After.RewardPool);
        EpochSettlement next = SmallNetwork.Mechanism.Settle(settled.After, new EpochReport { Epoch = Epoch.Of(1), Participants = [Report(Alice)] });
        Assert.Equal(Amount.Of(11_500), next.Pool);
        Assert.Equal(Amount.Of(5_750), next.OutcomeOf(Alice).Reward);
    }

    [Fact]
    public void Settle_unbondedAfterTheFault_isStillSlashed()
    {
        NetworkState state = Open();
        state = SmallNetwork.Mechanism.Unbond(state, Bob, Amount.Of(20_000)).State;
        EpochSettlement first = SmallNetwork.Mechanism.Settle(state, Epoch0());
        EpochSettlement second = SmallNetwork.Mechanism.Settle(first.After, new EpochReport { Epoch = Epoch.Of(1), Verdicts = [Incorrect(Bob, epoch: 0)] });
        Assert.Equal(Amount.Of(6_000), second.OutcomeOf(Bob).Slashed);
    }

    [Fact]
    public void Explain_everyStep_recomputes()
    {
        EpochReport report = Epoch0(Report(Alice), Report(Bob, 70, 100, new MissedDuties("disk", 30)), Report(Carol)) with { Verdicts = [Incorrect(Bob)] };
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), report);
        foreach (ParticipantOutcome outcome in settled.Outcomes)
        {
            Mechanisms.Explanation explanation = SmallNetwork.Mechanism.Explain(settled, outcome.After.Participant);
            Assert.Empty(explanation.FindInconsistencies());
            Assert.Equal(outcome.Reward, explanation.Reward);
            Assert.Equal(outcome.Slashed, explanation.Slashed);
            Assert.NotEmpty(explanation.Steps);
        }
    }
}
