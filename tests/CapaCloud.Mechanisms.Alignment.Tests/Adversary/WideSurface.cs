using System.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>Policies from every rule that a policy can be made of, and economies from a tenth of a unit to 10^18 of them.</summary>
/// <remarks>The bond is drawn around the gain of an epoch, from a tenth of it to some three hundred times; one in ten is a single unit, one in ten has nothing to do with the gain.</remarks>
internal static class WideSurface
{
    public static Economics Figures(int number)
    {
        Random random = Seeded(number);
        Fraction unit = Unit(random);
        int cost = random.Next(0, 30), payment = cost + random.Next(0, 40);
        long jobs = random.Next(8) == 0 ? random.Next(7, 25) : random.Next(1, 7);
        Fraction income = new Fraction(payment - cost) * jobs * unit;
        Economics economics = new()
        {
            CostPerJob = cost * unit,
            CheatingCostPerJob = random.Next(4) == 0 ? new Fraction(cost, random.Next(1, 5)) * unit : Fraction.Zero,
            ExternalGainPerJob = random.Next(4) == 0 ? random.Next(1, 20) * unit : Fraction.Zero,
            ValuableJobsPerEpoch = random.Next(4) == 0 ? random.NextInt64(1, jobs + 1) : null,
            PaymentPerJob = payment * unit,
            JobsPerEpoch = jobs,
            Participants = random.Next(6) == 0 ? random.Next(13, 41) : random.Next(1, 13),
            DetectionDelay = random.Next(3) == 0 ? random.Next(1, 6) : 0,
            DetectionAccuracy = random.Next(2) == 0 ? new Fraction(random.Next(0, 101), 100) : Fraction.One,
            HonestFaultRate = random.Next(2) == 0 ? Fraction.Zero : new Fraction(1, (long)Math.Pow(10, 1 + (4 * random.NextDouble()))),
            IdentityPrice = random.Next(2) == 0 ? Fraction.Zero : income * random.Next(0, 40),
            ColludingShare = random.Next(3) == 0 ? new Fraction(random.Next(0, 60), 100) : Fraction.Zero,
            SidePaymentLimit = random.Next(4) == 0 ? random.Next(0, 50) * unit : Fraction.Zero,
            ReviewRate = random.Next(3) == 0 ? new Fraction(random.Next(0, 100), 100) : Fraction.Zero,
            OutsideOption = random.Next(3) == 0 ? income * new Fraction(random.Next(0, 120), 100) : Fraction.Zero,
            CheckingCost = random.Next(3) * unit,
            CheckingReward = random.Next(5) * unit,
            PlantedErrorRate = new Fraction(random.Next(0, 20), 100),
            DisputeDeposit = random.Next(30) * unit,
            DisputeCost = random.Next(30) * unit,
            Discount = random.Next(3) == 0 ? new Fraction(random.Next(500, 999), 1_000) : new Fraction(random.Next(950, 1_000), 1_000),
        };
        return jobs > 1 && random.Next(4) == 0 ? economics.WithMix(Mix(random, economics)) : economics;
    }

    /// <summary>Two or three kinds of jobs; a dear one, or one for whose false result somebody outside pays.</summary>
    private static JobMix Mix(Random random, Economics economics)
    {
        long left = economics.JobsPerEpoch;
        List<JobKind> kinds = [];
        for (int kind = 0; kind < 3 && left > 0; kind++)
        {
            long jobs = kind == 2 ? left : random.NextInt64(1, left + 1);
            kinds.Add(new JobKind
            {
                Jobs = jobs,
                Cost = economics.CostPerJob.High * new Fraction(random.Next(2, 16), 10),
                CheatingCost = economics.CheatingCostPerJob.High * new Fraction(random.Next(0, 11), 10),
                ExternalGain = random.Next(3) == 0 ? economics.PaymentPerJob.High * new Fraction(random.Next(1, 30), 10) : Fraction.Zero,
            });
            left -= jobs;
        }

        return JobMix.Of([.. kinds]);
    }

    public static Mechanism Policy(int number)
    {
        Economics economics = Figures(number);
        Random random = Seeded(number ^ 0x5a5a_5a5a);
        ulong liability = (ulong)random.Next(1, 40);
        return Mechanism.Create(build =>
        {
            build.Name($"wide {number}")
                .Stake(stake => stake.MinimumBond(Bond(random, economics)).UnbondingPeriod(EpochSpan.Of(liability + (ulong)random.Next(0, 10))).LiabilityWindow(EpochSpan.Of(liability)))
                .Verify(verify => verify.Sample(Sampler(random, economics)).Decide(Rule(random, economics)))
                .Reputation(Model(random))
                .Reward(reward => Pay(reward, random, economics));
            if (random.Next(20) > 0)
            {
                build.Slash(Offence.IncorrectResult, Curve(random, 2), offence => Windows(random, offence));
                Others(build, random);
                build.DividePenalties(Proportion.Percent(random.Next(3) == 0 ? (uint)random.Next(0, 60) : 0), Proportion.Percent((uint)random.Next(0, 40)));
            }
        });
    }

