using System.Diagnostics;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Alignment.Decisions;
using CapaCloud.Mechanisms.Benchmarks.Peers;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>A random decision process of 100,000 states beside scipy's value iteration: the same process, the same tolerance, nanoseconds a state.</summary>
internal sealed class DecisionComparison : IPeerComparison
{
    private const int States = 100_000, ActionsEach = 4, OutcomesEach = 4;
    private const double Discount = 0.95, Tolerance = 1e-6;

    public string Peer => "mdp";

    public IEnumerable<PeerRow> Measure(IReadOnlyList<string> peerLines)
    {
        const string Name = "scipy CSR value iteration";
        string line = peerLines.First(line => line.StartsWith(Name, StringComparison.Ordinal));
        double seconds = double.Parse(
            line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..line.IndexOf(" s,", StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("process").FullName;
        try
        {
            (DecisionProcess process, double[] expected) = Read(folder);
            DecisionSolution solution = DecisionSolver.Solve(process, Discount, Tolerance / 2);
            double distance = solution.Values.Zip(expected, (ours, theirs) => Math.Abs(ours - theirs)).Max();
            string check = distance <= Tolerance ? "same values" : $"VALUES DIFFER BY {distance}";
            yield return new PeerRow(
                "DecisionSolver.Solve, a state", PeerTable.BestOf(5, States, () => DecisionSolver.Solve(process, Discount, Tolerance / 2)), Name, seconds * 1e9 / States, 10, check);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (DecisionProcess Process, double[] Values) Read(string folder)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Alignment", "random_process.py");
        using Process python = Process.Start("/usr/bin/python3", [script, $"{States}", folder]);
        python.WaitForExit();
        if (python.ExitCode != 0)
        {
            throw new InvalidOperationException("The random process needs python3-scipy.");
        }

        int actions = States * ActionsEach;
        T[] Column<T>(string name)
            where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, name)))];
        DecisionProcess process = DecisionProcess.Create(
            [.. Enumerable.Range(0, States + 1).Select(state => state * ActionsEach)],
            Column<double>("rewards"),
            [.. Enumerable.Range(0, actions + 1).Select(action => action * OutcomesEach)],
            Column<int>("successors"),
            Column<double>("probabilities"));
        return (process, Column<double>("values"));
    }
}
