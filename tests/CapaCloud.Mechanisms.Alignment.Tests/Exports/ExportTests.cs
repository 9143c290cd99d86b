using System.Text.Json;
using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Exports;
using CapaCloud.Mechanisms.Alignment.Tests.Decisions;
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
        if (ExternalProgram.Solve(question) is { } answer)
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
        using JsonDocument figure = JsonDocument.Parse(VegaLiteExport.Frontier([new FrontierPoint(Proportion.Half, Amount.Of(7)), new FrontierPoint(Proportion.One, null)]));

        JsonElement values = figure.RootElement.GetProperty("data").GetProperty("values");
        Assert.Equal(7, Assert.Single(values.EnumerateArray()).GetProperty("stake").GetDouble());
    }

    /// <summary>Drawn by the real Vega-Lite where eng/install-tools could install it; elsewhere only the text is looked at.</summary>
    [Fact]
    public void VegaLite_frontier_isDrawnWithEveryPoint()
    {
        FrontierPoint[] points = [.. Enumerable.Range(1, 7).Select(rate => new FrontierPoint(Proportion.Percent((uint)rate), Amount.Of((ulong)(1_000 / rate))))];
        string figure = VegaLiteExport.Frontier([.. points, new FrontierPoint(Proportion.One, null)]);

        Assert.Equal(7, figure.Split("\"stake\":").Length - 1);
        if (ExternalProgram.Draw(figure) is { } drawing)
        {
            Match line = Regex.Match(drawing, "aria-roledescription=\"line mark\" d=\"M([^\"]*)\"|d=\"M([^\"]*)\"[^>]*aria-roledescription=\"line mark\"");
            Assert.True(line.Success, drawing);
            Assert.Equal(6, line.Value.Count(letter => letter == 'L'));
        }
    }

    [Fact]
    public void SmtLib_randomConditions_areDecidedAsByTheCheck()
    {
        Random random = new(3);
        (int held, int failed) = (0, 0);
        for (int draw = 0; draw < 40; draw++)
        {
            StaticIncentives incentives = new()
            {
                AuditProbability = new Fraction(random.Next(1, 10), 10),
                SlashAmount = random.Next(1, 20),
                RewardPerJob = random.Next(0, 3),
                SavedCostPerJob = random.Next(1, 5),
                ColludingShare = new Fraction(random.Next(0, 3), 4),
                JobsInFlight = random.Next(1, 4),
                ForfeitsPendingRewards = random.Next(2) == 0,
            };
            bool holds = StaticCheck.Check(incentives) is StaticOutcome.Holds;
            (held, failed) = holds ? (held + 1, failed) : (held, failed + 1);
            if (ExternalProgram.Solve(SmtLibExport.Write(incentives)) is { } answer)
            {
                Assert.True(answer == (holds ? "unsat" : "sat"), $"z3 says {answer} about {incentives}");
            }
        }

        Assert.True(held > 10 && failed > 10, $"{held} held, {failed} failed: the draws mean nothing.");
    }
}
