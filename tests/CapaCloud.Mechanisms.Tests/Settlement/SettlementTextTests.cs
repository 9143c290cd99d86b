using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>What the records of a settlement say of themselves, and in which order they stand.</summary>
public sealed class SettlementTextTests
{
    private static readonly EpochSettlement Settled = SmallNetwork.Mechanism.Settle(
        Open(), Epoch0(Report(Alice), Report(Bob, 70, 100, new MissedDuties("disk", 30), new MissedDuties("power", 5))) with { Evidence = [WrongResult(Bob, Alice)] });

    public static TheoryData<string, string> Sentences => new()
    {
        { Settled.Before.StateOf(Alice).ToString(), "alice: 10,000 units of stake, 0 cases" },
        { Settled.After.StateOf(Bob).ToString(), "bob: 13,944 units of stake, 2 cases, in jail until epoch 4" },
        { SmallNetwork.Mechanism.Policy.ToString(), "small: punishes incorrect-result, downtime" },
        { CapaCloud.Mechanisms.Mechanism.Create(build => build.Name("mild")).Policy.ToString(), "mild: no offence is punished" },
        { new MigrationChange(MigrationEffect.LiabilityWindowChanged, default, default, "from 5 epochs to 7").ToString(), "everybody: from 5 epochs to 7 (LiabilityWindowChanged)" },
        { new MigrationChange(MigrationEffect.CaseKept, Bob, default, "goes on").ToString(), "bob: goes on (CaseKept)" },
        { new Migration { From = default, State = Settled.Before }.ToString(), $"from policy {default(Digest)} to {SmallNetwork.Mechanism.PolicyHash}: 0 changes" },
        { new StateChange(Settled.Before, []).ToString(), "epoch 0: no money moved" },
        { new StateChange(Settled.Before, [Deposit(1), Deposit(2)]).ToString(), $"epoch 0: {Deposit(1)}; {Deposit(2)}" },
        { Settled.Report.Participants[0].ToString(), "alice: 100 units of work, 100 duties due, missed none" },
        { Settled.Report.Participants[1].ToString(), "bob: 70 units of work, 100 duties due, missed 30 (disk) and 5 (power)" },
        { Mechanism.Create(build => build.Name("plain")).ToString(), $"mechanism 'plain', policy {Mechanism.Create(build => build.Name("plain")).PolicyHash}" },
        { Settled.Report.ToString(), "epoch 0: payments of 9,999 units, 2 participants, 0 verdicts, 1 piece of evidence, 0 appeals, 0 rulings, 0 reports of jobs, 0 checks, 0 proofs of commitments" },
        { Settled.After.StateOf(Bob).Cases.Single(item => item.Offence == Offence.IncorrectResult).ToString(), "incorrect-result in epoch 0, brought in epoch 0: Charged, severity 100 %, 20,000 units at fault, 6,000 units due, 0 reporters" },
        { new StateInconsistency("$.x", "is y").ToString(), "$.x: is y" },
        { new PolicyError("$.x", "is y").ToString(), "$.x: is y" },
        { new SettlementRefusal(RefusalReason.Overflow, "here", "too much").ToString(), "here: too much (Overflow)" },
        { new PolicyFinding(PolicyRelation.ControllerStable, "$.x", "is y", "less").ToString(), "$.x: is y; less (ControllerStable)" },
        { new SelectedAudits(default, default).ToString(), "0 results are audited, 0 commitments are set aside" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void ToString_saysInOneSentence(string text, string sentence) => Assert.Equal(sentence, text);

    [Fact]
    public void ToString_ofTheWhole_countsItsParts()
    {
        Assert.StartsWith("epoch 0: a pool of ", Settled.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($" for 3 participants, {Settled.Postings.Length} postings, 0 items set aside", Settled.ToString(), StringComparison.Ordinal);
        Assert.Equal($"epoch 0: 3 participants, 0 requesters, a treasury of 0 units; {Settled.Before.Books}", Settled.Before.ToString());
        Assert.Equal("bob: a reward of 0 units, 6,001 units of stake lost, of which 600 units went to who reported it".Replace("6,001", Settled.OutcomeOf(Bob).Slashed.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), Settled.OutcomeOf(Bob).ToString());
    }

    /// <summary>Every reason for which an item can be set aside has a sentence of its own, for every kind of item.</summary>
    [Fact]
    public void SetAside_everyReason_hasASentence()
    {
        SetAsideReason[] reasons = [.. Enum.GetValues<SetAsideReason>().Where(reason => reason != SetAsideReason.None)];
        foreach (ReportItem kind in Enum.GetValues<ReportItem>().Where(kind => kind != ReportItem.None))
        {
            string[] sentences = [.. reasons.Select(reason => Full(kind, reason).ToString())];
            Assert.Equal(sentences.Length, sentences.Select(sentence => sentence.Split(" was set aside: ")[1].Split(" (")[0]).Distinct(StringComparer.Ordinal).Count());
            Assert.All(sentences, sentence => Assert.DoesNotContain("no reason was given", sentence, StringComparison.Ordinal));
            Assert.All(sentences, sentence => Assert.True(sentence.Split(" was set aside: ")[1].Split(" (")[0].Length > 15, sentence));
            Assert.All(sentences, sentence => Assert.DoesNotContain("An item", sentence, StringComparison.Ordinal));
            Assert.All(sentences, sentence => Assert.Contains("'bob'", sentence.Replace("by 'bob'", "'bob'", StringComparison.Ordinal), StringComparison.Ordinal));
        }

        Assert.Equal("The verdict on 'bob' for task 't' of epoch 3 was set aside: epoch 3 lies before the liability window (Expired).", Full(ReportItem.Verdict, SetAsideReason.Expired).ToString());
        Assert.Contains(", reported by 'alice' was", Full(ReportItem.Evidence, SetAsideReason.Expired).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("reported by", (Full(ReportItem.Evidence, SetAsideReason.Expired) with { Reporter = default }).ToString(), StringComparison.Ordinal);
        Assert.Equal("An item was set aside: no reason was given (None).", default(SetAsideItem).ToString());
    }

    /// <summary>A step is recomputed from its operands alone, whatever is done with them.</summary>
    [Fact]
    public void Step_ofEveryOperation_isRecomputedFromItsOperands()
    {
        Assert.Equal(
            [7, 4, 3, 9, 11, 10, 99],
            new[]
            {
                Step(StepOperation.Add, Rounding.Down, 1, 2, 4), Step(StepOperation.Subtract, Rounding.Down, 9, 2, 3), Step(StepOperation.Minimum, Rounding.Down, 5, 3, 4),
                Step(StepOperation.Given, Rounding.Down, 9), Step(StepOperation.MultiplyDivide, Rounding.Up, 7, 3, 2), Step(StepOperation.MultiplyDivide, Rounding.Down, 7, 3, 2),
                Step(StepOperation.Rule, Rounding.Down, 1, 2),
            }.Select(step => (int)step.Recompute()));
        Assert.Equal("x = f [a 7 units, b 3, c 0.000000000000000002] = 99 units (rounded up)", Step(StepOperation.MultiplyDivide, Rounding.Up, 7, 3, 2).ToString());
        Assert.Equal("x = f [a 7 units, b 3, c 0.000000000000000002] = 99 units (rounded down)", Step(StepOperation.MultiplyDivide, Rounding.Down, 7, 3, 2).ToString());
        Assert.Equal("x = f [a 7 units] = 99 units", Step(StepOperation.Rule, Rounding.Up, 7).ToString());
        Assert.Equal("x = f = 99 units", Step(StepOperation.Rule, Rounding.Up).ToString());
        Assert.Equal("x = 99 units (f)", Step(StepOperation.Given, Rounding.Up, 7).ToString());
    }

    [Fact]
    public void Order_ofCasesAuditsAndItems_isByEachPartInTurn()
    {
        AssertOrder(new PassedAudit(Epoch.Of(1), TaskId.Of("a")), audit => audit with { Epoch = Epoch.Of(2) }, audit => audit with { Task = TaskId.Of("b") });
        AssertOrder(
            new FaultCase { Key = Digest.Parse(new string('1', 64)), Offence = Offence.Of("a"), FaultEpoch = Epoch.Of(1), Accused = Epoch.Of(1), Severity = Proportion.One, Status = CaseStatus.Charged },
            item => item with { FaultEpoch = Epoch.Of(2) },
            item => item with { Key = Digest.Parse(new string('2', 64)) },
            item => item with { IsRevision = true },
            item => item with { Accused = Epoch.Of(2) },
            item => item with { Offence = Offence.Of("b") });
        AssertOrder(
            new SetAsideItem { Item = ReportItem.Row, Reason = SetAsideReason.UnknownParticipant },
            item => item with { Item = Enum.GetValues<ReportItem>().Max() },
            item => item with { Participant = Bob },
            item => item with { Epoch = Epoch.Of(2) },
            item => item with { Key = Digest.Parse(new string('2', 64)) },
            item => item with { Task = TaskId.Of("b") },
            item => item with { Offence = Offence.Of("b") },
            item => item with { Reporter = Bob },
            item => item with { Event = Enum.GetValues<JobEvent>().Max() },
            item => item with { Reason = Enum.GetValues<SetAsideReason>().Max() });
    }

    [Fact]
    public void Cause_thatIsNoUnicode_isRefused()
    {
        Assert.Contains("half of a surrogate pair", Assert.Throws<ArgumentException>(() => new MissedDuties("\ud800", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("half of a surrogate pair", Assert.Throws<ArgumentException>(() => new MissedDuties("disk", 1) with { Cause = "\udc00x" }).Message, StringComparison.Ordinal);
        Assert.Equal("1 (\ud83d\ude00)", new MissedDuties("\ud83d\ude00", 1).ToString());
    }

    /// <summary>Each change makes the value greater; a change of an earlier part weighs more than all changes of later ones.</summary>
    private static void AssertOrder<T>(T least, params Func<T, T>[] changes)
        where T : IComparable<T>
    {
        for (int part = 0; part < changes.Length; part++)
        {
            T greater = changes[part](least), allLater = changes[(part + 1)..].Aggregate(least, (value, change) => change(value));
            Assert.True(greater.CompareTo(least) > 0 && least.CompareTo(greater) < 0, $"{typeof(T).Name}, part {part}");
            Assert.True(greater.CompareTo(allLater) > 0 && allLater.CompareTo(greater) < 0, $"{typeof(T).Name}, part {part} and those after it");
        }

        Assert.Equal(0, least.CompareTo(least));
    }

    private static Posting Deposit(ulong units) => new(LedgerAccount.Wallet(Alice), LedgerAccount.Stake(Alice), Amount.Of(units), PostingReason.Deposit);

    private static SetAsideItem Full(ReportItem kind, SetAsideReason reason) => new()
    {
        Item = kind,
        Reason = reason,
        Participant = Bob,
        Reporter = Alice,
        Offence = Offence.IncorrectResult,
        Task = TaskId.Of("t"),
        Epoch = Epoch.Of(3),
        Event = JobEvent.Delivered,
    };

    private static ExplanationStep Step(StepOperation operation, Rounding rounding, params UInt128[] values) => new()
    {
        Name = "x",
        Formula = "f",
        Operation = operation,
        Rounding = rounding,
        Operands = [.. values.Select((value, index) => new Operand("abc"[index].ToString(), value, index switch { 0 => ExplanationUnit.Money, 1 => ExplanationUnit.Count, _ => ExplanationUnit.Parts }))],
        Result = 99,
        Unit = ExplanationUnit.Money,
    };
}
