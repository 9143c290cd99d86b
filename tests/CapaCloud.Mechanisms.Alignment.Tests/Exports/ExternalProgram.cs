using System.Diagnostics;

namespace CapaCloud.Mechanisms.Alignment.Tests.Exports;

/// <summary>The programs that our exports are for, where <c>eng/install-tools</c> could install them; null elsewhere.</summary>
internal static class ExternalProgram
{
    private const string Solver = "/usr/bin/z3";

    /// <summary>Returns what z3 answers to a question in SMT-LIB.</summary>
    public static string? Solve(string question) => File.Exists(Solver) ? Run(Solver, "-in -T:20", question).Trim() : null;

    /// <summary>Returns the SVG that Vega-Lite draws of a specification.</summary>
    public static string? Draw(string specification) =>
        Directory.Exists(Path.Combine(RepositoryRoot.Path, "artifacts", "tools", "node_modules", "vega-lite"))
            ? Run("node", Path.Combine(RepositoryRoot.Path, "eng", "draw-figure.js"), specification)
            : null;

    private static string Run(string program, string arguments, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return process.StandardOutput.ReadToEnd();
    }
}
