using System.Globalization;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Samples.Quickstart;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: Quickstart [--proof] [--output folder]

    Says whether cheating pays under one policy, with audits and without. Then it makes a network of 200 honest, lazy and cheating providers and turns
    the loop for 60 epochs. With --proof it prints the answer to every question of the proof. With --output it also writes what became of every
    provider, and the policy.
    Exit code: 0 when the books agree and the checker answers as it should, 1 when not, 2 for bad arguments.
    """;
if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

bool showsProof = args is ["--proof", ..];
string[] rest = showsProof ? args[1..] : args;
if (rest is not ([] or ["--output", _]))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is not expected.");
    Console.Error.WriteLine(Usage);
    return 2;
}

Mechanism mechanism = Policy.WithAudits();
Neighbourhood neighbourhood = new(mechanism, seed: 20_261_124);
History history = new(mechanism, neighbourhood.Providers);
NetworkState state = neighbourhood.Open();

AnsiConsole.MarkupLine("[bold]Does cheating pay?[/]");
AlignmentReport withAudits = AlignmentChecker.Check(mechanism, Policy.Economics);
AlignmentReport withoutAudits = AlignmentChecker.Check(Policy.WithoutAudits(), Policy.Economics);
Console.WriteLine($"with audits of 5 %:  {withAudits.Summary}");
Console.WriteLine($"without audits:      {withoutAudits.Summary}");
Console.WriteLine();

AnsiConsole.MarkupLine($"[bold]What {Neighbourhood.Epochs} epochs with audits did to {neighbourhood.Providers.Count} providers[/]");
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
AnsiConsole.MarkupLine($"[bold]Why did {offender.After.Participant} lose {offender.Slashed.Units:N0} units in epoch {caught.Epoch}?[/]");
Console.WriteLine(mechanism.Explain(caught, offender.After.Participant));
Console.WriteLine();

Books books = state.Books;
AnsiConsole.MarkupLine("[bold]Where is the money?[/]");
Console.WriteLine($"paid in {books.In.Units:N0} = paid out {books.Out.Units:N0} + held {books.Held.Units:N0} + burned {books.Burned.Units:N0} + dust {books.Dust.Units:N0}, difference {books.Difference}");

if (showsProof)
{
    Console.WriteLine();
    AnsiConsole.MarkupLine("[bold]The proof, question by question[/]");
    Console.WriteLine(withAudits);
    Console.WriteLine();
    Console.WriteLine(withoutAudits);
}

if (rest is ["--output", string folder])
{
    Receipts.Write(folder, mechanism, state);
}

bool isAsExpected = books.Difference.IsZero
    && withAudits.Conclusion == AlignmentConclusion.Holds
    && withoutAudits.On(AlignmentProperty.IncentiveCompatibility) is Finding.Fails;
return isAsExpected ? 0 : 1;
