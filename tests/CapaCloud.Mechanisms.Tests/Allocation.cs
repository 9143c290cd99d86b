namespace CapaCloud.Mechanisms.Tests;

/// <summary>
/// The bytes that an act allocates on its thread: the least of five times. The runtime counts a whole block as allocated when a collection falls into the act, so one
/// measurement may say thousands of bytes too many; what an act really allocates it allocates each time.
/// </summary>
internal static class Allocation
{
    public static long Least(Action act)
    {
        act();
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            act();
            least = long.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
