using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>Runs the parts of a large settlement on as many threads.</summary>
internal sealed class ThreadParts(int parts) : IPartRunner
{
    public int Parts => parts;

    public void Run(Action<int> part) => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part);
}
