using System.Globalization;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Samples.Quickstart;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: Quickstart [--output folder]

    Makes a network of 200 honest, lazy and cheating providers and turns the loop for 60 epochs. With --output it also writes the receipts of every
    provider and the state. Exit code: 0 when the books agree and the checker answers as it should, 1 when not, 2 for bad arguments.
    """;
if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

if (args is not ([] or ["--output", _]))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is not expected.");
    Console.Error.WriteLine(Usage);
    return 2;
}

Mechanism mechanism = Policy.WithAudits();
Neighbourhood neighbourhood = new(mechanism, seed: 20_261_124);
History history = new(mechanism, neighbourhood.Providers);
NetworkState state = neighbourhood.Open();

AnsiConsole.MarkupLine($"[bold]{neighbourhood.Providers.Count} providers, {Neighbourhood.Epochs} epochs[/], policy {mechanism.PolicyHash.ToString()[..12]}");
AnsiConsole.WriteLine();

Table table = new Table().RoundedBorder()
    .AddColumn("epoch").AddColumn("providers")
    .AddColumn(new TableColumn("stake").RightAligned()).AddColumn(new TableColumn("score").RightAligned())
    .AddColumn(new TableColumn("paid so far").RightAligned()).AddColumn(new TableColumn("lost so far").RightAligned());
EpochSettlement? caught = null;
for (int epoch = 0; epoch < Neighbourhood.Epochs; epoch++)
{
    EpochSettlement settled = neighbourhood.Turn(state);
    state = settled.After;
    history.Add(settled);
    caught ??= settled.Outcomes.Any(outcome => !outcome.Slashed.IsZero && outcome.After.Cases.Any(one => one.Offence == Offence.IncorrectResult && one.Status == CaseStatus.Charged)) ? settled : null;
    if (epoch is 0 or 9 or 29 or 59)
    {
        foreach (ConductSummary row in history.Summarise(state))
        {
            table.AddRow($"{row.Epoch}", $"{row.Conduct}".ToLowerInvariant(), $"{row.Stake:N0}", $"{row.Score:0.000}", $"{row.Paid:N0}", $"{row.Lost:N0}");
        }

        table.AddEmptyRow();
    }
}

table.RemoveRow(table.Rows.Count - 1);
AnsiConsole.Write(table);
AnsiConsole.WriteLine("Averages for each provider, in base units.");
AnsiConsole.WriteLine();

ParticipantOutcome offender = caught!.Outcomes.First(outcome => !outcome.Slashed.IsZero && outcome.After.Cases.Any(one => one.Offence == Offence.IncorrectResult && one.Status == CaseStatus.Charged));
AnsiConsole.MarkupLine($"[bold]Why did {offender.After.Participant} lose {offender.Slashed} units in epoch {caught.Epoch}?[/]");
Console.WriteLine(mechanism.Explain(caught, offender.After.Participant));
Console.WriteLine();

Books books = state.Books;
AnsiConsole.MarkupLine("[bold]Where is the money?[/]");
Console.WriteLine($"paid in {books.In} = paid out {books.Out} + held {books.Held} + burned {books.Burned} + dust {books.Dust}, difference {books.Difference}");
Console.WriteLine();

AnsiConsole.MarkupLine("[bold]Does cheating pay?[/]");
AlignmentReport withAudits = AlignmentChecker.Check(mechanism, Policy.Economics);
AlignmentReport withoutAudits = AlignmentChecker.Check(Policy.WithoutAudits(), Policy.Economics);
Console.WriteLine(withAudits);
Console.WriteLine();
Console.WriteLine(withoutAudits);

if (args is ["--output", string folder])
{
    Receipts.Write(folder, mechanism, state);
}

bool isAsExpected = books.Difference.IsZero
    && withAudits.Conclusion == AlignmentConclusion.Holds
    && withoutAudits.On(AlignmentProperty.IncentiveCompatibility) is Finding.Fails;
return isAsExpected ? 0 : 1;