    private static Random Seeded(int number) => new(unchecked(1_000_003 + (number * 104_729)));

    private static Fraction Unit(Random random) => random.Next(8) switch
    {
        0 => new Fraction(1, 10),
        1 => new Fraction(1_000_000_000),
        2 => new Fraction(BigInteger.Pow(10, 18)),
        _ => Fraction.One,
    };

    private static UInt128 Bond(Random random, Economics economics)
    {
        double gain = Math.Max(1, economics.GainOf(economics.JobsPerEpoch).ToDouble());
        return random.Next(10) switch
        {
            0 => UInt128.One,
            1 => (UInt128)BigInteger.Pow(10, random.Next(0, 31)),
            _ => (UInt128)new BigInteger(gain * Math.Pow(10, (random.NextDouble() * 3.5) - 1)) + UInt128.One,
        };
    }

    private static OffencePolicy Windows(Random random, OffencePolicy offence) => offence with
    {
        ForfeitsReward = random.Next(2) == 0,
        Jail = EpochSpan.Of(random.Next(3) == 0 ? (ulong)random.Next(1, 30) : 0),
        RepetitionWindow = EpochSpan.Of(offence.Curve.Reads.HasFlag(SlashingInputs.EarlierOffences) ? (ulong)random.Next(1, 30) : 0),
        CorrelationWindow = EpochSpan.Of(offence.Curve.Reads.HasFlag(SlashingInputs.ShareAtFault) ? (ulong)random.Next(0, 4) : 0),
        CircuitBreaker = random.Next(6) == 0 ? Proportion.Percent((uint)random.Next(51, 101)) : null,
        AppealWindow = EpochSpan.Of(random.Next(6) == 0 ? (ulong)random.Next(1, 4) : 0),
    };

