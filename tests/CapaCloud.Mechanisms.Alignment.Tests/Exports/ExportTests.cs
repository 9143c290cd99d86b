using System.Diagnostics;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Exports;
using CapaCloud.Mechanisms.Alignment.Tests.Decisions;
using CapaCloud.Mechanisms.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exports;

public sealed class ExportTests
{
    /// <summary>Solved by the real z3 where it is installed (Debian package z3); elsewhere only the text is looked at.</summary>
    [Theory]
    [InlineData(20, true)]
    [InlineData(1, false)]
    public void SmtLib_staticCondition_isDecidedAsByTheCheck(int slash, bool holds)
    {
        StaticIncentives incentives = new()
        {
            AuditProbability = Intervals.RationalInterval.Between(new Fraction(1, 2), new Fraction(3, 5)),
            SlashAmount = slash,
            RewardPerJob = 1,
            SavedCostPerJob = 1,
            JobsInFlight = 3,
        };
        string question = SmtLibExport.Write(incentives);

        Assert.Equal(holds, StaticCheck.Check(incentives) is StaticOutcome.Holds);
        Assert.Contains("(check-sat)", question, StringComparison.Ordinal);
        if (Solve(question) is { } answer)
        {
            Assert.Equal(StaticCheck.Check(incentives) is StaticOutcome.Holds ? "unsat" : "sat", answer);
        }
    }

    [Fact]
    public void Gambit_inspectionGame_listsPayoffsWithTheFirstPlayerFastest()
    {
        string text = GambitExport.Write(InspectionGame.Create(1, 1, 3, 9, 10), "inspection");

        Assert.StartsWith("NFG 1 R \"inspection\" { \"player 1\" \"player 2\" }\n{ { \"honest\" \"cheat\" } { \"audit\" \"trust\" } }", text, StringComparison.Ordinal);
        Assert.Contains("\n2 -1 -9 8 2 0 3 -10 \n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prism_process_namesEveryAction()
    {
        string text = PrismExport.Write(DecisionTests.RandomProcess(1, 4));

        Assert.StartsWith("mdp\n", text, StringComparison.Ordinal);
        Assert.Equal(24, text.Split("[a").Length - 1);
    }

    [Fact]
    public void VegaLite_frontier_isJsonWithItsData()
    {
        using JsonDocument figure = JsonDocument.Parse(VegaLiteExport.Frontier([new FrontierPoint(Proportion.Half, Amount.FromUnits(7)), new FrontierPoint(Proportion.One, null)]));

        JsonElement values = figure.RootElement.GetProperty("data").GetProperty("values");
        Assert.Equal(7, Assert.Single(values.EnumerateArray()).GetProperty("stake").GetDouble());
    }

    private static string? Solve(string question)
    {
        const string Solver = "/usr/bin/z3";
        if (!File.Exists(Solver))
        {
            return null;
        }

        using Process process = Process.Start(new ProcessStartInfo(Solver, "-in -T:20") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(question);
        process.StandardInput.Close();
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
