using System.CommandLine;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

RootCommand root = new("Proves that cheating does not pay, or shows the most profitable way to cheat.")
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
