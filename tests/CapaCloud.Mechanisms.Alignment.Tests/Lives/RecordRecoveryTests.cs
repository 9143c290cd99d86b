using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Tests.Adversary;
using CapaCloud.Mechanisms.Reputation;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Lives;

/// <summary>What a worse record is paid less until honest work has made up for it: never less than what two participants with the same audits lose, counted out.</summary>
public sealed class RecordRecoveryTests
{
    [Theory]
    [InlineData("streak", 1, 30, 0, 99)]
    [InlineData("streak", 3, 60, 2, 95)]
    [InlineData("streak", 8, 10, 1, 98)]
    [InlineData("credibility", 1, 30, 0, 99)]
    [InlineData("credibility", 4, 50, 3, 97)]
    [InlineData("credibility", 20, 5, 0, 90)]
    public void Counted_isNeverLessThanTheExpectedLoss(string model, long jobs, int audited, int delay, int discount)
    {
        MechanismIncentives incentives = Market(Model(model), jobs, audited, delay, discount);
        HonestLife life = HonestLife.Of(incentives);
        IReputationModel reputation = incentives.Probe.Policy.Reputation.Model;
        ReputationRecord newcomer = reputation.Newcomer(MechanismProbe.Start.MinusToZero(EpochSpan.One));
        double Pay(int passed) => incentives.Real.Pay(passed == 0 ? newcomer : reputation.Add(newcomer, new Conduct(newcomer.AsOf, ConductKind.Proven, Ratio.Of((ulong)passed), Ratio.Zero)), jobs, 0).ToFraction().ToDouble();

        // Until the first wrongful verdict, without which it lasts longest: the number of passed audits is binomial.
        (double lost, double worth, double best) = (0, 1, life.Best.ToDouble());
        for (int epoch = 0; epoch < 300; epoch++)
        {
            int trials = (int)jobs * Math.Max(0, epoch - delay);
            double expected = 0;
            for (int passed = 0; passed <= Math.Min(trials, 400); passed++)
            {
                double likely = Likely(trials, passed, audited / 100.0);
                expected += likely > 1e-12 ? likely * Pay(passed) : 0;
            }

            lost += worth * (best - expected);
            worth *= discount / 100.0;
        }

        double forEver = (life.Best - life.Newcomer).ToDouble() / (1 - (discount / 100.0));
        Assert.InRange(life.BeginningAnew.ToDouble(), lost * 0.999, forEver + 1e-6);
        Assert.True(life.BeginningAnew.ToDouble() < 0.8 * forEver, $"{life.BeginningAnew.ToDouble()} against {forEver} for ever: nothing was gained");

        // A fault leaves a newcomer's record: a new name saves nothing.
        Assert.Equal(Fraction.Zero, life.Marked);
    }

