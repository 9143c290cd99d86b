using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms;

/// <summary>
/// Where the random draws of a run begin: at LAW_SEED when it is set, so that a build says the same each time it is run on one commit, and elsewhere each time when it is not.
/// And how many cases a property has at least: LAW_CASES. Laws read the same variables by themselves.
/// </summary>
internal static class Draws
{
    public static ulong? Seed { get; } =
        Environment.GetEnvironmentVariable("LAW_SEED") is { Length: > 0 } text ? ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public static int Cases { get; } =
        Environment.GetEnvironmentVariable("LAW_CASES") is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>Gets how many cases a property may reject at most: ten for each it keeps, and FsCheck's 1,000 at least.</summary>
    public static int MostRejected => (int)Math.Clamp(10L * Cases, 1_000, int.MaxValue);

    public static Config Begun(this Config config)
    {
        Config larger = config.MaxTest < Cases ? config.WithMaxTest(Cases).WithMaxRejected(MostRejected) : config;
        return Seed is { } seed ? larger.WithReplay(seed, 1) : larger;
    }

    public static IEnumerable<T> Drawn<T>(this Gen<T> cases, int count, int size) =>
        Seed is { } seed ? cases.Drawn(count, size, seed) : cases.Sample(count, size);

    /// <summary>Draws that depend on a seed alone, for a test that draws inside a drawn case.</summary>
    public static IEnumerable<T> Drawn<T>(this Gen<T> cases, int count, int size, ulong seed) => cases.Sample(count, new Rnd(seed, 1), size);
}

/// <summary>
/// A property that begins to draw where the run begins, with as many cases as it says, or more where the run asks for more. It hides the attribute of FsCheck, so
/// that no property is left behind.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
internal sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    private const int Usual = 100;

    public PropertyAttribute()
    {
        if (Draws.Cases > 0)
        {
            MaxTest = Usual;
            MaxRejected = Draws.MostRejected;
        }

        if (Draws.Seed is { } seed)
        {
            Replay = $"{seed.ToString(CultureInfo.InvariantCulture)},1";
        }
    }

    public new int MaxTest
    {
        get => base.MaxTest;
        set => base.MaxTest = Math.Max(value, Draws.Cases);
    }
}
