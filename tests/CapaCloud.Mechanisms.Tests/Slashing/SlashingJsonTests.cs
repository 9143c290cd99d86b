using System.Text.Json;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>Every public value of the folder goes to JSON and comes back equal, with every member it has.</summary>
public sealed class SlashingJsonTests
{
    private static readonly Evidence Fault = new()
    {
        Offence = Offence.IncorrectResult,
        Offender = ParticipantId.Of("alice"),
        FaultEpoch = Epoch.Of(10),
        Subject = Digest.Parse("00000000000000000000000000000000000000000000000000000000000000ff"),
        Severity = Proportion.One,
    };

    private static readonly EvidenceRegister Register = EvidenceRegister.Empty(EpochSpan.Of(5)).Admit(Fault, Epoch.Of(10)).Register;

    private static readonly object[] Values =
    [
        Offence.Of("late-block"),
        default(Offence),
        Fault,
        Fault with { Reporter = ParticipantId.Of("bob") },
        default(Evidence),
        new CountedEvidence(Fault.Key, Epoch.MaxValue),
        new FaultStep(Epoch.MaxValue, Amount.MaxValue),
        FaultTally.Empty,
        FaultTally.Contribution([(Epoch.Of(3), Amount.MaxValue), (Epoch.Of(4), Amount.One)], EpochSpan.Of(2), Epoch.Of(4)),
        Register,
        Register.Admit(Fault, Epoch.Of(10)),
        new SignedStatement(ParticipantId.Of("alice"), Epoch.Of(3), ulong.MaxValue, Fault.Subject),
        new DutyReport(ulong.MaxValue, 1),
        new Headroom(ulong.MaxValue, Proportion.Half, Amount.MaxValue),
        new OffenceContext { Severity = Proportion.Half, EarlierOffences = uint.MaxValue, ShareAtFault = Proportion.Percent(1), Duration = EpochSpan.MaxValue },
        new CurveStep(Proportion.Half, Proportion.One),
        new PenaltyDebt(Amount.MaxValue),
        new PenaltyPart(Epoch.Of(3), Proportion.Half),
        new PenaltyPart(Epoch.Of(3), Proportion.Half, Fault.Subject),
        new MaximumOfCauseCombination(),
        new BountyRule { Share = Proportion.Half, AtMost = Amount.Of(7) },
        new LivenessRules { Window = 350, MinimumPresent = 175 },
        Life(2, 3, 1),
        Life(100, 0, 0).Tombstone(),
        new LivenessRecord(3, long.MaxValue - 1, long.MaxValue, [1, 3], LivenessStanding.Free),
        LivenessStanding.Jailed,
        EvidenceAdmissibility.Expired,
        SlashingCurvePromises.Monotone,
        SlashingInputs.All,
        new SumCombination(),
        new MultiplicativeCombination(),
        new MaximumInSpanCombination(),
        new MaximumInSpanCombination { Span = EpochSpan.Of(3) },
        SlashingCurve.Constant(Proportion.Half),
        SlashingCurve.Linear(Proportion.Half),
        SlashingCurve.Power(Proportion.Half, 3),
        SlashingCurve.Stepped(new CurveStep(Proportion.Half, Proportion.One)),
        SlashingCurve.Correlated(Ratio.Of(3), 2),
    ];

    /// <summary>Curves of curves are read by the names of a policy (<c>PolicyTypes</c>), and tested there.</summary>
    private static readonly Type[] CurvesOfCurves =
    [
        typeof(AfterCurve), typeof(AtLeastCurve), typeof(CappedCurve), typeof(EscalatingCurve), typeof(GraceCurve), typeof(MaximumCurve),
        typeof(ScaledCurve), typeof(SumCurve), typeof(ToleranceCurve),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Values.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Json_everyValue_comesBackEqual(int number)
    {
        object value = Values[number];
        string text = JsonSerializer.Serialize(value);
        object? back = JsonSerializer.Deserialize(text, value.GetType());
        Assert.Equal(value, back);
        Assert.Equal(text, JsonSerializer.Serialize(back));
    }

    [Fact]
    public void Json_everyPublicValueOfTheFolder_isInTheTable()
    {
        IEnumerable<Type> values = typeof(Evidence).Assembly.GetExportedTypes()
            .Where(type => (type.Namespace == typeof(FaultTally).Namespace || type == typeof(Evidence) || type == typeof(Offence)) && !type.IsInterface && !(type.IsAbstract && type.IsSealed)
                && !typeof(System.Text.Json.Serialization.JsonConverter).IsAssignableFrom(type) && type != typeof(SlashingJsonTests));
        Assert.Empty(values.Except(Values.Select(value => value.GetType())).Except(CurvesOfCurves).Select(type => type.Name));
    }

    /// <summary>A number of 64 bits is a string, which no reader of JSON rounds.</summary>
    [Fact]
    public void Json_wideNumbers_areStrings()
    {
        Assert.Equal("""{"Kept":"18446744073709551615","Missed":"1"}""", JsonSerializer.Serialize(new DutyReport(ulong.MaxValue, 1)));
        Assert.Contains("\"Observed\":\"2\"", JsonSerializer.Serialize(Life(2, 0, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_nobody_isNullAndNoName()
    {
        Assert.Equal("null", JsonSerializer.Serialize(ParticipantId.None));
        Assert.Equal("null", JsonSerializer.Serialize(TaskId.None));
        Assert.Equal(ParticipantId.None, JsonSerializer.Deserialize<ParticipantId>("null"));
        Assert.Equal(TaskId.None, JsonSerializer.Deserialize<TaskId>("null"));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Dictionary<ParticipantId, int> { [ParticipantId.None] = 1 }));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Dictionary<TaskId, int> { [TaskId.None] = 1 }));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Dictionary<Offence, int> { [default] = 1 }));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Offence>("\"Late Block\""));
    }

    [Fact]
    public void Json_keysThatCountTwice_areRefused()
    {
        string text = JsonSerializer.Serialize(Register);
        string key = $$"""{"Key":"{{Fault.Key}}","FaultEpoch":"10"}""";
        Assert.Contains(key, text, StringComparison.Ordinal);
        string twice = text.Replace(key, $"{key},{key}", StringComparison.Ordinal);
        Assert.Contains("counted twice", Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<EvidenceRegister>(twice)).Message, StringComparison.Ordinal);
    }

    private static LivenessRecord Life(params int[] presents)
    {
        LivenessRules rules = new() { Window = 350, MinimumPresent = 100 };
        LivenessRecord record = LivenessRecord.Start(rules);
        for (int run = 0; run < presents.Length; run++)
        {
            for (int duty = 0; duty < presents[run]; duty++)
            {
                (record, _) = record.Observe(present: run % 2 == 0, rules);
            }
        }

        return record;
    }
}
