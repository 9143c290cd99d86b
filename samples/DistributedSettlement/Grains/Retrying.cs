using Orleans.Runtime;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>Calls a grain again when the machine it was on is gone. Safe here because every call may be repeated.</summary>
internal static class Retrying
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Calls until there is an answer, or patience ends.</summary>
    public static async Task<T> Call<T>(Func<Task<T>> call)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException && TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
