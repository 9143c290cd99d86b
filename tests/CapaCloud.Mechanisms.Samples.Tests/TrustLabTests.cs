using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Samples.Tests;

public sealed partial class TrustLabTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_withoutData_usesItsOwnSmallNetwork_andHolds()
    {
        (int exitCode, string text) = SampleProcess.Run("TrustLab");
        Assert.True(exitCode == 0, text);
        Assert.Contains("small network that this sample makes itself", text, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(text, "^holds: ", RegexOptions.Multiline));
    }

    [Fact]
    public void Run_folderThatIsNotThere_isBadInput()
    {
        (int exitCode, string text) = SampleProcess.Run("TrustLab", "no-such-folder");
        Assert.Equal(2, exitCode);
        Assert.Contains("There is no folder 'no-such-folder'", text, StringComparison.Ordinal);
    }

    /// <summary>The real ratings and answers: fraud is separated with AUC 0.95 and more, no ring of 500 passes its bound, and credibility beats the majority for less.</summary>
    [Fact]
    public void Run_onTheRealData_reachesTheStatedFigures()
    {
        if (SampleProcess.SharedData is not { } data)
        {
            output.WriteLine("no data set beside the repository: nothing to run on");
            return;
        }

        (int exitCode, string text) = SampleProcess.Run("TrustLab", data);
        Assert.True(exitCode == 0, text);
        Assert.True(Number(AreaUnderCurve(), text) >= 0.95, text);
        MatchCollection rings = Ring().Matches(text);
        Assert.Equal(3, rings.Count);
        Assert.All(rings, ring => Assert.True(Parse(ring.Groups["gain"]) <= Parse(ring.Groups["bound"]), ring.Value));
        MatchCollection majority = Majority().Matches(text), credibility = Credibility().Matches(text);
        Assert.Equal(2, majority.Count);
        Assert.All(majority.Zip(credibility), set =>
        {
            Assert.True(Parse(set.Second.Groups["right"]) > Parse(set.First.Groups["right"]), text);
            Assert.True(Parse(set.Second.Groups["paid"]) < Parse(set.First.Groups["paid"]), text);
        });
    }

    private static double Number(Regex pattern, string text) => Parse(pattern.Match(text).Groups["number"]);

    private static double Parse(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"AUC of trust alone\s+(?<number>[0-9.]+)")]
    private static partial Regex AreaUnderCurve();

    [GeneratedRegex(@"% \s+[0-9.]+ % \s+(?<gain>[0-9.]+) % \s+(?<bound>[0-9.]+) %")]
    private static partial Regex Ring();

    [GeneratedRegex(@"plain majority of everybody\s+(?<right>[0-9.]+) %.* (?<paid>[0-9]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Majority();

    [GeneratedRegex(@"credibility with planted questions\s+(?<right>[0-9.]+) %.* (?<paid>[0-9]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Credibility();
}