    /// <summary>All paths of audits and wrongful verdicts of a participant with one job, beside one with the best record.</summary>
    [Theory]
    [InlineData(0, 20)]
    [InlineData(5, 60)]
    public void Affine_isNeverLessThanTheExpectedLoss(int faults, int audited)
    {
        const int Epochs = 8;
        MechanismIncentives incentives = Market(new HalfLifeReputation { HalfLife = EpochSpan.Of(5), GoodToHalve = Ratio.Of(4) }, 1, audited, 0, 95, faults);
        HonestLife life = HonestLife.Of(incentives);
        IReputationModel model = incentives.Probe.Policy.Reputation.Model;
        Epoch start = MechanismProbe.Start.MinusToZero(EpochSpan.Of(Epochs + 1));
        ReputationRecord best = model.Add(model.Newcomer(start), new Conduct(start, ConductKind.Proven, Ratio.Of(10_000), Ratio.Zero));
        double wrongful = audited / 100.0 * faults / 100.0, passes = audited / 100.0 * (1 - (faults / 100.0));
        double Pay(in ReputationRecord record) => incentives.Real.Pay(record with { AsOf = MechanismProbe.Start }, 1, 0).ToFraction().ToDouble();

        double Loss(ReputationRecord high, ReputationRecord low, int left)
        {
            if (left == 0)
            {
                return 0;
            }

            double sum = Pay(high) - Pay(low);
            foreach ((int good, int bad, double likely) in new[] { (1, 0, passes), (0, 1, wrongful), (0, 0, 1 - passes - wrongful) })
            {
                Conduct conduct = new(high.AsOf.Next, ConductKind.Proven, Ratio.Of((ulong)good), Ratio.Of((ulong)bad));
                sum += likely > 0 ? 0.95 * likely * Loss(Next(high, conduct), Next(low, conduct), left - 1) : 0;
            }

            return sum;
        }

        ReputationRecord Next(in ReputationRecord record, in Conduct conduct) =>
            conduct.Good.IsZero && conduct.Bad.IsZero ? model.Age(record, conduct.Epoch) : model.Add(record, conduct);

        double lost = Loss(best, model.Newcomer(start), Epochs), forEver = (life.Best - life.Newcomer).ToDouble() * 20;
        Assert.InRange(life.BeginningAnew.ToDouble(), lost, forEver * 0.7);
    }

    /// <summary>A market that pays by a record which a fault takes back to a newcomer's: honesty holds, by the record of every state, and no plan that is played gains.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Check_payByCredibility_holds_andNoPlayedPlanGains(int delay)
    {
        MechanismIncentives incentives = Market(new CredibilityReputation(), 3, 40, delay, 99, faults: 1);
        Economics economics = incentives.Economics with { OutsideOption = 30 };
        Finding.Holds holds = Assert.IsType<Finding.Holds>(AlignmentChecker.Check(incentives.Probe.Mechanism, economics).On(AlignmentProperty.IncentiveCompatibility));

        AdversaryDraw draw = new(1, incentives.Probe.Mechanism, economics);
        foreach (bool isSeasoned in new[] { false, true })
        {
            Assert.Null(AdversaryAttacks.Best(draw, new AdversaryPlayer(draw.Mechanism, draw.Economics, isSeasoned), isWhole: true));
        }

        // Where the worst record earns less than what can be had elsewhere, leaving after a wrongful verdict is not excluded.
        Assert.IsNotType<Finding.Holds>(AlignmentChecker.Check(incentives.Probe.Mechanism, economics with { OutsideOption = 200 }).On(AlignmentProperty.IncentiveCompatibility));
        Assert.True(holds.Margin.IsPositive);
    }

    private static IReputationModel Model(string name) => name == "streak" ? new StreakReputation() : new CredibilityReputation();

    private static double Likely(int trials, int hits, double chance)
    {
        double log = (hits * Math.Log(chance)) + ((trials - hits) * Math.Log(1 - chance));
        for (int step = 1; step <= hits; step++)
        {
            log += Math.Log((trials - hits + step) / (double)step);
        }

        return Math.Exp(log);
    }

    private static MechanismIncentives Market(IReputationModel model, long jobs, int audited, int delay, int discount, int faults = 0) => MechanismIncentives.Of(
        Mechanism.Create(m => m
            .Stake(s => s.MinimumBond(20_000).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(v => v.AuditRate(Proportion.Percent((uint)audited)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(20)))
            .Reputation(model)
            .Reward(r => r.TreasuryFee(Proportion.Percent(5)).SplitByFloor().TimesReputation())),
        new Economics
        {
            CostPerJob = 40,
            PaymentPerJob = 100,
            JobsPerEpoch = jobs,
            Participants = 8,
            DetectionDelay = delay,
            DetectionAccuracy = 1,
            HonestFaultRate = new Fraction(faults, 100),
            IdentityPrice = 0,
            OutsideOption = 0,
            ColludingShare = 0,
            SidePaymentLimit = 0,
            CheckingCost = 0,
            DisputeCost = 0,
            Discount = new Fraction(discount, 100),
        });
}
