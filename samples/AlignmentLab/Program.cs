using System.CommandLine;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

RootCommand root = new("Proves that cheating does not pay, or shows the most profitable way to cheat.")
{
    CheckCommand.Create(),
    VerifyCommand.Create(),
    DesignCommand.CreateDesign(),
    DesignCommand.CreateSweep(),
    SimulateCommand.Create(),
    GameCommand.Create(),
    ProtocolsCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
