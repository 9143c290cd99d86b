using System.Globalization;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Reads how many cases each law of this run is checked with at least: the environment variable <c>LAW_CASES</c>.</summary>
internal static class CasesOfThisRun
{
    public const string Variable = "LAW_CASES";

    private static readonly Lazy<int> Least = new(() => Parse(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>Returns the larger of two numbers: what a check asks for, and what this run asks for. A check of one case stays one: its case is not drawn.</summary>
    public static int Of(int asked) => AtLeast(asked, Least.Value);

    public static int AtLeast(int asked, int least) => asked <= 1 ? asked : Math.Max(asked, least);

    public static int Parse(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cases) && cases > 0 ? cases
        : throw new FormatException($"{Variable} is '{text}'; expected a whole number of cases from 1 to {int.MaxValue}, such as 100000.");
}
