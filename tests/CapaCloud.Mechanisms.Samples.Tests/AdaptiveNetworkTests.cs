using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>What the page says of the adaptive network is what it prints, and both claims hold: it is better than the best fixed policy, and the monitor warns before a proof is lost.</summary>
public sealed class AdaptiveNetworkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adaptive-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Quick_keepsBothClaims_andPrintsWhatThePageSays()
    {
        (int exitCode, string text) = SampleProcess.Run("AdaptiveNetwork", "--quick", "--output", _folder.FullName);
        Assert.True(exitCode == 0, text);
        Assert.Contains("every unit accounted for", text, StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(_folder.FullName, "report.html")).Length > 1_000);
        Row[] rows = [.. text.Split('\n').SkipWhile(static line => !line.StartsWith("run ", StringComparison.Ordinal)).Skip(1).TakeWhile(static line => line.Trim().Length > 0).Select(Row.Of)];
        Assert.Equal(["adapted", "5 %, price 150", "4 %, price 150"], rows.Select(static row => row.Name));
        (Row adapted, Row best, Row cheapest) = (rows[0], rows[1], rows[2]);

        // The adapted policy against the best fixed one: more welfare, cheats lose more, and its proof never fails.
        Assert.True(adapted.Welfare > best.Welfare && adapted.Welfare > cheapest.Welfare, text);
        Assert.True(adapted.CheatingProfit < best.CheatingProfit && best.CheatingProfit < 0 && best.WithoutProof == 0, text);
        Assert.Equal((0, -1), (adapted.WithoutProof, adapted.LostAt));

        // What it costs: more audits, and a price that moves.
        Assert.True(adapted.AuditsPaid > best.AuditsPaid && best.PriceMoves == 0 && adapted.PriceMoves is > 0 and < 1, text);

        // A proof is lost, and the monitor has warned before.
        Assert.True(cheapest.LostAt > 0 && cheapest.WarnedAt > 0 && cheapest.WarnedAt < cheapest.LostAt && cheapest.WithoutProof > 0, text);
        Assert.Contains("the monitor warned before every loss of a proof", text, StringComparison.Ordinal);
        string page = File.ReadAllText(SampleProcess.InRepository("docs", "modules", "adaptation.md"));
        string shown = string.Join('\n', text.Split('\n').Select(static line => line.TrimEnd('\r')).SkipWhile(static line => !line.StartsWith("world: shown", StringComparison.Ordinal)).TakeWhile(static line => !line.StartsWith("report: ", StringComparison.Ordinal)));
        Assert.True(page.ReplaceLineEndings("\n").Contains(shown, StringComparison.Ordinal), shown);
    }

    private sealed record Row(string Name, double Welfare, double AuditsPaid, double PriceMoves, double CheatingProfit, int WithoutProof, int WarnedAt, int LostAt)
    {
        public static Row Of(string line)
        {
            string[] cells = line[15..].Replace(" %", "%", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new Row(line[..15].Trim(), Number(cells[0]), Number(cells[1]), Number(cells[2].TrimEnd('%')), Number(cells[3]), (int)Number(cells[4]), Epoch(cells[5]), Epoch(cells[6]));
        }

        private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

        private static int Epoch(string text) => text == "never" ? -1 : (int)Number(text);
    }
}
