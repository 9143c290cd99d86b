using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

[Collection(nameof(GameCommandTests))]
public sealed class GameCommandTests : IDisposable
{
    private const string Text = """{"players":["A"],"actions":["x","y"],"infinitesimals":[],"constants":["a"],"initial_constraints":["a > 0"],"property_constraints":{},"honest_histories":[["HONEST"]],"tree":{"player":"A","children":[{"action":"x","child":{"utility":[{"player":"A","value":"a"}]}},{"action":"y","child":{"utility":[{"player":"A","value":"VALUE"}]}}]}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("x", "0", 0)]
    [InlineData("y", "0", 1)]
    [InlineData("z", "0", 2)]
    [InlineData("x", "a*b", 2)]
    public void Game_exitCode_saysWhatWasFound(string honest, string value, int expected)
    {
        (int code, string output) = Run(honest, value);
        Assert.Equal(expected, code);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(expected == 2, document.RootElement.TryGetProperty("error", out JsonElement error));
        Assert.True(expected != 2 || error.GetProperty("path").GetString()!.StartsWith("$.", StringComparison.Ordinal));
    }

    [Fact]
    public void Game_onlyAskedProperties_decideTheExitCode()
    {
        Assert.Equal(0, Run("y", "0", "--property", "weak_immunity").Code);
        Assert.Equal(1, Run("y", "0", "--property", "practicality").Code);
        Assert.Equal(2, Run("y", "0", "--property", "beauty").Code);
    }

    [Fact]
    public void Game_preconditions_areInTheAnswer()
    {
        using JsonDocument document = JsonDocument.Parse(Run("y", "2*a - 3", "--preconditions").Output);
        string[] conditions = [.. document.RootElement.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("weakest_precondition").GetString()!)];
        Assert.Contains("a >= 3", conditions);
        Assert.Contains("2*a >= 3", conditions);
    }

    private (int Code, string Output) Run(string honest, string value, params string[] options)
    {
        string path = Path.Combine(_folder, "game.json");
        File.WriteAllText(path, Text.Replace("HONEST", honest, StringComparison.Ordinal).Replace("VALUE", value, StringComparison.Ordinal));
        TextWriter before = Console.Out;
        using StringWriter output = new();
        try
        {
            Console.SetOut(output);
            int code = new RootCommand { GameCommand.Create() }.Parse(["game", path, "--json", .. options]).Invoke();
            return (code, output.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}

/// <summary>These tests redirect the console, so nothing may run beside them.</summary>
[CollectionDefinition(nameof(GameCommandTests), DisableParallelization = true)]
public sealed class ConsoleTests;
