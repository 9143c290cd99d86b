using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification;

/// <summary>Public values go to JSON and come back equal, through generated serialisation; 64 bits and more are strings.</summary>
public sealed class VerificationJsonTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly TaskId Task = TaskId.Of("t");
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(5), ulong.MaxValue - 1);
    private static readonly Commitment Promise = Commitment.Of(Alice, Task, Window, ResultHash.OfChoice(1), ResultHash.OfChoice(2));
    private static readonly Commitment Other = Commitment.Of(ParticipantId.Of("bob"), Task, Window, ResultHash.OfChoice(1), ResultHash.OfChoice(3));

    public static TheoryData<string> Names => [.. Values.Keys];

    private static Dictionary<string, object> Values { get; } = new object[]
    {
        Answer.OfNumber(Alice, Ratio.Of(7), UInt128.MaxValue) with { Reliability = Proportion.Half },
        new AuditCandidate(Alice, Task, Proportion.Half, Amount.MaxValue),
        new Beacon(ulong.MaxValue, ResultHash.OfChoice(1)),
        new BeaconSchedule(ulong.MaxValue, 30),
        new CommitmentSchedule(ulong.MaxValue, 3, 1),
        Window,
        new Draw(UInt128.MaxValue),
        new TaskDecision(VerdictReason.MatchesAccepted, ResultHash.OfChoice(1), 3, 2, ResultHash.OfChoice(2)),
        Verdict.Because(Alice, Task, Epoch.Of(4), VerdictReason.ContradictsKnown, ResultHash.OfChoice(1)),
        new TaskAnswers(Task, Epoch.Of(3), [Answer.Of(Alice, ResultHash.OfChoice(1)), Answer.Missing(ParticipantId.Of("bob"))]),
        Promise,
        new ReceivedCommitment(Promise, ulong.MaxValue),
        new SetAsideCommitment(Promise, CommitmentFlaw.Contradicted),
        CommitmentTree.Of(Window, [Promise, Other]).Prove(Alice, Task),
        CommitmentTree.Of(Window, [Promise, Other]).ProveAbsence(Alice, TaskId.Of("u")),
        new AuditedResult(Promise, Proportion.Half, new Draw(UInt128.MaxValue)),
        new SelectedAudits([new AuditedResult(Promise, Proportion.Half, new Draw(1))], [new SetAsideCommitment(Other, CommitmentFlaw.UnknownAuthor)]),
        new Reveal(Alice, Task, ResultHash.OfChoice(1), ResultHash.OfChoice(2), ulong.MaxValue),
        new PlantedTask(Task, Epoch.Of(1), ResultHash.OfChoice(1), ResultHash.OfChoice(2)),
        new JuryVote(Alice, 1),
        Jury.Settle(new JuryTerms(Amount.One, Proportion.One, Amount.One), [new JuryVote(Alice, 1), new JuryVote(ParticipantId.Of("bob"), 2)], Amount.MaxValue),
        new StakedCandidate(Alice, Amount.MaxValue),
        new PeerScore(Int128.MinValue, Int128.MaxValue),
        CheckerPool.OfPeople(ulong.MaxValue, 4),
        new PanelSeat(UInt128.MaxValue, Proportion.Half),
        new PanelCapture(new MajorityRule(3), 2).OfWrongResult(CheckerPool.OfShare(Proportion.Percent(30))),
    }.ToDictionary(value => value.GetType().Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_roundTrip_isEqual_andWideNumbersAreStrings(string name)
    {
        object value = Values[name];
        string json = JsonSerializer.Serialize(value, value.GetType(), VerificationJson.Default);
        object? back = JsonSerializer.Deserialize(json, value.GetType(), VerificationJson.Default);
        Assert.Equal(value, back);
        Assert.Equal(json, JsonSerializer.Serialize(back, value.GetType(), VerificationJson.Default));
        Assert.DoesNotMatch("[:,\\[]-?[0-9]{11,}", json);
    }

    [Theory]
    [InlineData("""{"Participant":"alice","Task":"t","Epoch":1,"Outcome":2,"Reason":10,"Evidence":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"Participant":"alice","Task":"t","Epoch":1,"Outcome":77,"Reason":10,"Evidence":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    public void Verdict_contradictoryJson_isRefused(string json) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize(json, VerificationJson.Default.Verdict));

    [Theory]
    [InlineData("\"51/100\"", true)]
    [InlineData("\"0/1\"", true)]
    [InlineData("\"2/4\"", false)]
    [InlineData("\"3/2\"", false)]
    [InlineData("\"1/0\"", false)]
    [InlineData("\"/1\"", false)]
    [InlineData("\"1/\"", false)]
    [InlineData("\"-1/2\"", false)]
    [InlineData("\"01/2\"", false)]
    [InlineData("0.5", false)]
    public void ExactChance_oneSpelling(string json, bool isRead) => Assert.Equal(isRead, Reads<ExactChance>(json));

    [Theory]
    [InlineData("\"18446744073709551615\"", true)]
    [InlineData("\"18446744073709551616\"", false)]
    [InlineData("\"01\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"+1\"", false)]
    [InlineData("\"0\"", true)]
    [InlineData("1", false)]
    public void WholeNumber_oneSpelling(string number, bool isRead) =>
        Assert.Equal(isRead, Reads<Beacon>($$"""{"Round":{{number}},"Randomness":"{{new string('0', 64)}}"}"""));

    [Theory]
    [InlineData("\"340282366920938463463374607431768211455\"", true)]
    [InlineData("\"340282366920938463463374607431768211456\"", false)]
    [InlineData("\"3402823669209384634633746074317682114550\"", false)]
    [InlineData("1", false)]
    public void WideNumber_oneSpelling(string number, bool isRead) => Assert.Equal(isRead, Reads<Draw>($$"""{"Value":{{number}}}"""));

    private static bool Reads<T>(string json)
    {
        try
        {
            JsonSerializer.Deserialize(json, typeof(T), VerificationJson.Default);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AuditCandidate))]
[JsonSerializable(typeof(Beacon))]
[JsonSerializable(typeof(BeaconSchedule))]
[JsonSerializable(typeof(CommitmentSchedule))]
[JsonSerializable(typeof(CommitmentWindow))]
[JsonSerializable(typeof(Draw))]
[JsonSerializable(typeof(TaskDecision))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(TaskAnswers))]
[JsonSerializable(typeof(ReceivedCommitment))]
[JsonSerializable(typeof(SetAsideCommitment))]
[JsonSerializable(typeof(InclusionProof))]
[JsonSerializable(typeof(AbsenceProof))]
[JsonSerializable(typeof(AuditedResult))]
[JsonSerializable(typeof(SelectedAudits))]
[JsonSerializable(typeof(Reveal))]
[JsonSerializable(typeof(PlantedTask))]
[JsonSerializable(typeof(JuryVote))]
[JsonSerializable(typeof(JuryOutcome))]
[JsonSerializable(typeof(StakedCandidate))]
[JsonSerializable(typeof(PeerScore))]
[JsonSerializable(typeof(CheckerPool))]
[JsonSerializable(typeof(PanelSeat))]
[JsonSerializable(typeof(PanelChances))]
internal sealed partial class VerificationJson : JsonSerializerContext;
