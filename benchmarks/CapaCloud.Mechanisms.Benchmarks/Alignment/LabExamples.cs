using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Benchmarks.Alignment;

/// <summary>The policies and economics that the lab comes with.</summary>
internal static class LabExamples
{
    public static (Mechanism Mechanism, Economics Economics) Read(string name)
    {
        string path = Path.Combine(RepositoryRoot.Path, "samples", "AlignmentLab", "Examples", name);
        return (Mechanism.FromPolicy(PolicyJson.Read(File.ReadAllText($"{path}.policy.json"))), EconomicsJson.Read(File.ReadAllText($"{path}.economics.json")));
    }
}
