using System.Text.RegularExpressions;

namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>The first sample that a reader runs: what it prints, word for word, and what it returns.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public void Proof_recommendedPolicy_holds_andWithoutAuditsTheAttackIsShown()
    {
        (int exitCode, string text) = SampleProcess.Run("Quickstart", "--proof");
        string[] lines = Plain(text);

        Assert.True(exitCode == 0, text);
        Assert.Contains(lines, line => line.StartsWith("quickstart: Holds ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("quickstart, audits switched off: Fails ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Cheating loses at least ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Cheating pays: cheat on all 5 jobs of an epoch; that gains 100,000 units an epoch.", StringComparison.Ordinal));
        Assert.DoesNotContain("NotAsked", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_printsTheExpectedOutput()
    {
        string expected = File.ReadAllText(SampleProcess.InRepository("samples", "Quickstart", "expected-output.txt"));
        Assert.Equal(Plain(expected), Plain(SampleProcess.Run("Quickstart").Output));
    }

    /// <summary>Whether cheating pays stands in the first three lines, on the first screen of the smallest terminal.</summary>
    [Fact]
    public void ExpectedOutput_beginsWithTheAnswer()
    {
        string[] lines = Plain(File.ReadAllText(SampleProcess.InRepository("samples", "Quickstart", "expected-output.txt")));
        Assert.Equal("Does cheating pay?", lines[0]);
        Assert.Contains("Cheating loses at least ", lines[1], StringComparison.Ordinal);
        Assert.Contains("Cheating pays: ", lines[2], StringComparison.Ordinal);
    }

    /// <summary>Lines without bold print and without the space at their ends, whatever the machine's line endings.</summary>
    private static string[] Plain(string text) => [.. Regex.Replace(text, "\u001b\\[[0-9;]*m", string.Empty).ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.TrimEnd())];
}
