using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

public sealed class RepairTests
{
    private static readonly RepairOrder Order = new("vote on version 7", "the verdict was wrong");

    private static Mechanism Mechanism => SmallNetwork.Mechanism;

    [Theory]
    [InlineData("small")]
    [InlineData("jobs")]
    [InlineData("jobs and appeals")]
    public void Laws_everyRepair_holds(string network) => Assert.All(
        RepairLaws.For(network switch { "jobs" => Jobs.JobTrial.Market, "jobs and appeals" => Jobs.JobTrial.WithAppeals, _ => Mechanism }), law => law.Check(cases: 400));

    /// <summary>Two faults, the dearer one undone, and the other way round: jail lasts as long as what stands asks for.</summary>
    [Theory]
    [InlineData(true, 0UL)]
    [InlineData(false, 502UL)]
    public void UndoSlash_ofOneOfTwo_keepsTheJailOfTheOther(bool undoesTheJail, ulong until)
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Name("two").Stake(stake => stake.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(30)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)))
            .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(500) })
            .DividePenalties(treasury: Proportion.One));
        ParticipantId bob = ParticipantId.Of("bob");
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(bob, Amount.Of(1_000))]).State;
        state = mechanism.Settle(state, new EpochReport { Epoch = Epoch.Zero, Verdicts = [Verdict.Because(bob, TaskId.Of("j1"), Epoch.Zero, VerdictReason.ContradictsAccepted)] }).After;
        state = mechanism.Settle(state, new EpochReport { Epoch = Epoch.Of(1), Verdicts = [Verdict.Because(bob, TaskId.Of("j2"), Epoch.Of(1), VerdictReason.NotRevealed)] }).After;
        Assert.Equal(Epoch.Of(502), state.StateOf(bob).JailedUntil);
        FaultCase wrong = state.StateOf(bob).Cases.Single(item => item.Offence == (undoesTheJail ? Offence.UnrevealedResult : Offence.IncorrectResult));
        RepairReceipt receipt = Repairs.UndoSlash(mechanism, state, bob, wrong.Key, wrong.Due, Order);
        Assert.Equal(undoesTheJail ? state.Epoch : Epoch.Of(until), receipt.After.StateOf(bob).JailedUntil);
    }

    /// <summary>Pay that was forfeited for the fault comes back to the wallet after the stake, and what is not there is named.</summary>
    [Fact]
    public void UndoSlash_ofAFaultThatForfeitedPay_paysItAsFarAsTheTreasuryGoes()
    {
        EpochSettlement settled = Mechanism.Settle(
            SmallNetwork.Open(),
            SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Bob)] });
        ParticipantOutcome bob = settled.OutcomeOf(SmallNetwork.Bob);
        FaultCase item = settled.After.StateOf(SmallNetwork.Bob).Cases.Single();
        Amount treasury = settled.After.Treasury, pay = treasury;
        RepairReceipt receipt = Repairs.UndoSlash(Mechanism, settled.After, SmallNetwork.Bob, item.Key, Amount.Of(100), Order, forfeited: pay);
        Assert.Equal((Amount.Of(100), Amount.Of(100) + pay, Amount.Zero), (receipt.Shortfall, receipt.Asked, receipt.After.Treasury));
        Assert.Equal([LedgerAccount.Stake(SmallNetwork.Bob), LedgerAccount.Wallet(SmallNetwork.Bob)], receipt.Postings.Select(static posting => posting.To));
        Assert.True(bob.Slashed > Amount.Of(100));
    }

    /// <summary>A fault that is forgotten but for its jail, and one that waited for others: neither ends with another one that is undone, and each ends with its own.</summary>
    [Fact]
    public void UndoSlash_ofOneOfMany_keepsJailThatIsForgottenOrCameLate()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Name("late").Stake(stake => stake.MinimumBond(100).UnbondingPeriod(EpochSpan.Of(5)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(100) })
            .Slash(Offence.UnrevealedResult, SlashingCurve.Constant(Proportion.Percent(10)), offence => offence with { Jail = EpochSpan.Of(200), AppealWindow = EpochSpan.Of(4) })
            .DividePenalties(treasury: Proportion.One));
        ParticipantId bob = ParticipantId.Of("bob");
        NetworkState state = mechanism.Open(Epoch.Zero, [KeyValuePair.Create(bob, Amount.Of(10_000))]).State;
        Bring("early", VerdictReason.ContradictsAccepted);
        while (!state.StateOf(bob).Cases.IsEmpty)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Bring("waits", VerdictReason.NotRevealed);
        Bring("late", VerdictReason.ContradictsAccepted);
        Epoch late = state.StateOf(bob).JailedUntil;
        Assert.Equal(Epoch.Of(101), Undo(VerdictReason.ContradictsAccepted));
        while (state.StateOf(bob).JailedUntil == late)
        {
            state = mechanism.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
        }

        Epoch waited = state.StateOf(bob).JailedUntil;
        Assert.Equal(late, Undo(VerdictReason.NotRevealed));
        Assert.Equal(waited, Undo(VerdictReason.ContradictsAccepted));

        void Bring(string task, VerdictReason reason) => state = mechanism.Settle(
            state, new EpochReport { Epoch = state.Epoch, Verdicts = [Verdict.Because(bob, TaskId.Of(task), state.Epoch, reason)] }).After;

        Epoch Undo(VerdictReason reason)
        {
            FaultCase item = state.StateOf(bob).Cases.Single(item => item.Offence == (reason == VerdictReason.NotRevealed ? Offence.UnrevealedResult : Offence.IncorrectResult));
            return Repairs.UndoSlash(mechanism, state, bob, item.Key, item.Due, Order).After.StateOf(bob).JailedUntil;
        }
    }

    [Theory]
    [InlineData("no-new-money")]
    [InlineData("postings-tell-all")]
    [InlineData("consistent")]
    [InlineData("shortfall-named")]
    [InlineData("goes-on")]
    [InlineData("charged-once")]
    [InlineData("jail-of-what-stands")]
    [InlineData("mended-as-it-was")]
    public void Laws_mutantRepair_isCaught(string law)
    {
        RepairReceipt Mutant(Mechanism mechanism, NetworkState state, int number)
        {
            RepairReceipt receipt = RepairLaws.Own(mechanism, state, number);
            NetworkState after = receipt.After;
            return law switch
            {
                "no-new-money" => receipt with { After = after with { Treasury = after.Treasury + Amount.One, Books = after.Books with { In = after.Books.In + Amount.One, Held = after.Books.Held + Amount.One } } },
                "postings-tell-all" => receipt with { Postings = [] },
                "consistent" => receipt with { After = after with { Treasury = after.Treasury + Amount.One } },
                "charged-once" => receipt with { After = after with { Participants = [.. after.Participants.Select(item => item with { FormerNames = [] })] } },
                // Free when no case is charged any more, otherwise as before: what a repair once did.
                "jail-of-what-stands" when receipt.Kind == RepairKind.SlashUndone => receipt with { After = after with { Participants = [.. after.Participants.Select(item => item.Participant == receipt.Participant ? item with { JailedUntil = item.Cases.All(static one => one.Status != CaseStatus.Charged) ? Epoch.Min(item.JailedUntil, state.Epoch) : state.StateOf(item.Participant).JailedUntil } : item)] } },
                "mended-as-it-was" when !after.Treasury.IsZero => receipt with { After = after with { Treasury = after.Treasury - Amount.One, RewardPool = after.RewardPool + Amount.One } },
                "shortfall-named" => receipt with { Shortfall = receipt.Shortfall + Amount.One },
                _ => receipt with { After = state },
            };
        }

        // A repair that does nothing is settled all the same; what is seen here is that the epoch was settled before.
        Func<Mechanism, NetworkState, int, RepairReceipt> mutant = law == "goes-on"
            ? (mechanism, state, number) => Mutant(mechanism, state, number) with { After = mechanism.Settle(state, new() { Epoch = state.Epoch }).After }
            : Mutant;
        Assert.NotNull(RepairLaws.For(Mechanism, mutant).Single(item => item.Name == law).FindViolation(cases: 400));
    }

    [Theory]
    [InlineData("floor")]
    [InlineData("jobs and appeals")]
    [InlineData("delegators")]
    [InlineData("delegators and appeals")]
    public void Renaming_atAnyPlaceOfAHistory_changesNothing(string network) => Assert.All(RenamingLaws.For(Renamed(network)), law => law.Check(cases: 120));

    /// <summary>A name that is forgotten is a stranger's: the law sees it at each kind of door.</summary>
    [Theory]
    [InlineData("floor")]
    [InlineData("jobs and appeals")]
    [InlineData("delegators")]
    public void Renaming_mutantThatForgetsTheFormerName_isCaught(string network)
    {
        Mechanism mechanism = Renamed(network);
        NetworkState Forgetting(NetworkState state, ParticipantId from, ParticipantId to)
        {
            NetworkState after = Repairs.ExchangeKey(mechanism, state, from, to, Order).After;
            return after with { Participants = [.. after.Participants.Select(item => item with { FormerNames = [] })] };
        }

        Assert.NotNull(RenamingLaws.For(mechanism, Forgetting).Single().FindViolation(cases: 30));
    }

    [Theory]
    [InlineData("floor")]
    [InlineData("appeals")]
    [InlineData("delegators")]
    [InlineData("delegators and appeals")]
    [InlineData("correlated")]
    public void Merging_atAnyPlaceOfAHistory_costsNobodyMoreOrLess(string network) => Assert.All(MergingLaws.For(Renamed(network)), law => law.Check(cases: 150));

    /// <summary>Records that forget what each had at stake: the law sees it.</summary>
    [Theory]
    [InlineData("floor")]
    [InlineData("delegators")]
    public void Merging_mutantThatForgetsTheRecords_isCaught(string network)
    {
        Mechanism mechanism = Renamed(network);
        NetworkState Forgetting(NetworkState state, ParticipantId from, ParticipantId into)
        {
            NetworkState after = Repairs.MergeRecords(mechanism, state, from, into, Order).After;
            return after with { Participants = [.. after.Participants.Select(item => item with { Merged = null, Cases = [.. item.Cases.Select(one => one with { Record = null })] })] };
        }

        Assert.NotNull(MergingLaws.For(mechanism, Forgetting).Single().FindViolation(cases: 100));
    }

    /// <summary>Alice has 10,000 units and bob 20,000. A wrong result of alice costs 3,000, whether she is merged into bob before or after it comes to light, under her name; and one of bob 6,000.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MergeRecords_oldFault_costsWhatItsRecordHadAtStake(int quietEpochs)
    {
        NetworkState state = Acceptance.Trial.Idle(Mechanism, SmallNetwork.Open(), quietEpochs);
        NetworkState merged = Repairs.MergeRecords(Mechanism, state, SmallNetwork.Alice, SmallNetwork.Bob, Order).After;
        foreach ((ParticipantId who, ulong cost) in new[] { (SmallNetwork.Alice, 3_000UL), (SmallNetwork.Bob, 6_000UL) })
        {
            EpochReport report = new() { Epoch = state.Epoch, Beacon = new Beacon(1, Digest.Parse(new string('5', 64))), Verdicts = [SmallNetwork.Incorrect(who)] };
            EpochSettlement settled = Mechanism.Settle(merged, report);
            Assert.Equal(Amount.Of(cost), settled.OutcomeOf(SmallNetwork.Bob).Slashed);
            Assert.Equal(settled.After, StateBinary.Read(StateBinary.Write(settled.After)));
            Assert.Equal(settled, MechanismJson.Default.Read<EpochSettlement>(MechanismJson.Default.Write(settled)));
            Assert.Empty(Mechanism.Explain(settled, SmallNetwork.Alice).FindInconsistencies());
        }

        // What is done after it is done with the stake of both.
        NetworkState later = Mechanism.Settle(merged, new EpochReport { Epoch = merged.Epoch }).After;
        Assert.Equal(Amount.Of(9_000), Mechanism.Settle(later, new EpochReport
        {
            Epoch = later.Epoch,
            Beacon = new Beacon(1, Digest.Parse(new string('5', 64))),
            Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Alice, epoch: later.Epoch.Number)],
        }).OutcomeOf(SmallNetwork.Bob).Slashed);
        Assert.Contains("cannot become 'alice'", Message(() => Repairs.ExchangeKey(Mechanism, merged, SmallNetwork.Bob, SmallNetwork.Alice, Order)), StringComparison.Ordinal);
    }

    /// <summary>In the epoch of a merge both names have a row: work and duties add up. Two different rows under one name are still a contradiction.</summary>
    [Fact]
    public void RowsUnderTwoNames_addUp()
    {
        NetworkState merged = Repairs.MergeRecords(Mechanism, SmallNetwork.Open(), SmallNetwork.Alice, SmallNetwork.Bob, Order).After;
        ParticipantReport alice = SmallNetwork.Report(SmallNetwork.Alice, 30, 100, new MissedDuties("disk", 10)), bob = SmallNetwork.Report(SmallNetwork.Bob, 70, 50, new MissedDuties("disk", 5));
        EpochIntake intake = Mechanism.Intake(merged, SmallNetwork.Epoch0(alice, bob, alice));
        Assert.Equal(SmallNetwork.Report(SmallNetwork.Bob, 100, 150, new MissedDuties("disk", 15)), intake.Inputs[0].Report);
        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(intake.SetAside).Reason);
        Assert.Equal(RefusalReason.DuplicateReport, Assert.Throws<SettlementRefusedException>(() => Mechanism.Intake(merged, SmallNetwork.Epoch0(alice, alice with { Work = 1 }))).Refusals.Single().Reason);
    }

    private static Mechanism Renamed(string network) => network switch
    {
        "correlated" => Mechanisms.Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(2)), offence => offence with { CircuitBreaker = Proportion.Percent(70), CorrelationWindow = EpochSpan.Of(5) })
            .Reward(reward => reward.SplitByFloor())),
        "jobs and appeals" => Jobs.JobTrial.WithAppeals,
        // A job that is not delivered after a merge is the merged participant's fault.
        "appeals" => Mechanisms.Mechanism.FromPolicy(Mechanism.Policy with { Offences = [.. Mechanism.Policy.Offences.Select(offence => offence.Offence == Offence.Downtime ? offence : offence with { AppealWindow = EpochSpan.Of(3) })] }),
        "delegators" => Delegations.DelegationTrial.Delegated,
        "delegators and appeals" => Delegations.DelegationTrial.WithAppeals,
        _ => Mechanism.FromPolicy(Mechanism.Policy with { Reward = Mechanism.Policy.Reward with { Splitter = new Mechanisms.Rewards.FloorSplitter() } }),
    };

    /// <summary>Carol reports bob under a name that bob had: nobody earns a bounty for reporting itself, under whatever name.</summary>
    [Fact]
    public void ReportOfOneself_underAFormerName_earnsNothing()
    {
        NetworkState state = Repairs.ExchangeKey(Mechanism, SmallNetwork.Open(), SmallNetwork.Bob, ParticipantId.Of("bob-2"), Order).After;
        EpochSettlement settled = Mechanism.Settle(state, SmallNetwork.Epoch0() with { Evidence = [SmallNetwork.WrongResult(SmallNetwork.Bob, SmallNetwork.Bob)] });
        Assert.Equal((Amount.Of(6_000), Amount.Zero), (settled.OutcomeOf(SmallNetwork.Bob).Slashed, settled.OutcomeOf(SmallNetwork.Bob).Bounties));
        Assert.Equal(settled.OutcomeOf(SmallNetwork.Bob), settled.OutcomeOf(ParticipantId.Of("bob-2")));
        Assert.Contains("'bob' is a former name of 'bob-2'", Assert.Throws<KeyNotFoundException>(() => settled.After.StateOf(SmallNetwork.Bob)).Message, StringComparison.Ordinal);
    }

    /// <summary>One result of one task, whichever of its names somebody commits under: the smallest seal stands.</summary>
    [Fact]
    public void CommitmentsUnderTwoNames_areOneAuthors()
    {
        ParticipantId renamed = ParticipantId.Of("bob-2");
        NetworkState state = Repairs.ExchangeKey(Mechanism, SmallNetwork.Open(), SmallNetwork.Bob, renamed, Order).After;
        var window = Mechanism.Policy.Verification.Schedule.WindowOf(state.Epoch);
        Commitment[] commitments = [Commitment.Of(SmallNetwork.Bob, TaskId.Of("t"), window, default, default), Commitment.Of(renamed, TaskId.Of("t"), window, default, default)];
        SelectedAudits selected = Mechanism.SelectAudits(state, commitments, new Beacon(window.DrawRound, Digest.Parse(new string('5', 64))));
        SetAsideCommitment second = Assert.Single(selected.SetAside);
        Assert.Equal((CommitmentFlaw.Contradicted, commitments.Max(item => item.Seal)), (second.Flaw, second.Commitment.Seal));
    }

    /// <summary>A name that somebody had is nobody else's: neither by exchange nor by a deposit.</summary>
    [Fact]
    public void FormerName_isNobodyElses()
    {
        ParticipantId renamed = ParticipantId.Of("bob-2");
        NetworkState state = Repairs.ExchangeKey(Mechanism, SmallNetwork.Open(), SmallNetwork.Bob, renamed, Order).After;
        Assert.Contains("'alice' cannot become 'bob'", Message(() => Repairs.ExchangeKey(Mechanism, state, SmallNetwork.Alice, SmallNetwork.Bob, Order)), StringComparison.Ordinal);
        StateChange deposit = Mechanism.Deposit(state, SmallNetwork.Bob, Amount.Of(5_000));
        Assert.Equal((Amount.Of(25_000), 3), (deposit.State.StateOf(renamed).Stake.Total, deposit.State.Participants.Length));
        Assert.Equal(renamed, Repairs.ExchangeKey(Mechanism, state, renamed, SmallNetwork.Bob, Order).After.HolderOf(SmallNetwork.Bob) == SmallNetwork.Bob ? renamed : default);
        NetworkState doubled = state with { Participants = state.Participants.SetItem(0, state.Participants[0] with { FormerNames = [SmallNetwork.Bob] }) };
        Assert.Contains(doubled.Inconsistencies(), finding => finding.Message.Contains("which another participant has or had", StringComparison.Ordinal));
    }

    /// <summary>Bob loses 30 % of 20,000: 600 bounty is not paid, 2,400 go to the treasury, 3,600 are burned. Of 6,000 only the treasury comes back.</summary>
    [Fact]
    public void UndoSlash_paysWhatTheTreasuryHas_andNamesTheShortfall()
    {
        EpochSettlement settlement = Mechanism.Settle(
            SmallNetwork.Open(),
            SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Payments = Amount.Zero, Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Bob)] });
        NetworkState state = settlement.After;
        Amount taken = settlement.OutcomeOf(SmallNetwork.Bob).Slashed;
        Assert.Equal(Amount.Of(6_000), taken);
        FaultCase charged = Assert.Single(state.StateOf(SmallNetwork.Bob).Cases);
        RepairReceipt receipt = Repairs.UndoSlash(Mechanism, state, SmallNetwork.Bob, charged.Key, taken, Order);
        ParticipantState bob = receipt.After.StateOf(SmallNetwork.Bob);
        Assert.Equal(state.Treasury, taken - receipt.Shortfall);
        Assert.Equal(Amount.Of(14_000) + state.Treasury, bob.Stake.Bonded);
        Assert.Equal((CaseStatus.Overturned, state.Epoch, Amount.Zero), (bob.Cases[0].Status, bob.JailedUntil, receipt.After.Treasury));
        Assert.Equal([new Posting(LedgerAccount.Treasury, LedgerAccount.Stake(SmallNetwork.Bob), state.Treasury, PostingReason.Repair)], receipt.Postings.AsEnumerable());
        Assert.Throws<RepairRefusedException>(() => Repairs.UndoSlash(Mechanism, receipt.After, SmallNetwork.Bob, charged.Key, taken, Order));
    }

    [Fact]
    public void ExchangeKey_liabilityGoesWithTheRecord()
    {
        NetworkState state = Mechanism.Settle(SmallNetwork.Open(), SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob))).After;
        ParticipantId fresh = ParticipantId.Of("bob-2");
        RepairReceipt receipt = Repairs.ExchangeKey(Mechanism, state, SmallNetwork.Bob, fresh, Order);
        Assert.False(receipt.After.TryGetState(SmallNetwork.Bob, out _));
        Assert.Equal(state.StateOf(SmallNetwork.Bob).Reputation, receipt.After.StateOf(fresh).Reputation);

        // A fault of epoch 0, found in epoch 1, is charged under the new name as it would have been under the old one.
        EpochSettlement Judged(NetworkState before, ParticipantId who) => Mechanism.Settle(before, new()
        {
            Epoch = before.Epoch,
            Participants = [SmallNetwork.Report(who)],
            Verdicts = [SmallNetwork.Incorrect(who)],
        });
        Assert.Equal(Judged(state, SmallNetwork.Bob).OutcomeOf(SmallNetwork.Bob).Slashed, Judged(receipt.After, fresh).OutcomeOf(fresh).Slashed);
        Assert.Equal(Amount.Of(6_000), Judged(receipt.After, fresh).OutcomeOf(fresh).Slashed);
    }

    [Fact]
    public void MergeRecords_nothingGetsBetter()
    {
        NetworkState state = Mechanism.Settle(
            SmallNetwork.Open(),
            SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Bob)] }).After;
        foreach ((ParticipantId from, ParticipantId into) in new[] { (SmallNetwork.Bob, SmallNetwork.Alice), (SmallNetwork.Alice, SmallNetwork.Bob) })
        {
            ParticipantState merged = Repairs.MergeRecords(Mechanism, state, from, into, Order).After.StateOf(into);
            Assert.Equal(state.StateOf(from).Stake.Total + state.StateOf(into).Stake.Total, merged.Stake.Total);
            Assert.Equal(state.StateOf(SmallNetwork.Bob).JailedUntil, merged.JailedUntil);
            Assert.Equal(Score(state, SmallNetwork.Bob), Mechanism.Policy.Reputation.Model.Read(merged.Reputation));
            Assert.Single(merged.Cases);
        }
    }

    [Fact]
    public void Refusals_sayWhatWasExpected()
    {
        NetworkState state = SmallNetwork.Open();
        Assert.Contains("'nobody-here'", Message(() => Repairs.ExchangeKey(Mechanism, state, ParticipantId.Of("nobody-here"), ParticipantId.Of("x"), Order)), StringComparison.Ordinal);
        Assert.Contains("Two records of one participant are merged", Message(() => Repairs.ExchangeKey(Mechanism, state, SmallNetwork.Bob, SmallNetwork.Alice, Order)), StringComparison.Ordinal);
        Assert.Contains("from a treasury of 0", Message(() => Repairs.SpendTreasury(Mechanism, state, SmallNetwork.Bob, Amount.One, Order)), StringComparison.Ordinal);
        Assert.Contains("has no case", Message(() => Repairs.UndoSlash(Mechanism, state, SmallNetwork.Bob, default, Amount.One, Order)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RepairOrder("", "x"));
        Assert.Throws<ForeignStateException>(() => Repairs.SpendTreasury(Mechanism.Create(build => build.Name("other")), state, SmallNetwork.Bob, Amount.One, Order));
    }

    [Fact]
    public void Plan_whatIsOutOfOrder_isMended_andMoneyIsFoundOrTaken()
    {
        NetworkState state = Mechanism.Settle(
            SmallNetwork.Open(),
            SmallNetwork.Epoch0([SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)]) with { Verdicts = [SmallNetwork.Incorrect(SmallNetwork.Bob)] }).After;
        Assert.Empty(StateMending.Plan(state).Steps);
        NetworkState shuffled = state with { Participants = [.. state.Participants.Reverse()], Treasury = state.Treasury - Amount.Of(5) };
        MendingPlan plan = StateMending.Plan(shuffled);
        Assert.NotEmpty(plan.Found);
        Assert.Empty(plan.Left);
        Assert.Equal(state, plan.State);
        Assert.Equal(["lists are put in order, and what stands in them twice is kept once", "5 units that the books hold and no account has go to the treasury"], plan.Steps.AsEnumerable());
        MendingPlan taken = StateMending.Plan(state with { RewardPool = state.RewardPool + Amount.Of(7) });
        Assert.Equal((state.Treasury - Amount.Of(7), 0), (taken.State.Treasury, taken.Left.Length));
        NetworkState twice = state with { Participants = [state.Participants[0], .. state.Participants] };
        Assert.NotEmpty(StateMending.Plan(twice).Left);

        RepairReceipt receipt = StateMending.CarryOut(plan, Order);
        Assert.Equal((RepairKind.StateMended, Order, state.Epoch, state), (receipt.Kind, receipt.Order, receipt.Epoch, receipt.After));
        Assert.Equal(plan.Steps.AsEnumerable(), receipt.Steps.AsEnumerable());
        Assert.EndsWith($"Asked = {receipt.Asked}, Shortfall = {receipt.Shortfall}, Postings = [] }}", receipt.ToString(), StringComparison.Ordinal);
        Assert.Contains("no step", Message(() => StateMending.CarryOut(StateMending.Plan(state), Order)), StringComparison.Ordinal);
        Assert.Contains("mend those by hand", Message(() => StateMending.CarryOut(StateMending.Plan(twice), Order)), StringComparison.Ordinal);
        NetworkState richer = plan.State with { Treasury = plan.State.Treasury + Amount.Of(9), Books = plan.State.Books with { In = plan.State.Books.In + Amount.Of(9), Held = plan.State.Books.Held + Amount.Of(9) } };
        Assert.Contains("is not the one", Message(() => StateMending.CarryOut(plan with { State = richer }, Order)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => StateMending.CarryOut(plan, null!));
    }

    /// <summary>A waiting reward that stands twice is one: nobody is paid its copy out of the treasury.</summary>
    [Fact]
    public void Plan_aWaitingRewardThatStandsTwice_isKeptOnce()
    {
        NetworkState state = SmallNetwork.Open();
        WithheldReward waiting = new(Epoch.Zero, Amount.Of(50));
        ParticipantState first = state.Participants[0] with { Withheld = [waiting] };
        state = state with
        {
            Epoch = state.Epoch + EpochSpan.One,
            Participants = state.Participants.SetItem(0, first),
            Treasury = Amount.Of(200),
            Books = state.Books with { In = state.Books.In + Amount.Of(250), Held = state.Books.Held + Amount.Of(250) },
        };
        MendingPlan plan = StateMending.Plan(state with { Participants = state.Participants.SetItem(0, first with { Withheld = [waiting, waiting] }) });
        Assert.Equal(waiting, Assert.Single(plan.State.Participants[0].Withheld));
        Assert.Equal(Amount.Of(200), plan.State.Treasury);

        // What waits for each epoch, and what was audited, by epoch and task.
        PassedAudit[] audits = [new(Epoch.Zero, TaskId.Of("a")), new(Epoch.Zero, TaskId.Of("b"))];
        ParticipantId[] names = [ParticipantId.Of("earlier"), ParticipantId.Of("former")];
        state = state with { Participants = state.Participants.SetItem(0, first with { PassedAudits = [.. audits], FormerNames = [.. names] }) };
        Assert.Empty(state.Inconsistencies());
        Assert.Equal(state, StateMending.Plan(state with { Participants = state.Participants.SetItem(0, first with { PassedAudits = [audits[1], audits[0], audits[1]], FormerNames = [names[1], names[0], names[0]] }) }).State);
    }

    private static Proportion Score(NetworkState state, ParticipantId who) =>
        Mechanism.Policy.Reputation.Model.Read(Mechanism.Policy.Reputation.Model.Age(state.StateOf(who).Reputation, state.Epoch));

    private static string Message(Func<object> act) => Assert.Throws<RepairRefusedException>(act).Message;

    /// <summary>Requesters' money is money: a list out of order moves none of it to the treasury.</summary>
    [Fact]
    public void Plan_listsOutOfOrder_givesTheStateBack()
    {
        NetworkState state = Jobs.JobTrial.Market.Award(Jobs.JobTrial.Market.Award(Jobs.JobTrial.Open(Jobs.JobTrial.Market), Jobs.JobTrial.Award()), Jobs.JobTrial.Award("u"));
        NetworkState disordered = state with
        {
            Participants = [.. state.Participants.Reverse().Select(item => item with { Jobs = [.. item.Jobs.Reverse()] })],
            Requesters = [.. state.Requesters.Reverse()],
        };
        MendingPlan plan = StateMending.Plan(disordered);
        Assert.NotEmpty(plan.Found);
        Assert.Empty(plan.Left);
        Assert.Equal(state, plan.State);
    }

    /// <summary>A requester whose key was lost goes on with its money and its open jobs; a job with one name on both sides is refused.</summary>
    [Fact]
    public void ExchangeKey_ofARequester_takesItsMoneyAndJobs()
    {
        Mechanism market = Jobs.JobTrial.Market;
        NetworkState state = market.Fund(Jobs.JobTrial.Open(market), Jobs.JobTrial.Bob, Amount.Of(2_000)).State;
        state = market.Award(state, Jobs.JobTrial.Award() with { Requester = Jobs.JobTrial.Bob });
        Mechanisms.ParticipantId renamed = Mechanisms.ParticipantId.Of("bob-2");
        RepairReceipt receipt = Repairs.ExchangeKey(market, state, Jobs.JobTrial.Bob, renamed, Order);

        Assert.Equal((Amount.Of(800), Amount.Of(1_200)), (receipt.After.MoneyOf(renamed).Free, receipt.After.MoneyOf(renamed).Reserved));
        Assert.Equal(renamed, receipt.After.StateOf(Jobs.JobTrial.Alice).Jobs[0].Requester);
        Assert.Contains(receipt.Postings, posting => posting.From == LedgerAccount.Escrow(Jobs.JobTrial.Bob) && posting.To == LedgerAccount.Escrow(renamed) && posting.Amount == Amount.Of(2_000));
        Assert.Empty(StateValidator.Validate(receipt.After));
        Assert.Contains("nobody works for itself", Message(() => Repairs.MergeRecords(market, state, Jobs.JobTrial.Bob, Jobs.JobTrial.Alice, Order)), StringComparison.Ordinal);
    }
}
