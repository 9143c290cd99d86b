namespace CapaCloud.Mechanisms.Verification;

/// <summary>Pays for answers that nobody can check bit by bit, by how they agree with a peer's beyond chance.</summary>
/// <remarks>
/// <code>
/// S(x, y) = 1 when P(x, y) &gt; P(x) P(y), else 0                      (learned from the tasks that are not being scored)
/// score   = mean over tasks t of S(mine(t), peer(t)) - mean over pairs t != u of S(mine(t), peer(u))
/// </code>
/// In integers, over all pairs, so no luck is added. The tasks are split into odd and even ones; the table for one half is learned from
/// the other, so no report changes the table it is scored by. Always saying the same, or anything that does not look at the task,
/// scores exactly 0 when the reports are constant and 0 on average when they are random: effort is what is paid. With two answers it
/// is Dasgupta and Ghosh's score. Assumes several tasks of the same kind and no collusion between the two; it pays rewards and never
/// slashes. Source: Shnayder, Agarwal, Frongillo, Parkes, "Informed truthfulness in multi-task peer prediction" (2016).
/// </remarks>
public static class CorrelatedAgreement
{
    /// <summary>The largest number of different answers: 256.</summary>
    public const int MaxAnswers = 256;

    /// <summary>Scores one reporter against a peer.</summary>
    /// <param name="mine">The reporter's answers, from 0 to below <paramref name="answers"/>, task after task.</param>
    /// <param name="peer">The peer's answers to the same tasks.</param>
    /// <param name="answers">How many different answers there are, from 2 to 256.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The two are not of the same length, or have fewer than 4 tasks, so that a half has no pair.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An answer is not below the number of answers, or that number is out of range.</exception>
    public static PeerScore Score(ReadOnlySpan<int> mine, ReadOnlySpan<int> peer, int answers)
    {
        Require(mine, peer, answers);
        (Int128 evenNumerator, Int128 evenDenominator) = ScoreHalf(mine, peer, answers, 0);
        (Int128 oddNumerator, Int128 oddDenominator) = ScoreHalf(mine, peer, answers, 1);

        // The mean of the two halves.
        return new PeerScore(
            (evenNumerator * oddDenominator) + (oddNumerator * evenDenominator), 2 * evenDenominator * oddDenominator);
    }

    private static (Int128 Numerator, Int128 Denominator) ScoreHalf(ReadOnlySpan<int> mine, ReadOnlySpan<int> peer, int answers, int half)
    {
        bool[] agrees = Learn(mine, peer, answers, 1 - half);
        long[] mineCount = new long[answers], peerCount = new long[answers];
        long tasks = 0, together = 0;
        for (int task = half; task < mine.Length; task += 2)
        {
            tasks++;
            mineCount[mine[task]]++;
            peerCount[peer[task]]++;
            together += agrees[(mine[task] * answers) + peer[task]] ? 1 : 0;
        }

        Int128 apart = -together;
        for (int x = 0; x < answers; x++)
        {
            for (int y = 0; y < answers; y++)
            {
                apart += agrees[(x * answers) + y] ? (Int128)mineCount[x] * peerCount[y] : 0;
            }
        }

        return ((together * (Int128)(tasks - 1)) - apart, (Int128)tasks * (tasks - 1));
    }

    /// <summary>Which pairs of answers come together more often than if they had nothing to do with each other.</summary>
    private static bool[] Learn(ReadOnlySpan<int> mine, ReadOnlySpan<int> peer, int answers, int half)
    {
        long[] joint = new long[answers * answers], mineCount = new long[answers], peerCount = new long[answers];
        long tasks = 0;
        for (int task = half; task < mine.Length; task += 2)
        {
            tasks++;
            joint[(mine[task] * answers) + peer[task]]++;
            mineCount[mine[task]]++;
            peerCount[peer[task]]++;
        }

        bool[] agrees = new bool[joint.Length];
        for (int pair = 0; pair < joint.Length; pair++)
        {
            agrees[pair] = (Int128)joint[pair] * tasks > (Int128)mineCount[pair / answers] * peerCount[pair % answers];
        }

        return agrees;
    }

    private static void Require(ReadOnlySpan<int> mine, ReadOnlySpan<int> peer, int answers)
    {
        if (answers is < 2 or > MaxAnswers)
        {
            throw new ArgumentOutOfRangeException(nameof(answers), $"There are from 2 to {Prose.Count(MaxAnswers, "answer")}, got {answers}.");
        }

        if (mine.Length != peer.Length || mine.Length < 4)
        {
            throw new ArgumentException($"Expected the answers of both to the same 4 or more tasks, got {mine.Length} and {peer.Length}.", nameof(peer));
        }

        for (int task = 0; task < mine.Length; task++)
        {
            if ((uint)mine[task] >= (uint)answers || (uint)peer[task] >= (uint)answers)
            {
                throw new ArgumentOutOfRangeException(nameof(mine), $"Task {task} has answers {mine[task]} and {peer[task]}; expected 0 to {answers - 1}.");
            }
        }
    }
}
