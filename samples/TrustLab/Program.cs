using System.Globalization;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.TrustLab;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string DefaultFolder = "../shared/data";
const string Usage =
    """
    usage: TrustLab [folder with bitcoin-otc and crowd-workers] [--output folder]

    Puts reputation to ratings with known fraud, and credibility to the answers of a crowd. Without a folder both run on small networks that this sample
    makes itself. The report is written to artifacts/trust-lab, or to the folder after --output.
    Exit code: 0 when what it claims holds, 1 when not, 2 for bad arguments or input.
    """;
if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Usage);
    return 0;
}

if (args.FirstOrDefault(argument => argument.StartsWith('-') && argument != "--output") is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is not expected.");
    Console.Error.WriteLine(Usage);
    return 2;
}

string? asked = args.FirstOrDefault(argument => !argument.StartsWith('-'));
string output = args.SkipWhile(argument => argument != "--output").Skip(1).FirstOrDefault() ?? "artifacts/trust-lab";
if (args is ["--output", _, ..])
{
    asked = args.Skip(2).FirstOrDefault();
}

if (asked is not null && !Directory.Exists(asked))
{
    Console.Error.WriteLine($"There is no folder '{asked}'.");
    Console.Error.WriteLine(Usage);
    return 2;
}

HtmlReport report = new("TrustLab", "Who is believed, and why: real ratings and real answers, put to the library");
bool isRight = true;
foreach (Experiment experiment in Experiments.All)
{
    string folder = Path.Combine(asked ?? DefaultFolder, experiment.Folder);
    bool isThere = Directory.Exists(folder);
    if (!isThere)
    {
        Console.Error.WriteLine($"There is no '{folder}'; {experiment.Folder} runs on a small network that this sample makes itself.");
    }

    try
    {
        isRight &= experiment.Run(isThere ? folder : null, Console.Out, report);
    }
    catch (Exception exception) when (exception is IOException or FormatException)
    {
        Console.Error.WriteLine($"{folder}: {exception.Message}");
        return 2;
    }

    Console.WriteLine();
}

Directory.CreateDirectory(output);
string page = Path.Combine(output, "report.html");
report.Save(page);
Console.WriteLine($"report  {page}");
return isRight ? 0 : 1;
