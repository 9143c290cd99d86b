using System.Diagnostics;
using CapaCloud.Mechanisms.Samples.MarketplaceService;
using CapaCloud.Mechanisms.Samples.MarketplaceService.Security;
using CapaCloud.Mechanisms.Samples.MarketplaceService.WarmUps;

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

    /// <summary>It has keys, a folder and a port of its own, whatever the settings say, and leaves nothing behind.</summary>
    [Fact]
    public async Task WarmUp_isAnsweredEverywhere_andLeavesNothing()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("warm-");
        string[] settings = [.. ServiceKeys.Settings(), "--urls=http://127.0.0.1:0", $"--Marketplace:DataFolder={folder.FullName}", "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1"];

        Assert.True(await WarmUp.RunAsync(CommandLine.Parse(settings)));
        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task Start_whoseWarmUpFails_isAStart()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("warm-");
        using (ServiceProcess service = await ServiceProcess.StartAsync(folder.FullName, "--Marketplace:WarmUp=true", "--Marketplace:Keys:99:Name=warm-up-reader", "--Marketplace:Keys:99:Role=reader", $"--Marketplace:Keys:99:Sha256={new string('A', 64)}"))
        {
            Assert.NotEmpty(await service.Client.TextAsync(Roles.Reader, "/"));
        }

        folder.Delete(recursive: true);
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
