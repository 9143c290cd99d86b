namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>Draws that are the same on every machine and in every version of the framework (SplitMix64).</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Returns a number from 0 to below 1, in steps of 2^-53.</summary>
    public double Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) / 9_007_199_254_740_992.0;
        }
    }
}
