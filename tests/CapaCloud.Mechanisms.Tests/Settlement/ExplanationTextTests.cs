using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>An explanation can be read by who has nothing but the explanation.</summary>
public sealed class ExplanationTextTests
{
    private static readonly ParticipantId Bob = ParticipantId.Of("bob");

    [Fact]
    public void ToString_saysEachFormula_andWhatTheStakeAtTheFaultIs()
    {
        string text = Explained(SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One)).ToString();
        Assert.Contains("due for incorrect-result = stake at the fault * part [stake at the fault 1,000 units, part 0.3] = 300 units (rounded up)", text, StringComparison.Ordinal);
        Assert.Contains("where capped: part = min(cap, inner)", text, StringComparison.Ordinal);
        Assert.Contains("where escalating: part = min(1, inner * factor ^ earlier offences), rounded up", text, StringComparison.Ordinal);
        Assert.Contains("where constant: part = fraction", text, StringComparison.Ordinal);
        Assert.Contains("where stake at the fault: what bob had at stake in epoch 0, wherever it is now", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_saysTheEpochInOneSentence()
    {
        Explanation explanation = Explained(SlashingCurve.Constant(Proportion.Percent(30)));
        Assert.Equal($"In epoch 0 bob earned nothing and lost 300 units of its stake: -300 units in all. Its score is {explanation.Score}.", explanation.Summary);
        Assert.StartsWith($"{explanation.Summary}\n", explanation.ToString(), StringComparison.Ordinal);
        Explanation waiting = explanation with { Reward = Amount.Of(2_000), Withheld = Amount.Of(1), Earned = Amount.Of(5), JobPay = Amount.Of(7), Slashed = Amount.Zero, Forfeited = Amount.Of(9) };
        Assert.Equal(
            "In epoch 0 bob earned 1,999 units as its share of the pool, 5 units as bounties and 7 units for jobs and lost 9 units of rewards that waited: 2,011 units in all. "
                + $"1 unit waits until the accusations of this epoch are decided. Its score is {explanation.Score}.",
            waiting.Summary);
    }

    /// <summary>A step shows what its rule looks at, and nothing else: a zero that nobody read only puzzles.</summary>
    [Theory]
    [InlineData(false, "part lost for incorrect-result = constant(fraction: 0.3) = 0.3")]
    [InlineData(true, "part lost for incorrect-result = linear(atFullSeverity: 0.3) [severity 1] = 0.3")]
    public void Step_showsWhatTheCurveReads(bool isLinear, string line)
    {
        ISlashingCurve curve = isLinear ? SlashingCurve.Linear(Proportion.Percent(30)) : SlashingCurve.Constant(Proportion.Percent(30));
        Assert.Contains($"  {line}\n", Explained(curve).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Every rule that a step names by its JSON name has its formula below.</summary>
    [Fact]
    public void Formulas_ofTheRulesNamed_areThere()
    {
        Explanation explanation = Explained(SlashingCurve.Linear(Proportion.Percent(30)).WithTolerance(Proportion.Percent(5)).WithGrace(0));
        Assert.All(["beta", "constant", "largest-remainder", "grace", "tolerance", "linear"], name => Assert.Single(explanation.Formulas, formula => formula.StartsWith(name + ": ", StringComparison.Ordinal)));
        Assert.Equal(explanation.Formulas, explanation.Formulas.Distinct());
    }

    /// <summary>A dearer report of one fault costs what the fault costs, less what it has cost: the explanation says both, and of a first report neither.</summary>
    [Fact]
    public void Revision_saysWhatIsStillDue()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(30))));
        EpochSettlement first = Trial.Settle(mechanism, Trial.Open(mechanism, (Trial.Bob, 1_000)), report => report with { Evidence = [Trial.WrongEvidence(Trial.Bob, "t", Epoch.Zero, Proportion.Half)] });
        EpochSettlement second = Trial.Settle(mechanism, first.After, report => report with { Evidence = [Trial.WrongEvidence(Trial.Bob, "t", Epoch.Zero, Proportion.One)] });
        Assert.DoesNotContain("still due", mechanism.Explain(first, Trial.Bob).ToString(), StringComparison.Ordinal);
        string text = mechanism.Explain(second, Trial.Bob).ToString();
        Assert.Contains("still due for incorrect-result in epoch 0 = what is due, less what the same fault cost before", text, StringComparison.Ordinal);
        Assert.Contains("charged before 150 units", text, StringComparison.Ordinal);
        Assert.Equal(Amount.Of(150), second.OutcomeOf(Trial.Bob).Slashed);
    }

    [Fact]
    public void Given_saysWhereItCameFrom()
    {
        Explanation explanation = Explained(SlashingCurve.Constant(Proportion.Percent(30)), forfeits: true);
        Assert.Contains("  weight = 0 (no claim on the pool: a fault of this epoch forfeits its reward)\n", explanation.ToString(), StringComparison.Ordinal);
        Assert.Equal(StepOperation.Given, explanation.Steps.Single(step => step.Name == "weight").Operation);
    }

    private static Explanation Explained(ISlashingCurve curve, bool forfeits = false)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, curve, offence => offence with { ForfeitsReward = forfeits }));
        NetworkState state = mechanism.Open(Epoch.Zero, [new(Bob, Amount.Of(1_000))]).State;
        return mechanism.Explain(
            mechanism.Settle(state, new EpochReport
            {
                Epoch = Epoch.Zero,
                Participants = [new ParticipantReport { Participant = Bob, Work = 1 }],
                Verdicts = [Verdict.Because(Bob, TaskId.Of("t-1"), Epoch.Zero, VerdictReason.ContradictsAccepted)],
            }),
            Bob);
    }
}