    private static void Others(MechanismBuilder build, Random random)
    {
        foreach (Offence other in new[] { Offence.NegligentVerification, Offence.FalseAccusation })
        {
            if (random.Next(2) == 0)
            {
                build.Slash(other, SlashingCurve.Constant(Proportion.Percent((uint)random.Next(1, 101))));
            }
        }

        if (random.Next(3) == 0)
        {
            build.Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent((uint)random.Next(1, 20))).WithTolerance(Proportion.Percent((uint)random.Next(0, 20))));
        }
    }

    /// <summary>Every curve and combinator, three deep; <see cref="AfterCurve"/> is for downtime alone.</summary>
    private static ISlashingCurve Curve(Random random, int depth)
    {
        Proportion part = Proportion.Percent((uint)random.Next(1, 101));
        return random.Next(depth == 0 ? 5 : 14) switch
        {
            0 => SlashingCurve.Linear(part),
            1 => SlashingCurve.Power(part, random.Next(1, 4)),
            2 => SlashingCurve.Correlated(Ratio.Of((ulong)random.Next(1, 5)), random.Next(1, 3)),
            3 => SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Proportion.Zero), new CurveStep(Proportion.Percent(20), Proportion.Percent(5)), new CurveStep(Proportion.Percent(60), Proportion.Max(part, Proportion.Percent(5)))),
            4 => SlashingCurve.Constant(part),
            5 => Curve(random, depth - 1).EscalatingBy((uint)random.Next(1, 5)),
            6 => Curve(random, depth - 1).EscalatingBy(2).Capped(Proportion.One),
            7 => Curve(random, depth - 1).Capped(part),
            8 => Curve(random, depth - 1).AtLeast(part),
            9 => Curve(random, depth - 1).Scaled(Ratio.FromQuotient((UInt128)(ulong)random.Next(1, 40), 10, Rounding.Up)),
            10 => Curve(random, depth - 1).WithTolerance(Proportion.Percent((uint)random.Next(0, 100))),
            11 => Curve(random, depth - 1).WithGrace((uint)random.Next(0, 3)),
            12 => SlashingCurve.Maximum(Curve(random, depth - 1), Curve(random, depth - 1)),
            _ => Curve(random, depth - 1).Plus(Curve(random, depth - 1)),
        };
    }

    private static IAuditSampler Sampler(Random random, Economics economics)
    {
        uint rate = random.Next(8) == 0 ? 0 : (uint)random.Next(1, 101);
        return (rate == 0 ? 0 : random.Next(4)) switch
        {
            1 => new ReputationAdaptiveSampler(Proportion.Percent(rate), Proportion.Percent(Math.Min(100, rate + (uint)random.Next(0, 60)))),
            2 => new StakeWeightedSampler(Amount.Of((UInt128)economics.GainOf(1).ToBigInteger() + 1), Proportion.Percent(rate)),
            _ => new BernoulliSampler(Proportion.Percent(rate)),
        };
    }

    /// <summary>Panels that a colluding share captures are those whose votes are counted; without one, any rule.</summary>
    private static IVerdictRule Rule(Random random, Economics economics) => random.Next(economics.ColludingShare!.Value.High.IsZero ? 6 : 2) switch
    {
        0 => new MajorityRule(random.Next(2, 6)),
        1 => new FirstToMatchRule(random.Next(2, 4)),
        2 => new KnownAnswerRule(Digest.FromBytes([2, .. new byte[31]])),
        3 => new WeightedMajorityRule(Proportion.Percent((uint)random.Next(51, 100)), random.Next(2, 5)),
        4 => new CredibilityRule(Proportion.Percent((uint)random.Next(90, 100)), Proportion.Percent((uint)random.Next(60, 100)), random.Next(1, 4)),
        _ => new WeightedMedianRule(Proportion.Percent(1), Ratio.One, random.Next(3, 6)),
    };

    private static IReputationModel Model(Random random) => random.Next(7) switch
    {
        0 => new BetaReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)), PriorFor = Ratio.Of((ulong)random.Next(0, 5)) },
        1 => new HalfLifeReputation { HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)), Prior = Proportion.Percent((uint)random.Next(0, 101)) },
        2 => new StreakReputation { LeastStreak = (ulong)random.Next(1, 10) },
        3 => new CredibilityReputation { FaultRate = Proportion.Percent((uint)random.Next(1, 60)), Blacklisting = random.Next(2) == 0 },
        4 => new ValueWeightedReputation { ValueAtStake = Ratio.Of((ulong)random.Next(1, 50)), HalfLife = EpochSpan.Of((ulong)random.Next(1, 40)) },
        5 => new ObservationBetaReputation(),
        _ => new BetaReputation(),
    };

    private static void Pay(RewardBuilder reward, Random random, Economics economics)
    {
        reward.TreasuryFee(Proportion.Percent((uint)random.Next(0, 12))).Split(Splitter(random, economics));
        if (random.Next(4) == 0)
        {
            reward.IssuePerEpoch((UInt128)(economics.PaymentPerJob.Low * random.Next(0, 30)).ToBigInteger());
        }

        if (random.Next(2) == 0)
        {
            reward.TimesReputation(Multiplier(random));
        }

        if (random.Next(4) == 0)
        {
            reward.TimesUptime(Multiplier(random));
        }

        if (random.Next(4) == 0)
        {
            reward.KeepDust();
        }
    }

    private static IRewardMultiplier Multiplier(Random random)
    {
        Ratio Tenths(int low, int high) => Ratio.FromQuotient((UInt128)(ulong)random.Next(low, high), 10, Rounding.Up);
        return random.Next(4) switch
        {
            0 => new ConstantMultiplier(Tenths(1, 30)),
            1 => new PiecewiseLinearMultiplier([new MultiplierPoint(Proportion.Zero, Tenths(0, 5)), new MultiplierPoint(Proportion.Percent((uint)random.Next(10, 90)), Tenths(5, 10)), new MultiplierPoint(Proportion.One, Ratio.One)]),
            2 => new LinearMultiplier(Tenths(0, 10), Tenths(10, 30)),
            _ => new LinearMultiplier(Ratio.Zero, Ratio.One),
        };
    }

    private static IRewardSplitter Splitter(Random random, Economics economics) => random.Next(10) switch
    {
        0 or 1 => new FloorSplitter(),
        2 => new CappedSplitter(Proportion.Percent((uint)random.Next(1, 101))),
        3 => new CumulativeRoundingSplitter(),
        4 => new DivisorSplitter((DivisorMethod)random.Next(5)),
        5 => new DivisorSplitter((DivisorMethod)random.Next(5), Amount.Of((UInt128)(ulong)random.Next(0, 30))),
        6 => new MinimumShareSplitter(Amount.Of((UInt128)(economics.PaymentPerJob.Low * random.Next(0, 3)).ToBigInteger())),
        _ => new LargestRemainderSplitter(),
    };
}
