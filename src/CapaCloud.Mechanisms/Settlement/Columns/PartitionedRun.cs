using System.Runtime.ExceptionServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Cuts a column into one slice for each part, and hands back what each slice came to, in their order.</summary>
internal sealed class PartitionedRun(IPartRunner runner)
{
    /// <summary>Gets how many parts there are; the runner is asked once, so that it cannot change its mind within an epoch.</summary>
    public int Count { get; } = runner.Parts is > 0 and int parts
        ? parts
        : throw new InvalidOperationException($"The runner cuts an epoch into {runner.Parts} parts; expected at least 1.");

    /// <summary>Returns what each slice comes to; of what went wrong the first slice's is thrown, once all have ended.</summary>
    /// <param name="length">How long the column is.</param>
    /// <param name="slice">What a slice comes to, from its first place to the one after its last.</param>
    public T[] Over<T>(int length, Func<int, int, T> slice)
    {
        T[] results = new T[Count];
        ExceptionDispatchInfo?[] failures = new ExceptionDispatchInfo?[Count];
        bool[] begun = new bool[Count], ended = new bool[Count];
        runner.Run(part =>
        {
            if (part < 0 || part >= Count)
            {
                throw new InvalidOperationException($"The runner calls for part {part}; expected a number from 0 to {Count - 1}.");
            }

            if (Interlocked.Exchange(ref begun[part], true))
            {
                // A slice may write over what it reads: who is called twice does it once.
                return;
            }

            try
            {
                results[part] = slice(Start(length, part), Start(length, part + 1));
            }
            catch (Exception exception) when (exception is ArithmeticException or InvalidOperationException or ArgumentException or Staking.StakeRefusedException or InconsistentStateException)
            {
                failures[part] = ExceptionDispatchInfo.Capture(exception);
            }

            Volatile.Write(ref ended[part], true);
        });
        RequireAll(ended);
        foreach (ExceptionDispatchInfo? failure in failures)
        {
            failure?.Throw();
        }

        return results;
    }

    /// <summary>Returns where a slice starts.</summary>
    public int Start(int length, int part) => (int)((long)length * part / Count);

    /// <summary>What a part did not add to the sums would be missing in them, and they would agree with each other all the same.</summary>
    private static void RequireAll(bool[] ended)
    {
        int count = 0;
        int missing = -1;
        for (int part = ended.Length - 1; part >= 0; part--)
        {
            if (Volatile.Read(ref ended[part]))
            {
                count++;
            }
            else
            {
                missing = part;
            }
        }

        if (missing >= 0)
        {
            throw new InvalidOperationException(
                $"The runner returned when {Prose.Number(count)} of {Prose.Count(ended.Length, "part")} had ended, without part {missing}; expected it to call each part and to return when all have ended.");
        }
    }
}
