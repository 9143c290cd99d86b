using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>A policy and an economy at random: even numbers are ordinary markets with a few jobs, odd ones come from the <see cref="WideSurface"/>.</summary>
internal sealed record AdversaryDraw(int Number, Mechanism Mechanism, Economics Economics)
{
    public static AdversaryDraw Make(int number) => number % 2 == 0 ? Ordinary(number / 2) with { Number = number } : new AdversaryDraw(number, WideSurface.Policy(number), WideSurface.Figures(number));

    public static AdversaryDraw Ordinary(int number)
    {
        Random random = new(unchecked(77_003 + (number * 7_919)));
        int cost = random.Next(1, 30);
        long jobs = random.Next(1, 7), participants = random.Next(1, 13);
        Economics economics = new()
        {
            CostPerJob = cost,
            CheatingCostPerJob = random.Next(4) == 0 ? new Fraction(cost, 3) : Fraction.Zero,
            ExternalGainPerJob = random.Next(4) == 0 ? random.Next(1, 10) : 0,
            PaymentPerJob = cost + random.Next(0, 40),
            JobsPerEpoch = jobs,
            Participants = participants,
            DetectionDelay = random.Next(4) == 0 ? random.Next(1, 3) : 0,
            DetectionAccuracy = random.Next(2) == 0 ? new Fraction(random.Next(60, 101), 100) : Fraction.One,
            HonestFaultRate = random.Next(3) == 0 ? new Fraction(random.Next(1, 50), 1_000) : Fraction.Zero,
            IdentityPrice = random.Next(2) == 0 ? random.Next(0, 2_000) : 0,
            ColludingShare = random.Next(3) == 0 ? new Fraction(random.Next(0, 40), 100) : Fraction.Zero,
            SidePaymentLimit = 0,
            OutsideOption = random.Next(4) == 0 ? random.Next(0, 60) : 0,
            CheckingCost = random.Next(3),
            DisputeCost = 0,
            Discount = new Fraction(random.Next(800, 999), 1_000),
        };
        int kind = random.Next(6);
        return new AdversaryDraw(number, Mechanism.Create(build => build
            .Name($"adversary {number}")
            .Stake(stake => stake.MinimumBond((UInt128)(ulong)Math.Round(Math.Pow(10, random.NextDouble() * 4.5))).UnbondingPeriod(EpochSpan.Of((ulong)random.Next(3, 30))))
            .Verify(verify => verify.Sample(Sampler(random)).Decide(random.Next(2) == 0 ? new MajorityRule(random.Next(2, 6)) : new FirstToMatchRule(random.Next(2, 4))))
            .Slash(Offence.IncorrectResult, Curve(random, kind), offence => offence with
            {
                ForfeitsReward = random.Next(2) == 0,
                Jail = EpochSpan.Of(random.Next(3) == 0 ? (ulong)random.Next(1, 20) : 0),
                RepetitionWindow = EpochSpan.Of(kind is 0 or 2 ? (ulong)random.Next(1, 20) : 0),
                CorrelationWindow = EpochSpan.Of(kind == 1 ? (ulong)random.Next(0, 3) : 0),
                CircuitBreaker = random.Next(5) == 0 ? Proportion.Percent((uint)random.Next(51, 101)) : null,
                AppealWindow = EpochSpan.Of(random.Next(6) == 0 ? (ulong)random.Next(1, 3) : 0),
            })
            .DividePenalties(bounty: Proportion.Percent(random.Next(3) == 0 ? (uint)random.Next(0, 60) : 0), treasury: Proportion.Percent((uint)random.Next(0, 40)))
            .Reputation(Model(random))
            .Reward(reward =>
            {
                reward.TreasuryFee(Proportion.Percent((uint)random.Next(0, 10))).Split(Splitter(random)).LostShare((LostShareUse)(number % 4));
                _ = random.Next(4) == 0 ? reward.IssuePerEpoch((UInt128)(ulong)random.Next(0, 500)) : reward;
                _ = random.Next(3) switch
                {
                    0 => reward.TimesReputation(),
                    1 => reward.TimesReputation(new LinearMultiplier(Ratio.FromParts(Proportion.PartsPerOne * 9 / 10), Ratio.One)),
                    _ => reward,
                };
            })), economics);
    }

    private static IAuditSampler Sampler(Random random)
    {
        uint rate = (uint)random.Next(0, 101);
        return random.Next(3) == 0 && rate > 0
            ? new ReputationAdaptiveSampler(Proportion.Percent(rate), Proportion.Percent(Math.Min(100, rate + (uint)random.Next(0, 60))))
            : new BernoulliSampler(Proportion.Percent(rate));
    }

    private static ISlashingCurve Curve(Random random, int kind)
    {
        Proportion part = Proportion.Percent((uint)random.Next(1, 101));
        ISlashingCurve curve = SlashingCurve.Constant(part);
        return kind switch
        {
            0 => curve.EscalatingBy(2).Capped(Proportion.One),
            1 => SlashingCurve.Correlated(Ratio.Of(3)),
            2 => curve.WithGrace((uint)random.Next(0, 2)),
            3 => SlashingCurve.Linear(part),
            _ => curve,
        };
    }

    private static IReputationModel Model(Random random) => random.Next(4) switch
    {
        0 => new BetaReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)) },
        1 => new HalfLifeReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)) },
        2 => new StreakReputation(),
        _ => new CredibilityReputation(),
    };

    private static IRewardSplitter Splitter(Random random) => random.Next(7) switch
    {
        0 => new FloorSplitter(),
        1 => new CappedSplitter(Proportion.Percent((uint)random.Next(1, 101))),
        2 => new CumulativeRoundingSplitter(),
        3 => new DivisorSplitter(DivisorMethod.SainteLague),
        4 => new MinimumShareSplitter(Amount.Of((UInt128)(ulong)random.Next(0, 30))),
        _ => new LargestRemainderSplitter(),
    };
}
