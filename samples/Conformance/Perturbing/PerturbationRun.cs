using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Perturbing;

/// <summary>Every input of every vector file of a folder, changed.</summary>
public static class PerturbationRun
{
    private const int CasesForEachInput = 12;

    /// <summary>Prints the inputs that move no answer, with the suite's reason or without one; returns 0, or 1 when one has none.</summary>
    public static int Print(string folder, IReadOnlyList<ConformanceSuite> suites, TextWriter output)
    {
        int faults = 0;
        foreach (IGrouping<ConformanceSuite?, VectorFile> files in VectorFile.ReadAll(folder).GroupBy(file => suites.FirstOrDefault(suite => suite.Covers(file))))
        {
            if (files.Key is not { } suite)
            {
                continue;
            }

            IReadOnlyList<Finding> findings = Perturbation.Of(suite, files, CasesForEachInput);
            output.WriteLine($"{suite.File} {findings.Count(finding => finding.Moves)}/{findings.Count} inputs move an answer");
            foreach (Finding finding in findings.Where(finding => !finding.Moves || finding.IsFault))
            {
                output.WriteLine($"  {(finding.IsFault ? "FAULT" : "unmoved")} {finding.Operation} {finding.Place} ({finding.Tries} tries): {finding.Reason ?? "no reason given"}");
            }

            faults += findings.Count(finding => finding.IsFault);
        }

        output.WriteLine($"faults {faults}");
        return faults == 0 ? 0 : 1;
    }
}
