using System.Text.Json;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>What became of a mutant.</summary>
/// <param name="Id">The mutant.</param>
/// <param name="Status">Killed, Timeout, Crashed, Survived, or NotSeen by any test.</param>
/// <param name="By">The test that failed.</param>
/// <param name="Tests">How many tests ran against it.</param>
internal sealed record MutantResult(int Id, string Status, string By, int Tests)
{
    public const string Killed = "Killed";
    public const string Timeout = "Timeout";
    public const string Crashed = "Crashed";
    public const string Survived = "Survived";
    public const string NotSeen = "NotSeen";

    public bool IsFound => Status is Killed or Timeout or Crashed;

    /// <summary>Reads results, the last one of each mutant.</summary>
    public static Dictionary<int, MutantResult> Read(string file) => !File.Exists(file)
        ? []
        : File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<MutantResult>(line)!)
            .GroupBy(result => result.Id).ToDictionary(group => group.Key, group => group.Last());

    /// <summary>Forgets the mutants that no test has found, so that they run again.</summary>
    public static void KeepFound(string file)
    {
        MutantResult[] found = [.. Read(file).Values.Where(result => result.IsFound)];
        File.Delete(file);
        foreach (MutantResult result in found)
        {
            result.AppendTo(file);
        }
    }

    public void AppendTo(string file) => File.AppendAllText(file, JsonSerializer.Serialize(this) + "\n");
}
