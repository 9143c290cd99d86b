using System.Text.Json;

namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>The lab as a gate in a build: what it prints, what it writes, what it returns.</summary>
public sealed class AlignmentLabTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lab-");

    [Fact]
    public void Check_exactCertificate_isVerified()
    {
        string certificate = Path.Combine(_folder.FullName, "exact.json");

        Assert.Equal(0, Lab("check", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json"), "--certificate", certificate).ExitCode);
        Assert.Equal(0, Lab("verify", certificate, "--policy", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json")).ExitCode);

        // Somebody else's figures: it is about others.
        Assert.Equal(1, Lab("verify", certificate, "--policy", Example("marketplace.policy.json"), "--economics", Example("reputation-alone.economics.json")).ExitCode);
    }

    [Fact]
    public void Check_reputationAlone_isOpenWithoutTheFutureAndCertifiedWithIt()
    {
        string policy = Example("reputation-alone.policy.json"), economics = Example("reputation-alone.economics.json"), certificate = Path.Combine(_folder.FullName, "future.json");

        Assert.NotEqual(0, Lab("check", policy, "--economics", economics).ExitCode);
        (int exitCode, string text) = Lab("check", policy, "--economics", economics, "--effort", "quick", "--certificate", certificate);
        Assert.True(exitCode == 1, text);
        Assert.Contains("RequesterFairness fails: ", text, StringComparison.Ordinal);
        Assert.Contains("IncentiveCompatibility holds", text, StringComparison.Ordinal);
        Assert.Contains("capacloud/dynamic-certificate", File.ReadAllText(certificate), StringComparison.Ordinal);
        Assert.Equal(0, Lab("verify", certificate, "--policy", policy, "--economics", economics).ExitCode);

        // A better price for cheating than the one that was certified.
        File.WriteAllText(certificate, File.ReadAllText(certificate).Replace("\"externalGainPerJob\":\"0\"", "\"externalGainPerJob\":\"100000\"", StringComparison.Ordinal));
        Assert.Equal(1, Lab("verify", certificate, "--policy", policy, "--economics", economics).ExitCode);
    }

    [Fact]
    public void Check_page_showsMarginsFrontierAndTheCourseOfTheAttack()
    {
        string page = Path.Combine(_folder.FullName, "page.html");
        (int exitCode, string text) = Lab("check", Example("newcomers-cheat.policy.json"), "--economics", Example("newcomers-cheat.economics.json"), "--effort", "quick", "--html", page);

        Assert.Equal(1, exitCode);
        Assert.Contains("cheat on 1 job an epoch until caught", text, StringComparison.Ordinal);
        string html = File.ReadAllText(page);
        foreach (string shown in new[] { "newcomers-cheat: an attack pays", "an attack earns", "The attack over time", "slashed so far", "worth today", "no margin to move", "The frontier" })
        {
            Assert.Contains(shown, html, StringComparison.Ordinal);
        }

        // Nothing is fetched: the page opens without a network.
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Empty(DrawnChart.Faults(html));
    }

    [Fact]
    public void Presets_areListedCheckedAndWrittenForTheOtherCommands()
    {
        Assert.Contains("ai-compute-marketplace", Lab("presets").Output, StringComparison.Ordinal);
        (int exitCode, string text) = Lab("presets", "enterprise-cluster", "--write", _folder.FullName);
        Assert.Equal(0, exitCode);
        Assert.Contains("For a validator: ", text, StringComparison.Ordinal);
        Assert.Contains("Without audits: Fails: provider, IncentiveCompatibility", text, StringComparison.Ordinal);
        string written = Path.Combine(_folder.FullName, "enterprise-cluster");
        Assert.Equal(0, Lab("check", $"{written}.policy.json", "--economics", $"{written}.economics.json", "--validation", $"{written}.validation.json", "--request", $"{written}.request.json").ExitCode);
        Assert.Equal(1, Lab("presets", "cosmos-sdk-defaults").ExitCode);
        Assert.Equal(2, Lab("presets", "no-such-preset").ExitCode);
    }

    [Fact]
    public void Exploit_oneCase_isPlayedStepByStepWithBothLedgers()
    {
        (int exitCode, string text) = Lab("exploit", "sla-08");

        Assert.Equal(0, exitCode);
        Assert.Contains("sign twice, and let the accomplice report it", text, StringComparison.Ordinal);
        Assert.Contains("naive: operator and reporter", text, StringComparison.Ordinal);
        Assert.Contains("ours: operator and reporter", text, StringComparison.Ordinal);
        Assert.Contains("GOV-10  ", Lab("exploit").Output, StringComparison.Ordinal);
        Assert.Equal(2, Lab("exploit", "SLA-99").ExitCode);
    }

    [Fact]
    public void Check_burstWithoutAudits_isOneLineAndNoVerdict()
    {
        string page = Path.Combine(_folder.FullName, "burst.html");
        Assert.Equal(1, Lab("check", Example("without-audits.policy.json"), "--economics", Example("marketplace.economics.json"), "--html", page).ExitCode);

        // 20 jobs at 5 each, and no verdict takes it again.
        string html = File.ReadAllText(page);
        Assert.Contains("externalGainPerJob", html, StringComparison.Ordinal);
        Assert.Contains("cheat on all 20 jobs of an epoch; that gains 100 units an epoch", html, StringComparison.Ordinal);
        Assert.Empty(DrawnChart.Faults(html));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(html[html.IndexOf("The attack over time", StringComparison.Ordinal)..html.IndexOf("The frontier", StringComparison.Ordinal)], "<polyline"));
    }

    [Fact]
    public void Check_delegation_answersForTheDelegatorToo()
    {
        string[] known = ["check", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json"), "--delegation"];
        (int exitCode, string text) = Lab([.. known, Example("marketplace.delegation.json")]);
        Assert.Equal(0, exitCode);
        Assert.Contains("marketplace: Holds", text, StringComparison.Ordinal);
        Assert.Contains("delegatorFindings", Lab([.. known, Example("marketplace.delegation.json"), "--json"]).Output, StringComparison.Ordinal);

        // Ten times the others' delegations: the operator burns eleven units of theirs for one of its own.
        string large = Path.Combine(_folder.FullName, "large.json");
        File.WriteAllText(large, File.ReadAllText(Example("marketplace.delegation.json")).Replace("\"otherDelegations\": \"300\"", "\"otherDelegations\": \"10500\"", StringComparison.Ordinal));
        (exitCode, text) = Lab([.. known, large]);
        Assert.Equal(1, exitCode);
        Assert.Contains("11 units of harm for each unit of its own", text, StringComparison.Ordinal);
        File.WriteAllText(large, "{}");
        Assert.Equal(2, Lab([.. known, large]).ExitCode);
    }

    [Fact]
    public void Check_validationAndRequest_answerForTheirRolesToo()
    {
        string[] known = ["check", Example("checked-marketplace.policy.json"), "--economics", Example("checked-marketplace.economics.json")];
        string[] roles = [.. known, "--validation", Example("checked-marketplace.validation.json"), "--request", Example("checked-marketplace.request.json")];
        (int exitCode, string text) = Lab(roles);
        Assert.Equal(0, exitCode);
        Assert.Contains("For a validator: ", text, StringComparison.Ordinal);
        Assert.Contains("For a requester: ", text, StringComparison.Ordinal);
        Assert.Contains("validatorFindings", Lab([.. roles, "--json"]).Output, StringComparison.Ordinal);

        // Nine of ten planted errors known: not checking pays. A requester for whom it is worth less than its price leaves.
        string changed = Path.Combine(_folder.FullName, "changed.json");
        File.WriteAllText(changed, """{ "leakRate": "0.9", "checksPerEpoch": 20 }""");
        Assert.Equal(1, Lab([.. known, "--validation", changed]).ExitCode);
        File.WriteAllText(changed, """{ "valuePerJob": "9" }""");
        Assert.Equal(1, Lab([.. known, "--request", changed]).ExitCode);
        File.WriteAllText(changed, """{ "valuePerTask": "9" }""");
        Assert.Equal(2, Lab([.. known, "--request", changed]).ExitCode);
    }

    [Fact]
    public void Check_withoutAudits_failsWithTheAttack()
    {
        (int exitCode, string text) = Lab("check", Example("without-audits.policy.json"), "--economics", Example("marketplace.economics.json"));

        Assert.Equal(1, exitCode);
        Assert.Contains("IncentiveCompatibility fails", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Design_leastCostAndSensitivities_areThoseOfTheLibrary()
    {
        (int exitCode, string text) = Lab(
            "design", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json"), "--capital-cost", "0.01", "--sensitivities");

        Assert.Equal(0, exitCode);
        Assert.Contains("least minimum bond at the policy's audit rate: 134", text, StringComparison.Ordinal);
        Assert.Contains("largest coalition that is deterred: 119 of 200", text, StringComparison.Ordinal);
        Assert.Contains("least cost: 1566 an epoch with a minimum bond of 381 and an audit rate of 0.0402", text, StringComparison.Ordinal);
        Assert.Matches("stake.minimumBond +1000 +0.03 +134 +any", text);
    }

    [Fact]
    public void Check_badEconomics_exitsTwoAndNamesTheNumber()
    {
        string economics = Path.Combine(_folder.FullName, "bad.json");
        File.WriteAllText(economics, File.ReadAllText(Example("marketplace.economics.json")).Replace("\"0.99\"", "\"1\"", StringComparison.Ordinal));

        (int exitCode, string text) = Lab("check", Example("marketplace.policy.json"), "--economics", economics);
        Assert.Equal(2, exitCode);
        Assert.Contains("Discount is 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_json_hasEveryFigureAsAField()
    {
        (int exitCode, string text) = Lab("check", Example("without-audits.policy.json"), "--economics", Example("marketplace.economics.json"), "--json");
        Assert.Equal(1, exitCode);
        using JsonDocument report = JsonDocument.Parse(text);
        Assert.Equal(13, report.RootElement.GetProperty("findings").GetArrayLength());
        foreach (JsonElement finding in report.RootElement.GetProperty("findings").EnumerateArray())
        {
            string[] figures = finding.GetProperty("answer").GetString() switch
            {
                "Holds" => ["margin", "epsilon"],
                "Fails" => ["strategy", "profit", "profitAtLeast", "profitAtMost", "epochs", "at"],
                "NotAsked" => ["missing"],
                _ => ["whatWouldClose", "largestGain", "bestFound"],
            };
            Assert.All([.. figures, "property", "engine", "text", "condition", "unit", "assumptions"], name => Assert.True(finding.TryGetProperty(name, out _), $"{name} of {finding}"));
        }

        JsonElement honesty = report.RootElement.GetProperty("findings")[0];
        Assert.Equal("100", honesty.GetProperty("profit").GetString());
        Assert.Equal("units an epoch", honesty.GetProperty("unit").GetString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("check")]
    [InlineData("check", "no-such-policy.json", "--economics", "no-such-economics.json")]
    [InlineData("check", "POLICY", "--economics", "POLICY")]
    [InlineData("check", "POLICY", "--economics", "ECONOMICS", "--effort", "heroic")]
    [InlineData("check", "POLICY", "--economics", "ECONOMICS", "--html", "no/such/folder/page.html")]
    [InlineData("verify", "POLICY", "--policy", "POLICY", "--economics", "ECONOMICS")]
    [InlineData("design", "POLICY", "--economics", "ECONOMICS", "--capital-cost", "cheap")]
    [InlineData("simulate", "POLICY", "--economics", "ECONOMICS", "--runs", "0")]
    [InlineData("protocols", "ECONOMICS")]
    [InlineData("game", "no-such-game.json")]
    [InlineData("game", "POLICY", "--property", "beauty")]
    public void AnyCommand_badArguments_exitsTwoWithOneLine(params string[] arguments)
    {
        (int exitCode, string text) = Lab([.. arguments.Select(argument => argument switch
        {
            "POLICY" => Example("marketplace.policy.json"),
            "ECONOMICS" => Example("marketplace.economics.json"),
            _ => argument,
        })]);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(exitCode == 2 && lines.Length <= (arguments.Contains("--html") ? 20 : 1), $"exit code {exitCode}: {text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_printsAHeadingAndFallingBonds()
    {
        (int exitCode, string text) = Lab("sweep", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json"));
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, exitCode);
        Assert.StartsWith("audit rate", lines[0], StringComparison.Ordinal);
        Assert.Equal(11, lines.Length);
    }

    /// <summary>The first picture of the README is what the lab draws of its own example.</summary>
    [Fact]
    public void Sweep_picture_isThatOfTheReadme()
    {
        string picture = Path.Combine(_folder.FullName, "cheating.svg");
        Assert.Equal(0, Lab("sweep", Example("marketplace.policy.json"), "--economics", Example("marketplace.economics.json"), "--picture", picture).ExitCode);
        string drawn = File.ReadAllText(picture), shown = SampleProcess.InRepository("docs", "images", "cheating.svg");
        Assert.True(drawn == File.ReadAllText(shown), $"{shown} is not what AlignmentLab sweep --picture draws of the example marketplace; draw it again.");
        Assert.Contains("docs/images/cheating.svg", File.ReadAllText(SampleProcess.InRepository("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Game_namesWithBrackets_areDrawn()
    {
        string game = Path.Combine(_folder.FullName, "brackets.json"), svg = Path.Combine(_folder.FullName, "brackets.svg"), mermaid = Path.Combine(_folder.FullName, "brackets.mmd");
        File.WriteAllText(game, """{"players":["[red]A[/]"],"actions":["x[0]","[y]"],"infinitesimals":[],"constants":["a"],"initial_constraints":["a > 0"],"property_constraints":{},"honest_histories":[["[y]"]],"tree":{"player":"[red]A[/]","children":[{"action":"x[0]","child":{"utility":[{"player":"[red]A[/]","value":"a"}]}},{"action":"[y]","child":{"utility":[{"player":"[red]A[/]","value":"0"}]}}]}}""");

        (int exitCode, string text) = Lab("game", game, "--strategies", "--preconditions", "--svg", svg, "--mermaid", mermaid);

        Assert.True(exitCode == 1, text);
        Assert.Contains("[red]A[/]", text, StringComparison.Ordinal);
        Assert.Contains("x[0]", File.ReadAllText(svg), StringComparison.Ordinal);
        Assert.Contains("x[0]", File.ReadAllText(mermaid), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int ExitCode, string Output) Lab(params string[] arguments) => SampleProcess.Run("AlignmentLab", arguments);

    private static string Example(string name) => SampleProcess.InRepository("samples", "AlignmentLab", "Examples", name);
}
