using System.CommandLine;
using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>diff OLD.json NEW.json --history FILE [--economics ECON.json] [--json] [--html OUT]</c>: what a change would have done to a recorded history.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<FileInfo> old = new("old") { Description = "The old policy in JSON." }, next = new("new") { Description = "The new policy in JSON." };
        Option<FileInfo> history = new("--history") { Description = "A recorded history in JSON: the state at its start, governed by the old policy, and the reports.", Required = true };
        Option<FileInfo?> economics = new("--economics") { Description = "The economics in JSON: also says which conclusions newly fail." };
        Option<FileInfo?> html = new("--html") { Description = "Write a page with a table and a chart." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Command command = new("diff", "Says who wins and who loses by a change of policy, over a recorded history.") { old, next, history, economics, html, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(PolicyInput.Guard(() => Refusing(() =>
        {
            Mechanism before = Read(parsed.GetRequiredValue(old)), after = Read(parsed.GetRequiredValue(next));
            ChangeReport report = ChangeComparison.Of(before, after, MechanismJson.Default.Read<RecordedHistory>(File.ReadAllText(parsed.GetRequiredValue(history).FullName)));
            Economics? costs = parsed.GetValue(economics) is { } file ? EconomicsJson.Read(File.ReadAllText(file.FullName)) : null;
            string[] failing = costs is null ? [] : NewlyFailing(AlignmentChecker.Check(before, costs, cancellation), AlignmentChecker.Check(after, costs, cancellation));
            Console.Out.WriteLine(parsed.GetValue(json) ? MechanismJson.Default.Write(report) : Text(report, failing));
            if (parsed.GetValue(html) is { } page)
            {
                Page(report, failing).Save(page.FullName);
            }

            return failing.Length > 0 || report.StoppedBy is not null ? ExitCode.Fails : ExitCode.Holds;
        }))));
        return command;
    }

    private static Mechanism Read(FileInfo file) => Mechanism.FromPolicy(PolicyJson.Read(File.ReadAllText(file.FullName)));

    /// <summary>What the history itself contradicts is bad input.</summary>
    private static int Refusing(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is ForeignStateException or SettlementRefusedException or InconsistentStateException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.BadInput;
        }
    }

    private static string[] NewlyFailing(AlignmentReport before, AlignmentReport after) =>
    [
        .. after.Findings.Where(finding => finding is Finding.Fails && before.Findings.Any(old => old.Property == finding.Property && old is not Finding.Fails))
            .Select(finding => $"{finding.Property}"),
    ];

    private static string Text(ChangeReport report, IReadOnlyList<string> failing)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Epochs} epochs under both policies.");
        foreach (ChangeEffect effect in Sorted(report))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {effect.Participant}: {Signed(effect.Difference())} (paid {effect.PaidBefore} -> {effect.PaidAfter}, slashed {effect.SlashedBefore} -> {effect.SlashedAfter})");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"treasury {Signed(report.Treasury)}, burned {Signed(report.Burned)}, issued and paid in {Signed(report.In)}");
        foreach (string line in Remarks(report, failing))
        {
            text.AppendLine(line);
        }

        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Remarks(ChangeReport report, IReadOnlyList<string> failing) =>
    [
        .. report.Migrated.Select(change => $"migration: {change}"),
        .. report.StoppedBy is { } reason ? [$"the new policy refuses a report: {reason}"] : Array.Empty<string>(),
        .. report.NewlyBroken.Select(finding => $"newly broken: {finding}"),
        .. failing.Select(property => $"newly fails: {property}"),
    ];

    private static HtmlReport Page(ChangeReport report, IReadOnlyList<string> failing)
    {
        ChangeEffect[] effects = [.. Sorted(report)];
        HtmlReport page = new HtmlReport("What a change would have done", $"{report.Epochs} epochs; policy {report.From} to {report.To}")
            .Heading("Who wins, who loses")
            .Chart(new BarChart("Difference, in base units", [.. effects.Take(24).Select(effect => new BarChartItem($"{effect.Participant}", Value(effect.Difference()), Figure(effect.Difference())))]), "Paid less slashed, new policy less old one.")
            .Table(
                ["participant", "difference", "paid before", "paid after", "slashed before", "slashed after"],
                effects.Select(effect => (IReadOnlyList<string>)
                [
                    $"{effect.Participant}", Figure(effect.Difference()), FigureText.Of(effect.PaidBefore), FigureText.Of(effect.PaidAfter), FigureText.Of(effect.SlashedBefore), FigureText.Of(effect.SlashedAfter),
                ]))
            .Figures([("treasury, base units", Figure(report.Treasury)), ("burned, base units", Figure(report.Burned)), ("issued and paid in, base units", Figure(report.In))]);
        foreach (string line in Remarks(report, failing))
        {
            page = page.Note(line);
        }

        return page;
    }

    private static IEnumerable<ChangeEffect> Sorted(ChangeReport report) => report.Effects.OrderByDescending(effect => effect.Difference()).ThenBy(effect => effect.Participant);

    private static string Signed(SignedAmount amount) => amount.IsZero ? "0" : $"{(amount.IsLoss ? "-" : "+")}{amount.Magnitude}";

    private static string Figure(SignedAmount amount) => Svg.Separated(Signed(amount));

    private static double Value(SignedAmount amount) => (amount.IsLoss ? -1 : 1) * (double)amount.Magnitude.Units;
}
