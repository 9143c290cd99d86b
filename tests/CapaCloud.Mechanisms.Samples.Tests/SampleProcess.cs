using System.Diagnostics;

namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>Runs a sample as its user does, in a process of its own, and reads what it prints.</summary>
internal static class SampleProcess
{
    /// <summary>Gets the folder of real data beside the repository, or null where there is none.</summary>
    public static string? SharedData
    {
        get
        {
            string folder = Path.Combine(RepositoryRoot.Path, "..", "shared", "data");
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }
    }

    public static (int ExitCode, string Output) Run(string assembly, params string[] arguments)
    {
        // A folder of its own inside a folder of its own: no data set lies beside it.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sample-");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.CreateSubdirectory("run").FullName,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        folder.Delete(recursive: true);
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Returns the path of a file in the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([RepositoryRoot.Path, .. parts]);
}
