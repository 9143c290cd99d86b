using System.Diagnostics;
using CapaCloud.Mechanisms.Samples.MarketplaceService;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>What stands on the command line, and the exit codes.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Help_isPrinted_with0()
    {
        (int code, string output) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Equal(CommandLine.Help.ReplaceLineEndings("\n"), output.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Fact]
    public async Task Settings_thatAreWrong_areAllSaid_with2()
    {
        (int code, string output) = await RunAsync(
            "--Marketplace:EpochLength=00:00:00", "--Marketplace:Keys:0:Name=a", "--Marketplace:Keys:0:Role=king", "--Marketplace:Keys:0:Sha256=12", "--Marketplace:Keys:0:Participant=b");

        Assert.Equal(2, code);
        Assert.Contains("EpochLength", output, StringComparison.Ordinal);
        Assert.Contains("there is no role 'king'", output, StringComparison.Ordinal);
        Assert.Contains("64 hexadecimal digits", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using Process process = ServiceProcess.Start(arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
