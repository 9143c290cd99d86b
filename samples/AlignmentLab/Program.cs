using System.CommandLine;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

RootCommand root = new(
    "Proves that cheating does not pay, or shows the most profitable way to cheat. samples/AlignmentLab/Examples has policies and economics to start from.\n"
    + "Exit codes: 0 holds, 1 fails, 2 bad input, 3 inconclusive, 4 a figure is missing so that not everything was asked, 130 stopped.")
{
    CheckCommand.Create(),
    VerifyCommand.Create(),
    DesignCommand.CreateDesign(),
    DesignCommand.CreateSweep(),
    SimulateCommand.Create(),
    DiffCommand.Create(),
    GameCommand.Create(),
    ProtocolsCommand.Create(),
    ExploitCommand.Create(),
    PresetsCommand.Create(),
};

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(PolicyInput.OneLine(parsed.Errors[0].Message));
    return ExitCode.BadInput;
}

return await parsed.InvokeAsync();
