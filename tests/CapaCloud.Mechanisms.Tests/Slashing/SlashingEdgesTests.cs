using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>Slashing at its edges: curves of others, shapes at their limits, records that differ in one thing.</summary>
public sealed class SlashingEdgesTests
{
    /// <summary>Another's curve reads what it says, wrapped or capped to the smallest part, and nothing else.</summary>
    [Theory]
    [InlineData(SlashingInputs.Severity)]
    [InlineData(SlashingInputs.Severity | SlashingInputs.ShareAtFault)]
    [InlineData(SlashingInputs.None)]
    public void Reads_ofAnothersCurve_areWhatItSays(SlashingInputs reads)
    {
        ISlashingCurve curve = new Foreign(reads, SlashingCurvePromises.MonotoneInSeverity);
        Assert.Equal(reads, curve.Capped(Proportion.Half).Reads);
        Assert.Equal(reads, curve.Capped(Proportion.FromParts(1)).Reads);
        Assert.Equal(reads, SlashingCurve.Maximum(curve, curve).Reads);
        Assert.Equal(reads, SlashingCurve.Sum(curve, SlashingCurve.Constant(Proportion.Zero)).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Maximum(curve, SlashingCurve.Constant(Proportion.One)).Reads);
        Assert.Equal(SlashingInputs.None, curve.Capped(Proportion.Zero).Reads);
    }

    /// <summary>What costs nothing costs nothing through every wrapper, and reads nothing.</summary>
    [Fact]
    public void Nothing_throughEveryWrapper_isNothing()
    {
        ISlashingCurve nothing = SlashingCurve.Constant(Proportion.Zero);
        OffenceContext worst = new() { Severity = Proportion.One, ShareAtFault = Proportion.One, EarlierOffences = 9 };
        ISlashingCurve[] wrapped =
        [
            nothing.AtLeast(Proportion.Half), nothing.Capped(Proportion.Half), nothing.Scaled(Ratio.Of(7)), nothing.EscalatingBy(3), nothing.WithTolerance(Proportion.Percent(5)),
            nothing.WithGrace(2), nothing.After(EpochSpan.Of(2)),
        ];
        Assert.All(wrapped, curve =>
        {
            Assert.Equal(Proportion.Zero, curve.Evaluate(worst));
            Assert.Equal(SlashingInputs.None, curve.Reads);
            Assert.Equal(new CurveRange(SlashingInputs.None, SlashingInputs.None, true, Proportion.Zero, Proportion.Zero), CurveRange.Of(curve));
        });
    }

    /// <summary>What a curve can cost lies in its range, in every context: nothing only where the range says so, and else from its least to its most.</summary>
    [Fact]
    public void Range_ofCurvesInsideCurves_holdsEveryPart()
    {
        Random random = new(5);
        for (int trial = 0; trial < 2_000; trial++)
        {
            ISlashingCurve curve = Drawn(random, 3);
            CurveRange range = CurveRange.Of(curve);
            for (int look = 0; look < 12; look++)
            {
                Proportion part = curve.Evaluate(Context(random));
                Assert.True(part.IsZero ? range.CanBeZero : part >= range.Least && part <= range.Most, $"{curve} gives {part}, outside {range}");
            }
        }
    }

    [Fact]
    public void Continuity_atTheSteepestSlopesThatAreCounted_isKept()
    {
        ScaledCurve steep = SlashingCurve.Linear(Proportion.One).Scaled(Ratio.Of(1_000_000));
        Assert.False(steep.Promises.HasFlag(SlashingCurvePromises.Continuous));
        Assert.True(steep.Scaled(Ratio.FromParts(100_000_000_000_000)).Promises.HasFlag(SlashingCurvePromises.Continuous));
        Assert.True(SlashingCurve.Linear(Proportion.One).Scaled(Ratio.Of(1_000)).Promises.HasFlag(SlashingCurvePromises.Continuous));
        Assert.False(SlashingCurve.Linear(Proportion.One).Scaled(Ratio.Of(1_001)).Promises.HasFlag(SlashingCurvePromises.Continuous));
    }

