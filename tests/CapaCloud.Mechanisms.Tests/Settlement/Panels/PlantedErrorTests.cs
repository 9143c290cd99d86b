using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Panels;

/// <summary>Errors that were planted: which count, what share they are, and who is judged by them.</summary>
public sealed class PlantedErrorTests
{
    private static readonly ParticipantId[] Names = [.. Enumerable.Range(0, 50).Select(number => ParticipantId.Of($"n{number:00}"))];

    private static readonly Digest Right = ResultHash.OfChoice(1), Wrong = ResultHash.OfChoice(2), Salt = ResultHash.OfChoice(3);

    private static Mechanism Network => CheckTrial.Recorded;

    /// <summary>Newcomers are all audited at one rate, so one of fifty commitments is 2 %, which is what the policy promises; one of fifty-one is not.</summary>
    [Theory]
    [InlineData(50, true, "0.02")]
    [InlineData(51, false, "0.019607843137254901")]
    public void Review_countsRates_roundedDown(int commitments, bool isKept, string share)
    {
        NetworkState state = Opened();
        PlantedError plant = Plant(state, Names[0]);
        Commitment[] all = [plant.Commitment, .. Enumerable.Range(1, commitments - 1).Select(number => Committed(state, Names[number % 50], $"w{number}"))];
        PlantedErrorReview review = Network.ReviewPlantedErrors(state, all, [plant.Seal()], [plant]);
        Assert.Equal((isKept, share, Proportion.Percent(2)), (review.IsKept, review.Share.ToString(), review.Promised));
        Assert.Contains(isKept ? "2 % was promised" : "was promised and not kept", review.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Review_setsAside_whatWasNotFixedBefore_orIsNoError()
    {
        NetworkState state = Opened();
        PlantedError good = Plant(state, Names[0]), unsealed = Plant(state, Names[1]), foreign = Plant(state, ParticipantId.Of("nobody"));
        PlantedError right = Plant(state, Names[2]) with { Known = Wrong }, unknown = Plant(state, Names[3]) with { Known = default }, closed = Plant(state, Names[4]) with { CommitmentSalt = Right };
        PlantedError[] opened = [good, good, unsealed, foreign, right, unknown, closed];
        PlantedErrorReview review = Network.ReviewPlantedErrors(
            state, opened.Select(plant => plant.Commitment), [good.Seal(), foreign.Seal(), right.Seal(), unknown.Seal(), closed.Seal(), Salt], opened);
        Assert.Equal([good], review.Plants.AsEnumerable());
        Assert.Equal(
            [PlantedErrorFlaw.Repeated, PlantedErrorFlaw.NotSealed, PlantedErrorFlaw.NoError, PlantedErrorFlaw.NoError, PlantedErrorFlaw.NoError, PlantedErrorFlaw.NotCommitted],
            review.SetAside.Select(item => item.Flaw));
        Assert.Equal([Salt], review.Unopened.AsEnumerable());
        Assert.False(review.IsKept);
        Assert.Equal("planted-n00 under the name n00: Repeated", review.SetAside[0].ToString());
    }

    /// <summary>A seal holds every part of what it seals.</summary>
    [Fact]
    public void Seal_ofAnyOtherPart_isAnotherOne()
    {
        NetworkState state = Opened();
        PlantedError plant = Plant(state, Names[0]);
        PlantedError[] others =
        [
            plant with { Commitment = Committed(state, Names[1], "other") }, plant with { Claimed = Right }, plant with { CommitmentSalt = Right }, plant with { Known = Salt }, plant with { Salt = Right },
        ];
        Assert.Equal(6, others.Append(plant).Select(one => one.Seal()).Distinct().Count());
    }

    /// <summary>Another epoch's answers to a task of the same name are judged as ever, and nulls are refused by name.</summary>
    [Fact]
    public void Adjudicate_otherEpochsAndNulls()
    {
        NetworkState state = Opened();
        PlantedError plant = Plant(state, Names[0]);
        PlantedErrorReview review = Network.ReviewPlantedErrors(state, [plant.Commitment], [plant.Seal()], [plant]);
        TaskAnswers earlier = new(plant.Commitment.Task, Epoch.Zero, [Answer.Of(Names[1], Wrong), Answer.Of(Names[2], Wrong), Answer.Of(Names[3], Wrong)]);
        Assert.All(Network.Adjudicate([earlier], review), verdict => Assert.Equal(VerdictOutcome.Correct, verdict.Outcome));
        TaskAnswers now = new(plant.Commitment.Task, state.Epoch, earlier.Answers);
        Assert.All(Network.Adjudicate([now], review), verdict => Assert.Equal((VerdictOutcome.Incorrect, VerdictReason.ContradictsKnown), (verdict.Outcome, verdict.Reason)));
        Assert.Empty(Network.Adjudicate([new TaskAnswers(plant.Commitment.Task, state.Epoch, [Answer.Of(Names[0], Wrong)])], review));
        Assert.Throws<ArgumentNullException>(() => Network.Adjudicate([now], null!));
        Assert.Throws<ArgumentNullException>(() => Network.Adjudicate(null!, review));
        Assert.Throws<ArgumentNullException>(() => Network.ReviewPlantedErrors(state, [], null!, []));
        Assert.Throws<ArgumentNullException>(() => Network.ReviewPlantedErrors(state, [], [], null!));
        Assert.Throws<ArgumentNullException>(() => Network.ReviewPlantedErrors(state, [], [], [null!]));
        Assert.True(Network.ReviewPlantedErrors(state, [], [], []).IsKept);
    }

    private static NetworkState Opened()
    {
        NetworkState state = Network.Open(Epoch.Zero, Names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;
        return Network.Settle(state, new EpochReport { Epoch = state.Epoch }).After;
    }

    private static Commitment Committed(NetworkState state, ParticipantId author, string task) =>
        Commitment.Of(author, TaskId.Of(task), Network.Policy.Verification.Schedule.WindowOf(state.Epoch), Wrong, Salt);

    private static PlantedError Plant(NetworkState state, ParticipantId author) => new(Committed(state, author, $"planted-{author}"), Wrong, Salt, Right, Salt);
}
