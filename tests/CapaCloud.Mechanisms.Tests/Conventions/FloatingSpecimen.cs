namespace CapaCloud.Mechanisms.Tests.Conventions;

/// <summary>Uses floating point in every way the scan looks for, so that the scan can be seen to find it.</summary>
internal static class FloatingSpecimen
{
    internal static readonly double field = Whole(3);

    internal static float Signature(long value) => value;

    internal static long Instructions(long value) => (long)(value * 0.5);

    internal static long Whole(long value) => (value * 5) / 10;
}
