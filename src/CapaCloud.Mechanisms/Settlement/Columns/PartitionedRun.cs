using System.Runtime.ExceptionServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Cuts a column into one slice for each part, and hands back what each slice came to, in their order.</summary>
internal sealed class PartitionedRun(IPartRunner runner)
{
    /// <summary>Gets how many parts there are.</summary>
    public int Count { get; } = int.Max(1, runner.Parts);

    /// <summary>Returns what each slice comes to; of what went wrong the first slice's is thrown, once all have ended.</summary>
    /// <param name="length">How long the column is.</param>
    /// <param name="slice">What a slice comes to, from its first place to the one after its last.</param>
    public T[] Over<T>(int length, Func<int, int, T> slice)
    {
        T[] results = new T[Count];
        ExceptionDispatchInfo?[] failures = new ExceptionDispatchInfo?[Count];
        runner.Run(part =>
        {
            try
            {
                results[part] = slice(Start(length, part), Start(length, part + 1));
            }
            catch (Exception exception) when (exception is ArithmeticException or InvalidOperationException or ArgumentException or Staking.StakeRefusedException or InconsistentStateException)
            {
                failures[part] = ExceptionDispatchInfo.Capture(exception);
            }
        });
        foreach (ExceptionDispatchInfo? failure in failures)
        {
            failure?.Throw();
        }

        return results;
    }

    /// <summary>Returns where a slice starts.</summary>
    public int Start(int length, int part) => (int)((long)length * part / Count);
}
