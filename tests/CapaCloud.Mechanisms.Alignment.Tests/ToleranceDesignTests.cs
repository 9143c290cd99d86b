using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Estimates;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>How far numeric answers may differ, from how far honest ones do.</summary>
public sealed class ToleranceDesignTests
{
    private static readonly Proportion[] Tolerances = [.. new uint[] { 5, 10, 20, 50, 100, 300 }.Select(Proportion.BasisPoints)];

    private static MechanismPolicy Policy { get; } = Mechanism.Create(build => build
        .Name("numeric")
        .Stake(stake => stake.MinimumBond(100_000).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(10)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half))).Policy;

    private static Economics Economics { get; } = new()
    {
        CostPerJob = 100,
        PaymentPerJob = 150,
        JobsPerEpoch = 10,
        Participants = 20,
        DetectionDelay = 0,
        DetectionAccuracy = Fraction.One,
        HonestFaultRate = 0,
        IdentityPrice = 0,
    };

    /// <summary>10,000 honest deviations, 72 of them between 0.05 % and 0.5 %, and false answers from 0.3 % on.</summary>
    private static ImmutableArray<Proportion> Honest { get; } =
        [.. Enumerable.Range(0, 9_928).Select(static number => Proportion.FromParts((ulong)(number % 500) * 1_000_000_000_000)), .. Enumerable.Range(0, 72).Select(static number => Proportion.BasisPoints((uint)(6 + (number / 2))))];

    private static ImmutableArray<Proportion> Planted { get; } = [.. Enumerable.Range(0, 1_000).Select(static number => Proportion.BasisPoints((uint)(30 + number)))];

    [Fact]
    public void Compare_smallTolerance_condemnsTheHonest_largeOneLetsTheFalsePass()
    {
        ImmutableArray<ToleranceOption> options = ToleranceDesign.Compare(Policy, Economics, Honest, Planted, Tolerances, Proportion.Percent(99));
        Assert.Equal(72UL, options[0].Condemned);
        Assert.Equal(0UL, options[3].Condemned);
        Assert.All(options.Zip(options.Skip(1)), pair => Assert.True(
            pair.Second.Condemned <= pair.First.Condemned && pair.Second.HonestMargin >= pair.First.HonestMargin && pair.Second.DetectionAccuracy.Low <= pair.First.DetectionAccuracy.Low));
        // At 0.05 % an honest job pays less than nothing: 150 - 100 - 10 % * more than 0.72 % * 50,000 is below 15.
        Assert.True(options[0].HonestMargin < new Fraction(15));
        ToleranceOption chosen = ToleranceDesign.Choose(options)!;
        Assert.True(chosen.IsUsable);
        Assert.All(options.Where(option => option.Tolerance < chosen.Tolerance), static option => Assert.False(option.IsUsable));
    }

    /// <summary>The economics decide: where a verdict costs nothing much, the smallest tolerance is taken; where it costs all, a larger one; where nothing helps, none.</summary>
    [Fact]
    public void Choose_dependsOnWhatIsAtStake()
    {
        Proportion Chosen(MechanismPolicy policy, Economics economics) =>
            ToleranceDesign.Choose(ToleranceDesign.Compare(policy, economics, Honest, Planted, Tolerances, Proportion.Percent(99)))?.Tolerance ?? Proportion.One;
        Proportion small = Chosen(PolicyDesign.WithStake(Policy, Amount.Of(20_000)), Economics), large = Chosen(PolicyDesign.WithStake(Policy, Amount.Of(300_000)), Economics);
        Assert.True(small < large, $"{small} and {large}");
        Assert.Equal(Proportion.One, Chosen(PolicyDesign.WithStake(Policy, Amount.Of(10)), Economics));
    }

    /// <summary>What the verdict rule itself condemns is what was counted on.</summary>
    [Fact]
    public void DeviationsOf_agreeWithTheVerdictRule()
    {
        Random random = new(5);
        for (int task = 0; task < 200; task++)
        {
            Ratio[] answers = [.. Enumerable.Range(0, 5).Select(_ => Ratio.FromParts((UInt128)(1_000_000_000_000_000_000L + random.NextInt64(20_000_000_000_000_000L))))];
            ImmutableArray<Proportion> deviations = ToleranceDesign.DeviationsOf([[.. answers]]);
            Proportion tolerance = Proportion.BasisPoints((uint)random.Next(1, 100));
            Ratio median = answers.Order().ElementAt(2);
            for (int index = 0; index < answers.Length; index++)
            {
                Ratio distance = Ratio.Max(answers[index], median) - Ratio.Min(answers[index], median);
                // The rule of WeightedMedianRule: within ceiling(median * tolerance).
                bool isNear = distance.Parts <= (((median.Parts * tolerance.Parts) + Proportion.PartsPerOne - 1) / Proportion.PartsPerOne);
                Assert.True(isNear || deviations[index] > tolerance);
                Assert.True(!isNear || deviations[index].Parts <= tolerance.Parts + 1);
            }
        }
    }

    [Fact]
    public void Compare_badInput_saysWhatIsExpected()
    {
        Assert.Contains("honest answers and from false ones", Assert.Throws<ArgumentException>(() => ToleranceDesign.Compare(Policy, Economics, [], Planted, Tolerances, Proportion.Half)).Message, StringComparison.Ordinal);
        Assert.Contains("Task 1 has no answer", Assert.Throws<ArgumentException>(() => ToleranceDesign.DeviationsOf([[Ratio.One], []])).Message, StringComparison.Ordinal);
        Assert.Equal(new[] { Proportion.One, Proportion.Zero, Proportion.One }, ToleranceDesign.DeviationsOf([[Ratio.Of(9), Ratio.Of(3), Ratio.Zero]]).ToArray());
    }

    /// <summary>What a settlement counted becomes history: planted errors, right work, delays, jobs and prices, each verdict once.</summary>
    [Fact]
    public void ObservedHistory_fromSettlements_countsEachVerdictOnce()
    {
        Mechanism mechanism = Mechanism.FromPolicy(Policy);
        ParticipantId alice = ParticipantId.Of("alice"), bob = ParticipantId.Of("bob");
        NetworkState state = mechanism.Open(Epoch.Of(3), [KeyValuePair.Create(alice, Amount.Of(200_000)), KeyValuePair.Create(bob, Amount.Of(200_000))]).State;
        HashSet<TaskId> planted = [TaskId.Of("bad-1"), TaskId.Of("bad-2")], right = [TaskId.Of("good")];
        Verdict Of(string task, ulong epoch, VerdictReason reason) => Verdict.Because(alice, TaskId.Of(task), Epoch.Of(epoch), reason);
        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Of(3),
            Payments = Amount.Of(3_000),
            Participants = [new ParticipantReport { Participant = alice, Work = 8 }, new ParticipantReport { Participant = bob, Work = 12 }],
            Verdicts =
            [
                Of("bad-1", 3, VerdictReason.ContradictsAccepted), Of("bad-1", 3, VerdictReason.ContradictsAccepted), Of("bad-2", 1, VerdictReason.MatchesAccepted), Of("good", 2, VerdictReason.ContradictsAccepted),
                Of("other", 3, VerdictReason.MatchesAccepted), Of("open", 3, VerdictReason.NoConsensus),
            ],
        });
        ObservedHistory history = new ObservedHistory().With(settled, planted, right);
        Assert.Equal((2UL, 1UL, 1UL, 1UL), (history.PlantedErrors, history.PlantedErrorsFound, history.RightWorkAudited, history.RightWorkCondemned));
        Assert.Equal(new[] { Fraction.Zero, Fraction.Zero, Fraction.One, new Fraction(2) }, history.VerdictDelays.Order().ToArray());
        Assert.Equal(new[] { new Fraction(8), new Fraction(12) }, history.JobsPerEpoch.ToArray());
        Assert.Equal(new[] { new Fraction(150) }, history.PaymentsPerJob.ToArray());
        // The same report a second time: its verdicts are known, and the one that nobody could decide still is not.
        ObservedHistory twice = history.With(mechanism.Settle(settled.After, settled.Report with { Epoch = Epoch.Of(4) }), planted, right);
        Assert.Equal((2UL, 1UL), (twice.PlantedErrors, twice.RightWorkAudited));
    }
}
