using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Tests.Adaptation;

namespace CapaCloud.Mechanisms.Tests.Settlement.Governance;

public sealed class PolicyRelationsTests
{
    private static readonly PolicyFigures Figures = new(Amount.Of(5), Proportion.Percent(2), EpochSpan.Of(10), EpochSpan.Of(5));

    private static MechanismPolicy Sound { get; } = Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        OffencePolicy wrong = SmallNetwork.Mechanism.Policy.Offences.Single(static offence => offence.Offence == Offence.IncorrectResult);
        build.Slash(Offence.UnrevealedResult, wrong.Curve, _ => wrong with { Offence = Offence.UnrevealedResult });
    }).Policy;

    [Fact]
    public void Check_aSoundPolicy_findsNothing() => Assert.Empty(PolicyRelations.Check(Sound, Figures));

    [Fact]
    public void Check_manyFaults_allAtOnce_eachWithItsFix()
    {
        MechanismPolicy broken = Sound with
        {
            Stake = Sound.Stake with { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(3) },
            Offences = [.. Sound.Offences.Select(static offence => offence.Offence == Offence.UnrevealedResult ? offence with { Curve = SlashingCurve.Constant(Proportion.Percent(1)), RepetitionWindow = EpochSpan.Zero } : offence)],
        };
        SteeredLoop loop = new("the price", new ExponentialStepController(1, 8, ControllerTrials.Limits), Ratio.Of(32));
        PolicyFinding[] found = [.. PolicyRelations.Check(broken, Figures with { SavedCostPerJob = Amount.Of(9) }, [loop])];
        Assert.Equal(
            [
                PolicyRelation.PenaltyAboveSavedCost, PolicyRelation.UnbondingCoversDetection, PolicyRelation.LiabilityCoversDetection,
                PolicyRelation.SilenceNotCheaper, PolicyRelation.ControllerStable,
            ],
            found.Select(finding => finding.Relation).Distinct());
        Assert.Contains("an unbondingPeriod of 15 epochs", found[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("steps that are at least 2 times smaller", found[^1].ToString(), StringComparison.Ordinal);
    }

    /// <summary>The fix of the first law is the nearest bond that keeps it, within its margin for rounding.</summary>
    [Fact]
    public void Check_theFixOfThePenalty_keepsTheLaw()
    {
        PolicyFigures figures = Figures with { SavedCostPerJob = Amount.Of(9) };
        string fix = PolicyRelations.Check(Sound, figures).Single().Fix;
        UInt128 bond = UInt128.Parse(fix.Split(' ')[4], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Empty(PolicyRelations.Check(With(bond), figures));
        Assert.NotEmpty(PolicyRelations.Check(With(bond - (bond / 50)), figures));

        static MechanismPolicy With(UInt128 bond) => Sound with { Stake = Sound.Stake with { MinimumBond = Amount.Of(bond) } };
    }

    [Fact]
    public void Check_aBountyThatTakesAllOfASmallPenalty_isFound()
    {
        MechanismPolicy small = Sound with
        {
            Stake = Sound.Stake with { MinimumBond = Amount.Of(4) },
            Penalty = new PenaltyPolicy { BountyShare = Proportion.Percent(90) },
        };
        Assert.Equal(PolicyRelation.BountyBelowPenalty, PolicyRelations.Check(small, Figures)[0].Relation);
    }

    /// <summary>Silence that costs as much the first time, and less in what follows.</summary>
    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("forfeits", 1)]
    [InlineData("jails", 1)]
    [InlineData("escalates", 2)]
    [InlineData("rises with the stake at fault", 1)]
    [InlineData("has a breaker for silence", 1)]
    [InlineData("has a breaker for both", 0)]
    [InlineData("counts longer", 1)]
    public void Check_silenceThatIsCheaperInWhatFollows_isFound(string what, int findings)
    {
        OffencePolicy wrong = new() { Offence = Offence.IncorrectResult, Curve = SlashingCurve.Constant(Proportion.Percent(30)) };
        OffencePolicy silence = wrong with { Offence = Offence.UnrevealedResult };
        wrong = what switch
        {
            "forfeits" => wrong with { ForfeitsReward = true },
            "jails" => wrong with { Jail = EpochSpan.Of(100) },
            "escalates" => wrong with { RepetitionWindow = EpochSpan.Of(21), Curve = SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One) },
            "rises with the stake at fault" => wrong with { Curve = SlashingCurve.Correlated(Ratio.Of(3)).AtLeast(Proportion.Percent(30)) },
            "has a breaker for both" => wrong with { CircuitBreaker = Proportion.Percent(60) },
            "counts longer" => wrong with { CorrelationWindow = EpochSpan.Of(9), Curve = SlashingCurve.Correlated(Ratio.Of(3)) },
            _ => wrong,
        };
        silence = what switch
        {
            "has a breaker for silence" or "has a breaker for both" => silence with { CircuitBreaker = Proportion.Percent(60) },
            "counts longer" => silence with { CorrelationWindow = EpochSpan.Of(8), Curve = wrong.Curve },
            _ => silence,
        };
        Assert.Equal(findings, PolicyRelations.Check(Sound with { Offences = [wrong, silence] }, Figures).Count(static finding => finding.Relation == PolicyRelation.SilenceNotCheaper));
    }

    /// <summary>A silence that has no price of its own is charged as a wrong result, so it costs as much.</summary>
    [Fact]
    public void Check_silenceWithoutAPrice_costsWhatAWrongResultCosts() =>
        Assert.DoesNotContain(PolicyRelations.Check(SmallNetwork.Mechanism.Policy, Figures), static finding => finding.Relation == PolicyRelation.SilenceNotCheaper);

    [Fact]
    public void Bricking_changes_areListed()
    {
        NetworkState state = SmallNetwork.Open();
        ChangeRules rules = new(EpochSpan.One, EpochSpan.Zero, EpochSpan.One);
        Assert.Empty(ChangeReview.Bricking(Sound, rules, state, Amount.MaxValue));
        MechanismPolicy closed = Sound with { Stake = Sound.Stake with { MinimumBond = Amount.Of(30_001) } };
        Assert.Equal([BrickingReason.NobodyEligible], ChangeReview.Bricking(closed, rules, state, Amount.MaxValue).AsEnumerable());
        MechanismPolicy refused = Sound with { Penalty = new PenaltyPolicy { BountyShare = Proportion.One } };
        Assert.Equal([BrickingReason.PolicyRefused], ChangeReview.Bricking(refused, rules, state, Amount.MaxValue).AsEnumerable());
        Assert.Throws<PolicyRefusedException>(() => PolicyRelations.Check(refused, Figures));
    }
}
