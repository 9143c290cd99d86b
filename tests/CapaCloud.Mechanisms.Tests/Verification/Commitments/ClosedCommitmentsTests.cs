using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Commitments;

public sealed class ClosedCommitmentsTests
{
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(5), closingRound: 10);
    private static readonly TaskId Task = TaskId.Of("job");

    [Fact]
    public void Open_revealedSilentAndWrong_areToldApart()
    {
        ClosedCommitments closed = Close(Promise("a", 1), Promise("b", 1), Promise("c", 2), Promise("d", 1));
        ImmutableArray<Answer> answers = closed.Open(Task, [Opening("d", 1), Opening("a", 1), Opening("c", 1)], lastRound: 20);
        Assert.Equal(["a", "b", "c", "d"], answers.Select(answer => answer.Author.ToString()));
        Assert.Equal(
            [AnswerStatus.Revealed, AnswerStatus.NotRevealed, AnswerStatus.Mismatched, AnswerStatus.Revealed],
            answers.Select(answer => answer.Status));
    }

    [Fact]
    public void Open_unknownAuthor_isNamed() =>
        Assert.Contains("stranger revealed on task job without having committed", Assert.Throws<ArgumentException>(
            () => Close(Promise("a", 1)).Open(Task, [Opening("stranger", 1)], lastRound: 20)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_revealWhileOthersCanCommit_isRefused() =>
        Assert.Contains("while others could commit until round 10", Assert.Throws<ArgumentException>(
            () => Close(Promise("a", 1)).Open(Task, [Opening("a", 1) with { Round = 10 }], lastRound: 20)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_revealAfterTheLastRound_isAsIfItHadNotCome() =>
        Assert.Equal(AnswerStatus.NotRevealed, Close(Promise("a", 1)).Open(Task, [Opening("a", 1) with { Round = 21 }], lastRound: 20)[0].Status);

    [Fact]
    public void Open_twiceOrOnAnotherTask_isRefused()
    {
        ClosedCommitments closed = Close(Promise("a", 1));
        Assert.Throws<ArgumentException>(() => closed.Open(Task, [Opening("a", 1), Opening("a", 1)], lastRound: 20));
        Assert.Throws<ArgumentException>(() => closed.Open(Task, [Opening("a", 1) with { Task = TaskId.Of("other") }], lastRound: 20));
    }

    [Fact]
    public void Close_lateTwiceOrUnnamed_isSetAsideByName_andHindersNobody()
    {
        Commitment[] both = [Promise("a", 1).Commitment, Promise("a", 2).Commitment];
        Commitment smaller = both.MinBy(item => item.Seal), larger = both.MaxBy(item => item.Seal);
        ClosedCommitments closed = Close(
            Promise("c", 1) with { Received = 11 }, Promise("b", 1), Promise("b", 1) with { Received = 10 }, new(larger, 1), new(smaller, 2), default);
        Assert.Equal<SetAsideCommitment>(
            [
                new SetAsideCommitment(default, CommitmentFlaw.Unnamed),
                new SetAsideCommitment(larger, CommitmentFlaw.Contradicted),
                new SetAsideCommitment(Promise("b", 1).Commitment, CommitmentFlaw.Repeated),
                new SetAsideCommitment(Promise("c", 1).Commitment, CommitmentFlaw.Late),
            ],
            closed.SetAside);
        Assert.Equal<Commitment>([smaller, Promise("b", 1).Commitment], closed.Tree.Commitments);
    }

    [Fact]
    public void Open_sharedSecret_countsOneVoice()
    {
        Digest shared = ResultHash.OfChoice(77);
        ReceivedCommitment first = Promise("z", 1, shared) with { Received = 3 }, second = Promise("a", 1, shared) with { Received = 4 };
        ImmutableArray<Answer> answers = Close(second, first).Open(Task, [Opening("a", 1, shared), Opening("z", 1, shared)], lastRound: 20);
        Assert.Equal([AnswerStatus.Copied, AnswerStatus.Revealed], answers.Select(answer => answer.Status));
    }

    [Fact]
    public void Seal_isBoundToAuthorTaskEpochRoundAndResult()
    {
        Digest result = ResultHash.OfChoice(1), salt = ResultHash.OfChoice(2);
        Digest[] hashes =
        [
            Commitment.SealOf(ParticipantId.Of("a"), Task, Epoch.Of(5), 10, result, salt),
            Commitment.SealOf(ParticipantId.Of("b"), Task, Epoch.Of(5), 10, result, salt),
            Commitment.SealOf(ParticipantId.Of("a"), TaskId.Of("other"), Epoch.Of(5), 10, result, salt),
            Commitment.SealOf(ParticipantId.Of("a"), Task, Epoch.Of(6), 10, result, salt),
            Commitment.SealOf(ParticipantId.Of("a"), Task, Epoch.Of(5), 11, result, salt),
            Commitment.SealOf(ParticipantId.Of("a"), Task, Epoch.Of(5), 10, salt, result),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Root_doesNotDependOnTheOrder_butOnEveryCommitment()
    {
        Assert.Equal(Close(Promise("a", 1), Promise("b", 2)).Root, Close(Promise("b", 2), Promise("a", 1)).Root);
        Assert.NotEqual(Close(Promise("a", 1), Promise("b", 2)).Root, Close(Promise("a", 1), Promise("b", 1)).Root);
        Assert.NotEqual(Close(Promise("a", 1)).Root, Close().Root);
        Assert.Equal(2, Close(Promise("a", 1), Promise("b", 2)).Count);
    }

    [Fact]
    public void Seed_comesOnlyFromTheAnnouncedRound()
    {
        ClosedCommitments closed = Close(Promise("a", 1));
        Assert.Throws<BeaconRoundException>(() => closed.Seed(new Beacon(10, ResultHash.OfChoice(1)), SelectionPurpose.Audit));
        Assert.False(closed.Seed(new Beacon(11, ResultHash.OfChoice(1)), SelectionPurpose.Audit).IsNone);
    }

    private static ClosedCommitments Close(params ReceivedCommitment[] commitments) => ClosedCommitments.Close(Window, commitments);

    private static ReceivedCommitment Promise(string author, ulong choice, Digest? salt = null) =>
        new(Commitment.Of(ParticipantId.Of(author), Task, Window, ResultHash.OfChoice(choice), salt ?? Salt(author)), Received: 9);

    private static Reveal Opening(string author, ulong choice, Digest? salt = null) =>
        new(ParticipantId.Of(author), Task, ResultHash.OfChoice(choice), salt ?? Salt(author), Round: 12);

    private static Digest Salt(string author) => ResultHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(author));
}