    [Fact]
    public void Combinations_allOfTheLibrary_doNotDependOnTheOrder()
    {
        PenaltyPart[] parts = [.. new uint[] { 1, 30, 7, 55 }.Select((percent, index) => new PenaltyPart(Epoch.Of((ulong)index), Proportion.Percent(percent)))];
        foreach (IPenaltyCombination combination in new IPenaltyCombination[] { new MultiplicativeCombination(), new SumCombination(), new MaximumInSpanCombination(), new MaximumOfCauseCombination() })
        {
            Assert.True(combination.IsOrderIndependent);
            Assert.Equal(combination.Combine(parts), combination.Combine([.. parts.Reverse()]));
        }
    }

    [Fact]
    public void Headroom_ofACurveThatMayFall_isRefused()
    {
        ISlashingCurve falling = new Foreign(SlashingInputs.Severity, SlashingCurvePromises.None);
        Assert.Contains("monotone in the severity", Assert.Throws<ArgumentException>(() => Headroom.Of(falling, default, 0, 10, Amount.One)).Message, StringComparison.Ordinal);
    }

    /// <summary>The headroom against the duties missed one by one.</summary>
    [Fact]
    public void Headroom_isWhatMissingOneByOneFinds()
    {
        ISlashingCurve curve = SlashingCurve.Stepped(new CurveStep(Proportion.Percent(20), Proportion.Percent(3)), new CurveStep(Proportion.Percent(60), Proportion.Percent(9)));
        for (ulong missed = 0; missed <= 10; missed++)
        {
            ulong harmless = 0;
            while (missed + harmless + 1 <= 10 && At(missed + harmless + 1) == At(missed))
            {
                harmless++;
            }

            bool ends = missed + harmless == 10;
            Proportion next = ends ? Proportion.Zero : At(missed + harmless + 1).SubtractToZero(At(missed));
            Assert.Equal(new Headroom(harmless, next, Amount.Of(1_001).Multiply(next, Rounding.Up)), Headroom.Of(curve, default, missed, 10, Amount.Of(1_001)));
        }

        Proportion At(ulong missed) => curve.Evaluate(new OffenceContext { Severity = Proportion.FromQuotient(missed, 10, Rounding.Up) });
    }

    [Fact]
    public void Steps_outOfOrder_areNamedWithTheOneBefore()
    {
        string message = Assert.Throws<ArgumentException>(() => SlashingCurve.Stepped(
            new CurveStep(Proportion.Percent(10), Proportion.Percent(1)), new CurveStep(Proportion.Percent(20), Proportion.Percent(2)), new CurveStep(Proportion.Percent(20), Proportion.Percent(3)))).Message;
        Assert.Contains("Step 2 begins at 0.2 and costs 0.03; expected a later beginning and no lower cost than step 1, which begins at 0.2 and costs 0.02.", message, StringComparison.Ordinal);
    }

