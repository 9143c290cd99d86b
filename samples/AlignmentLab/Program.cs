using System.CommandLine;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

RootCommand root = new("Proves that cheating does not pay, or shows the most profitable way to cheat.")
{
    GameCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
