using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification.PeerPrediction;

public sealed class CorrelatedAgreementTests
{
    [Property]
    public bool Constant_againstAnybody_scoresExactlyZero(byte[] peer, byte always)
    {
        int[] others = [.. peer.Concat(new byte[4]).Select(value => value % 3)];
        int[] constant = [.. others.Select(_ => always % 3)];
        return CorrelatedAgreement.Score(constant, others, 3).Numerator == 0 && CorrelatedAgreement.Score(others, constant, 3).Numerator == 0;
    }

    [Fact]
    public void Truth_ofTwoWhoLook_scoresAboveGuessing()
    {
        int[] truth = Noise(400, seed: 1, answers: 2);
        int[] first = [.. truth.Select((answer, task) => task % 10 == 0 ? 1 - answer : answer)];
        int[] second = [.. truth.Select((answer, task) => task % 7 == 0 ? 1 - answer : answer)];
        int[] guess = Noise(400, seed: 2, answers: 2);
        PeerScore honest = CorrelatedAgreement.Score(first, second, 2), lazy = CorrelatedAgreement.Score(guess, second, 2);
        Assert.True(honest.ToReward() > Proportion.Percent(25), $"{honest}");
        Assert.True(lazy.ToReward() < Proportion.Percent(10), $"{lazy}");
    }

    [Property]
    public bool Score_staysWithinOne_andRenamingAnswersChangesNothing(byte[] one, byte[] two)
    {
        int tasks = Math.Min(one.Length, two.Length);
        int[] mine = [.. one.Take(tasks).Concat(new byte[4]).Select(value => value % 3)], peer = [.. two.Take(tasks).Concat(new byte[4]).Select(value => value % 3)];
        PeerScore score = CorrelatedAgreement.Score(mine, peer, 3);
        PeerScore renamed = CorrelatedAgreement.Score([.. mine.Select(value => (value + 1) % 3)], peer, 3);
        return score.Denominator > 0 && Int128.Abs(score.Numerator) <= score.Denominator && score == renamed;
    }

    [Fact]
    public void Score_unusableReports_areRefused()
    {
        Assert.Throws<ArgumentException>(() => CorrelatedAgreement.Score([0, 1, 0], [0, 1, 0], 2));
        Assert.Throws<ArgumentException>(() => CorrelatedAgreement.Score([0, 1, 0, 1], [0, 1, 0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedAgreement.Score([0, 1, 0, 2], [0, 1, 0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CorrelatedAgreement.Score([0, 1, 0, 1], [0, 1, 0, 1], 1));
        Assert.Throws<DivideByZeroException>(() => default(PeerScore).ToReward());
    }

    internal static int[] Noise(int count, ulong seed, int answers) =>
        [.. Enumerable.Range(0, count).Select(task => (int)(ResultHash.OfChoice((seed * 1_000_000) + (ulong)task).Upper % (UInt128)answers))];
}