    /// <summary>Records are equal when everything they remember is: one difference of any kind tells them apart.</summary>
    [Fact]
    public void Liveness_recordsThatDifferInOneThing_areNotEqual()
    {
        LivenessRecord[] all =
        [
            new(10, 5, 7, [2, 4], LivenessStanding.Free),
            new(11, 5, 7, [2, 4], LivenessStanding.Free),
            new(10, 6, 7, [2, 4], LivenessStanding.Free),
            new(10, 5, 8, [2, 4], LivenessStanding.Free),
            new(10, 5, 7, [2, 3], LivenessStanding.Free),
            new(10, 5, 7, [], LivenessStanding.Free),
            new(10, 5, 7, [], LivenessStanding.Jailed),
            new(10, 5, 7, [], LivenessStanding.Tombstoned),
        ];
        for (int left = 0; left < all.Length; left++)
        {
            for (int right = 0; right < all.Length; right++)
            {
                LivenessRecord copy = new(all[right].Window, all[right].Observed, all[right].SinceStart, all[right].MissedAgo, all[right].Standing);
                Assert.Equal(left == right, all[left].Equals(copy));
                Assert.Equal(left == right, all[left] == copy);
                Assert.Equal(left != right, all[left] != copy);
                Assert.Equal(left == right, all[left].Equals((object)copy));
                Assert.True(left != right || all[left].GetHashCode() == copy.GetHashCode());
            }
        }

        LivenessRecord? nobody = null;
        Assert.True(nobody == null && null == nobody && all[0] != nobody && nobody != all[0] && !all[0].Equals(null));
        Assert.Contains("starts anew under another name", Assert.Throws<InvalidOperationException>(() => all[7].Unjail(new LivenessRules { Window = 10, MinimumPresent = 1 })).Message, StringComparison.Ordinal);
    }

    private static OffenceContext Context(Random random) => new()
    {
        Severity = Part(random),
        ShareAtFault = Part(random),
        EarlierOffences = (uint)random.Next(0, 4),
        Duration = EpochSpan.Of((ulong)random.Next(0, 6)),
    };

    private static Proportion Part(Random random) => random.Next(4) switch
    {
        0 => Proportion.Zero,
        1 => Proportion.One,
        2 => Proportion.FromParts((ulong)random.Next(1, 3)),
        _ => Proportion.Percent((uint)random.Next(1, 100)),
    };

    private static ISlashingCurve Drawn(Random random, int deepest) => random.Next(deepest > 0 ? 13 : 4) switch
    {
        0 => SlashingCurve.Constant(Part(random)),
        1 => SlashingCurve.Linear(Part(random)),
        2 => SlashingCurve.Power(Part(random), random.Next(1, 4)),
        3 => SlashingCurve.Correlated(Ratio.Of((uint)random.Next(1, 4)), random.Next(1, 3)),
        4 => Drawn(random, deepest - 1).Capped(Part(random)),
        5 => Drawn(random, deepest - 1).AtLeast(Part(random)),
        6 => Drawn(random, deepest - 1).Scaled(Ratio.FromParts((ulong)random.NextInt64(0, 3_000_000_000_000_000_000))),
        7 => Drawn(random, deepest - 1).EscalatingBy((uint)random.Next(1, 4)),
        8 => Drawn(random, deepest - 1).WithTolerance(Part(random)),
        9 => Drawn(random, deepest - 1).WithGrace((uint)random.Next(0, 3)),
        10 => Drawn(random, deepest - 1).After(EpochSpan.Of((ulong)random.Next(0, 4))),
        11 => SlashingCurve.Maximum(Drawn(random, deepest - 1), Drawn(random, deepest - 1)),
        _ => SlashingCurve.Sum(Drawn(random, deepest - 1), Drawn(random, deepest - 1)),
    };

    /// <summary>Names that policies and evidence on disk hold: another spelling would be another offence.</summary>
    [Fact]
    public void Offences_haveTheirPublishedNames()
    {
        Assert.Equal(
            ["incorrect-result", "downtime", "unrevealed-result", "equivocation", "negligent-verification", "false-accusation", "undelivered-job"],
            new[] { Offence.IncorrectResult, Offence.Downtime, Offence.UnrevealedResult, Offence.Equivocation, Offence.NegligentVerification, Offence.FalseAccusation, Offence.UndeliveredJob }.Select(offence => offence.ToString()));
    }

    private sealed class Foreign(SlashingInputs reads, SlashingCurvePromises promises) : ISlashingCurve
    {
        public SlashingCurvePromises Promises => promises;

        public SlashingInputs Reads => reads;

        public Proportion Evaluate(in OffenceContext context) => context.Severity;
    }
}
