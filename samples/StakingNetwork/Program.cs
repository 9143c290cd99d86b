using CapaCloud.Mechanisms.Samples.StakingNetwork;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 130;
}

const string Usage =
    """
    usage: StakingNetwork [folder with rocketpool/ and persistence-slash/]

    Settles a published interval of a staking network to the wei, outages, evidence that cannot be true, and a real slash with its delegators. Without a folder
    a small built-in set is settled; its figures are made up.
    Exit code: 0 when every published figure is reproduced, 1 when one is not, 2 for bad arguments.
    """;
if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

const string Default = "../shared/data";
string folder = args.Length > 0 ? args[0] : Default;
InputFiles input = InputFiles.In(folder);
if (args.Length > 1 || (args.Length == 1 && input.IsBuiltIn))
{
    AnsiConsole.MarkupLineInterpolated($"[red]'{folder}' is not a folder with rocketpool/ and persistence-slash/ in it.[/]");
    Console.Error.WriteLine(Usage);
    return 2;
}

AnsiConsole.MarkupLineInterpolated(input.IsBuiltIn
    ? (FormattableString)$"[yellow]No data set at '{folder}': a small built-in one is settled instead. Its figures are made up.[/]"
    : $"Data: {Path.GetFullPath(folder)}");
bool exact = PublishedSettlement.Show(input);
exact &= OutageSeries.Show(input);
exact &= FaultyEvidence.Show(input);
exact &= PublishedSlash.Show(input);
AnsiConsole.WriteLine();
AnsiConsole.MarkupLine(exact ? "[green]Every published figure above is reproduced.[/]" : "[red]A published figure above is not reproduced.[/]");
return exact ? 0 : 1;
