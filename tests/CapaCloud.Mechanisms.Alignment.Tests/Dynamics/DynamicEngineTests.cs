using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

public sealed class DynamicEngineTests
{
    [Theory]
    [InlineData("half-life", 3, 20)]
    [InlineData("beta", 2, 30)]
    public void Check_reputationAndFutureDeter_holdsWithACertificateThatIsAccepted(string model, int jobs, int auditPercent)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model(model), (uint)auditPercent);
        Economics economics = Marketplaces.Economics(jobs);
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));

        DynamicOutcome.Holds holds = Assert.IsType<DynamicOutcome.Holds>(DynamicEngine.Check(mechanism, economics, DynamicEffort.Normal));

        Assert.True(holds.Margin > 1_000, $"margin {holds.Margin}");
        DynamicCertificate read = DynamicCertificate.FromJson(holds.Certificate.ToJson());
        Assert.True(DynamicCertificateChecker.Check(read).IsAccepted, DynamicCertificateChecker.Check(read).ToString());
    }

    [Fact]
    public void Check_futureIsWorthLittle_returnsAStrategyThatReplays()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 5, forfeits: false);
        Economics economics = Marketplaces.Economics(jobs: 3, discountPercent: 50);

        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick));

        Assert.True(fails.Profit.Low.IsPositive);
        Assert.Contains("cheat on 3 jobs", fails.Strategy, StringComparison.Ordinal);
        Fraction payoff = DynamicReplay.Play(mechanism, economics, fails.Course);
        Assert.True(payoff.IsPositive);
        DynamicMove first = fails.Course.Moves[0];
        DynamicTrace altered = new(fails.Course.Moves.SetItem(0, first with { Reward = first.Reward + Amount.One }));
        Assert.Throws<InvalidOperationException>(() => DynamicReplay.Play(mechanism, economics, altered));
    }

    [Fact]
    public void Check_newNamesAreFree_whitewashingBeatsHonesty()
    {
        // Every fault costs nothing but a name: a newcomer is paid as well as anybody, so who is found out begins anew.
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), slashPercent: 1, forfeits: false, paysByReputation: false, jail: 30);
        Economics economics = Marketplaces.Economics(jobs: 2) with { IdentityPrice = Fraction.Zero };

        DynamicOutcome found = DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick);
        Assert.True(found is DynamicOutcome.Fails, found.ToString());
        DynamicOutcome.Fails fails = (DynamicOutcome.Fails)found;
        Assert.Contains("cheat on 2 jobs", fails.Strategy, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_jailAlone_decidesExactlyWhereTheClosedFormSays()
    {
        // One job an epoch, no reputation: caught with q, a fault costs 1 % of the bond and J epochs of income. Honesty is best if and only if
        // gain < q * (1,000 + (reward - cost) * (b + ... + b^J)) (no cheating in between).
        foreach (ulong jail in new ulong[] { 1, 2, 3 })
        {
            Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 20, slashPercent: 1, forfeits: false, paysByReputation: false, jail: jail);
            Economics economics = Marketplaces.Economics(jobs: 1) with { PaymentPerJob = 200_000, IdentityPrice = 10_000_000 };
            double lost = Enumerable.Range(1, (int)jail).Sum(epoch => Math.Pow(0.95, epoch)) * 150_000 * 0.2 + (0.2 * 1_000);
            DynamicOutcome outcome = DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick);
            Assert.True(lost > 50_000 == outcome is DynamicOutcome.Holds, $"{outcome}");
            Assert.Equal(lost < 50_000, outcome is DynamicOutcome.Fails);
        }
    }

    /// <summary>Cheating loses 50,000 by its slash alone, more than new names in all the future are worth. But who is wrongly condemned would rather take a new name than sit in jail: with cheap names that beats honesty, and nothing holds.</summary>
    [Theory]
    [InlineData(0, 10_000_000, true)]
    [InlineData(0, 100_000, false)]
    [InlineData(1, 10_000_000, true)]
    [InlineData(1, 100_000, false)]
    public void Check_jailOfTheWronglyCondemned_isServedOnlyWhereNamesAreDear(long delay, int price, bool holds)
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 60, slashPercent: 100, forfeits: false, paysByReputation: false, jail: 30);

        // The same penalty as half of two bonds: the verdicts of two epochs in flight are paid from one.
        mechanism = Mechanism.FromPolicy(mechanism.Policy with
        {
            Stake = mechanism.Policy.Stake with { MinimumBond = Amount.Of(200_000) },
            Offences = [.. mechanism.Policy.Offences.Select(offence => offence with { Curve = SlashingCurve.Constant(Proportion.Percent(50)) })],
        });
        Economics economics = Marketplaces.Economics(jobs: 1) with { DetectionDelay = delay, CostPerJob = 10_000, IdentityPrice = price, HonestFaultRate = new Fraction(1, 1_000) };

        DynamicOutcome outcome = DynamicEngine.Check(mechanism, economics, DynamicEffort.Quick);

        Assert.True(holds ? outcome is DynamicOutcome.Holds : outcome is DynamicOutcome.Fails, outcome.ToString());
        if (outcome is DynamicOutcome.Fails fails)
        {
            Assert.StartsWith("work honestly", fails.Strategy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_progress_risesToOne()
    {
        List<double> reported = [];
        DynamicEngine.Check(Marketplaces.Of(Marketplaces.Model("beta")), Marketplaces.Economics(jobs: 1), DynamicEffort.Normal, progress: new Reports(reported));

        Assert.Equal(reported.Order(), reported);
        Assert.Equal(0, reported[0]);
        Assert.Equal(1, reported[^1]);
        Assert.True(reported.Distinct().Count() >= 7, string.Join(" ", reported));
    }

    private sealed class Reports(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }

    [Theory]
    [InlineData("streak")]
    public void Check_modelWithoutStraightLines_saysSo(string model)
    {
        DynamicOutcome.NotCovered outside = Assert.IsType<DynamicOutcome.NotCovered>(
            DynamicEngine.Check(Marketplaces.Of(Marketplaces.Model(model)), Marketplaces.Economics(), DynamicEffort.Quick));
        Assert.Contains("affine", outside.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_badEconomics_areRefusedOrSaidToBeOutside()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"));
        Economics sound = Marketplaces.Economics();
        Assert.Throws<ArgumentException>(() => DynamicEngine.Check(mechanism, sound with { CostPerJob = new Fraction(-1) }));
        Assert.Throws<ArgumentException>(() => DynamicEngine.Check(mechanism, sound with { Discount = Fraction.One }));
        Assert.Throws<ArgumentException>(() => DynamicEngine.Check(mechanism, sound with { DetectionAccuracy = new Fraction(3, 2) }));
        Assert.IsType<DynamicOutcome.NotCovered>(DynamicEngine.Check(mechanism, sound with { DetectionDelay = 20 }));
        Assert.IsType<DynamicOutcome.NotCovered>(DynamicEngine.Check(mechanism, sound with { JobsPerEpoch = 1_000 }));
        Assert.IsType<DynamicOutcome.NotCovered>(DynamicEngine.Check(mechanism, sound with { Discount = RationalInterval.Between(new Fraction(9, 10), new Fraction(99, 100)) }));
    }

    [Fact]
    public void Check_withoutAudits_findsThatCheatingPays()
    {
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("half-life"), auditPercent: 0);
        DynamicOutcome.Fails fails = Assert.IsType<DynamicOutcome.Fails>(DynamicEngine.Check(mechanism, Marketplaces.Economics(), DynamicEffort.Quick));

        // Three jobs an epoch of 50,000 each, for ever: exactly 150,000 / 0.05.
        Assert.InRange(fails.Profit.Low.ToDouble(), 2_900_000, 3_000_001);
        Assert.InRange(fails.Profit.High.ToDouble(), 2_999_999, 3_100_000);
    }

    /// <summary>Every long step looks at the token itself; which step a real cancellation meets is a matter of time, and no test's.</summary>
    [Fact]
    public void Check_cancelled_stopsInEveryStep()
    {
        CancellationToken cancelled = new(canceled: true);
        Mechanism mechanism = Marketplaces.Of(Marketplaces.Model("beta"));
        ParticipantGame game = ParticipantGame.TryCreate(mechanism, Marketplaces.Economics(), out _)!;
        ProvenSurfaces plane = GameSolution.OfPlane(game, 8, 6, 10, CancellationToken.None);

        Assert.ThrowsAny<OperationCanceledException>(() => DynamicEngine.Check(mechanism, Marketplaces.Economics(), DynamicEffort.Thorough, cancellation: cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => GameSolution.OfPlane(game, 8, 6, 10, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => GameSolution.OfFaultless(game, 8, 10, plane, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => GameBounder.Bound(game, plane.Surfaces, 10, cancelled));
    }
}
