using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

[assembly: CapaCloud.Mechanisms.PropertiesOfThisRun]

namespace CapaCloud.Mechanisms;

/// <summary>
/// Where the random draws of a run begin: at LAW_SEED when it is set, so that a build says the same each time it is run on one commit, and elsewhere each time when it is not.
/// Laws read the same variable by themselves.
/// </summary>
internal static class Draws
{
    public static ulong? Seed { get; } =
        Environment.GetEnvironmentVariable("LAW_SEED") is { Length: > 0 } text ? ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public static Config Begun(this Config config) => Seed is { } seed ? config.WithReplay(seed, 1) : config;

    public static IEnumerable<T> Drawn<T>(this Gen<T> cases, int count, int size) =>
        Seed is { } seed ? cases.Drawn(count, size, seed) : cases.Sample(count, size);

    /// <summary>Draws that depend on a seed alone, for a test that draws inside a drawn case.</summary>
    public static IEnumerable<T> Drawn<T>(this Gen<T> cases, int count, int size, ulong seed) => cases.Sample(count, new Rnd(seed, 1), size);
}

/// <summary>Begins the draws of each property of an assembly where the run begins.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class PropertiesOfThisRunAttribute : PropertiesAttribute
{
    public PropertiesOfThisRunAttribute()
    {
        if (Draws.Seed is { } seed)
        {
            Replay = $"{seed.ToString(CultureInfo.InvariantCulture)},1";
        }
    }
}
