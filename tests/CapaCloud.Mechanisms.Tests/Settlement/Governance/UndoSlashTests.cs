using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement.Acceptance;
using CapaCloud.Mechanisms.Tests.Settlement.Delegations;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

/// <summary>What hangs on a slash that is undone: penalties that were dearer because of it, and what delegators lost.</summary>
public sealed class UndoSlashTests
{
    private static readonly RepairOrder Order = new("council", "the auditor's memory was faulty");

    private static Mechanism Escalating { get; } = Mechanism.Create(static build => build
        .Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2), static offence => offence with { RepetitionWindow = EpochSpan.Of(20) })
        .DividePenalties(bounty: Proportion.Zero, treasury: Proportion.One));

    /// <summary>100 of 1,000, then 20 % of 900, then 40 % of 720. Without the first: 10 % of 900 and 20 % of 720.</summary>
    [Fact]
    public void Repetition_ofAnUndoneFault_isPricedAgain()
    {
        NetworkState state = Thrice(out FaultCase[] cases);
        Assert.Equal([100UL, 180UL, 288UL], cases.Select(static item => (ulong)item.Due.Units));
        RepairReceipt receipt = Repairs.UndoSlash(
            Escalating, state, Trial.Alice, cases[0].Key, cases[0].Due, Order, later: new Dictionary<Digest, Amount> { [cases[1].Key] = cases[1].Due, [cases[2].Key] = cases[2].Due });
        Assert.Equal((Amount.Of(100 + 90 + 144), Amount.Zero), (receipt.Asked, receipt.Shortfall));
        Assert.Equal(state.StateOf(Trial.Alice).Stake.Total + Amount.Of(334), receipt.After.StateOf(Trial.Alice).Stake.Total);
        Assert.Equal(state.Treasury - Amount.Of(334), receipt.After.Treasury);
        Assert.Empty(receipt.Steps);
        FaultCase[] after = [.. receipt.After.StateOf(Trial.Alice).Cases];
        Assert.Equal([(CaseStatus.Overturned, 0U), (CaseStatus.Charged, 0U), (CaseStatus.Charged, 1U)], after.Select(static item => (item.Status, item.EarlierOffences)));
        Assert.Equal([90UL, 144UL], after.Skip(1).Select(static item => (ulong)item.Due.Units));

        // The second one undone as well: the third is a first one, and no more comes back than there was.
        RepairReceipt second = Repairs.UndoSlash(Escalating, receipt.After, Trial.Alice, cases[1].Key, Amount.Of(90), Order, later: new Dictionary<Digest, Amount> { [cases[2].Key] = Amount.Of(144) });
        Assert.Equal(Amount.Of(90 + 72), second.Asked);
        Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(Escalating, receipt.After, Trial.Alice, cases[1].Key, Amount.Of(91), Order));
    }

    /// <summary>A case does not say how much could be taken: what nobody says was taken is named and not paid.</summary>
    [Fact]
    public void LaterPenalty_ofWhichNothingIsSaid_isInTheShortfall()
    {
        NetworkState state = Thrice(out FaultCase[] cases);
        RepairReceipt receipt = Repairs.UndoSlash(Escalating, state, Trial.Alice, cases[0].Key, cases[0].Due, Order, later: new Dictionary<Digest, Amount> { [cases[1].Key] = Amount.Of(120) });

        // Of the second only 120 could be taken: 30 more than 90. Of the third 144 are named.
        Assert.Equal((Amount.Of(100 + 30 + 144), Amount.Of(144)), (receipt.Asked, receipt.Shortfall));
        Assert.Contains("was dearer by 144 units", Assert.Single(receipt.Steps), StringComparison.Ordinal);
        Assert.Equal([100UL, 90UL, 288UL], receipt.After.StateOf(Trial.Alice).Cases.Select(static item => (ulong)item.Due.Units));

        // The first of them is no repetition of the last.
        Assert.Empty(Repairs.UndoSlash(Escalating, state, Trial.Alice, cases[2].Key, cases[2].Due, Order).Steps);
        Dictionary<Digest, Amount> wrong = new() { [cases[0].Key] = cases[0].Due };
        Assert.Contains("expected a penalty that was dearer because of it", Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(Escalating, state, Trial.Alice, cases[2].Key, cases[2].Due, Order, later: wrong)).Message, StringComparison.Ordinal);
        Dictionary<Digest, Amount> much = new() { [cases[1].Key] = Amount.Of(181) };
        Assert.Contains("expected at most the 180", Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(Escalating, state, Trial.Alice, cases[0].Key, cases[0].Due, Order, later: much)).Message, StringComparison.Ordinal);
    }

    /// <summary>Two of ten at fault together cost 600 each; one of them alone 300.</summary>
    [Fact]
    public void Correlation_withAnUndoneFault_isPricedAgain_forOthersToo()
    {
        Mechanism together = Mechanism.Create(static build => build
            .Stake(static stake => stake.UnbondingPeriod(EpochSpan.Of(21)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3)))
            .DividePenalties(bounty: Proportion.Zero, treasury: Proportion.One));
        ParticipantId[] names = Trial.Ten();
        NetworkState state = Trial.Settle(together, Trial.OpenTen(together), report => report with { Verdicts = [Trial.Wrong(names[0], "t", Epoch.Zero), Trial.Wrong(names[1], "t", Epoch.Zero)] }).After;
        FaultCase[] cases = [.. names.Take(2).Select(name => state.StateOf(name).Cases.Single())];
        RepairReceipt receipt = Repairs.UndoSlash(together, state, names[1], cases[1].Key, Amount.Of(600), Order, later: new Dictionary<Digest, Amount> { [cases[0].Key] = Amount.Of(600) });
        Assert.Equal((Amount.Of(900), Amount.Zero), (receipt.Asked, receipt.Shortfall));
        Assert.Equal([700UL, 1_000UL], names.Take(2).Select(name => (ulong)receipt.After.StateOf(name).Stake.Total.Units));
        Assert.Equal([LedgerAccount.Stake(names[1]), LedgerAccount.Stake(names[0])], receipt.Postings.Select(static posting => posting.To));
    }

    /// <summary>Delegators who stood at the fault have their part back, also who is leaving; who came later has none.</summary>
    [Fact]
    public void Delegators_whoStoodAtTheFault_haveTheirPartBack()
    {
        Mechanism mechanism = Mechanism.FromPolicy(DelegationTrial.Delegated.Policy with { Penalty = new PenaltyPolicy { TreasuryShare = Proportion.One } });
        ParticipantId alice = DelegationTrial.Alice, late = ParticipantId.Of("late");
        NetworkState state = mechanism.UndelegateStake(DelegationTrial.Open(mechanism), DelegationTrial.Dan, alice, Amount.Of(10_000));
        state = DelegationTrial.Settle(mechanism, state).After;
        state = mechanism.DelegateStake(state, late, alice, Amount.Of(50_000)).State;
        EpochSettlement settled = DelegationTrial.Settle(mechanism, state, report => report with { Verdicts = [DelegationTrial.Wrong(1)] });
        (Amount own, Amount theirs) = (settled.OutcomeOf(alice).Slashed, settled.OutcomeOf(alice).Delegators!.Slashed);
        Assert.Equal((Amount.Of(3_000), Amount.Of(9_000)), (own, theirs));
        FaultCase item = settled.After.StateOf(alice).Cases.Single(static one => one.Status == CaseStatus.Charged);
        RepairReceipt receipt = Repairs.UndoSlash(mechanism, settled.After, alice, item.Key, own, Order, delegatorsTaken: theirs);
        Assert.Equal(
            [(LedgerAccount.Stake(alice), 3_000UL), (LedgerAccount.Wallet(DelegationTrial.Dan), 3_000UL), (LedgerAccount.Wallet(DelegationTrial.Dora), 6_000UL)],
            receipt.Postings.Select(static posting => (posting.To, (ulong)posting.Amount.Units)));
        Assert.Equal(Amount.Zero, receipt.Shortfall);
        Assert.Empty(receipt.After.Inconsistencies());
        Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(mechanism, settled.After, alice, item.Key, own, Order, delegatorsTaken: theirs + Amount.One));

        // Once a fault of its epoch cannot be charged any more, nothing says who stood behind it.
        NetworkState old = settled.After;
        while (old.Epoch < Epoch.Of(6))
        {
            old = DelegationTrial.Settle(mechanism, old).After;
        }

        RepairReceipt later = Repairs.UndoSlash(mechanism, old, alice, item.Key, own, Order, delegatorsTaken: theirs);
        Assert.Equal((own + theirs, theirs), (later.Asked, later.Shortfall));
        Assert.Contains("nothing says who stood behind it", Assert.Single(later.Steps), StringComparison.Ordinal);
    }

    /// <summary>A later penalty was dearer because of an earlier fault of its offence that counted when it was charged, and of no other.</summary>
    [Fact]
    public void LaterPenalty_isOfAFaultThatCounted()
    {
        NetworkState state = Thrice(out FaultCase[] cases);
        Assert.Equal([cases[1].Key, cases[2].Key], Dearer(state, cases[0]));
        Assert.Equal([cases[2].Key], Dearer(state, cases[1]));
        Assert.Empty(Dearer(state, cases[2]));
        Assert.Empty(Dearer(state, cases[2], cases[0] with { Offence = Offence.Downtime }));
        Assert.Empty(Dearer(state, cases[0] with { CountsAsEarlier = false }));
        Assert.Equal([cases[1].Key, cases[2].Key], Dearer(state, cases[0] with { DecidedAt = cases[1].DecidedAt }));
        Assert.Equal([cases[2].Key], Dearer(state, cases[0] with { DecidedAt = cases[1].DecidedAt.Next }));

        // A fault that was charged twice keeps its price; one that was charged once and overturned once does not.
        Assert.Equal([cases[2].Key], Dearer(WithAnother(cases[1] with { Severity = Proportion.Half }), cases[0]));
        Assert.Equal([cases[1].Key, cases[2].Key], Dearer(WithAnother(cases[1] with { Severity = Proportion.Half, Status = CaseStatus.Overturned }), cases[0]));

        NetworkState WithAnother(FaultCase item) => state with { Participants = [state.StateOf(Trial.Alice) with { Cases = [.. cases.Append(item).Order()] }] };

        static IEnumerable<Digest> Dearer(NetworkState state, params FaultCase[] undone) =>
            LaterPenalty.Of(Escalating.Rules, state, state.StateOf(Trial.Alice), [.. undone]).Select(static later => later.Case.Key);
    }

    private static NetworkState Thrice(out FaultCase[] cases)
    {
        NetworkState state = Trial.Open(Escalating, (Trial.Alice, 1_000));
        for (int fault = 0; fault < 3; fault++)
        {
            state = Trial.Settle(Escalating, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, $"t{fault}", report.Epoch)] }).After;
        }

        cases = [.. state.StateOf(Trial.Alice).Cases];
        return state;
    }
}
