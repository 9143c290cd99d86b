using CapaCloud.Mechanisms.Samples.Conformance.Perturbing;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Conformance.Tests;

public sealed class PerturbationTests
{
    private const int CasesForEachInput = 12;

    public static TheoryData<string> CoveredFiles => [.. SuiteCatalogue.All.Select(suite => suite.File)];

    /// <summary>Every input of our own pack, changed, moves some answer; or the suite says why it moves none, and then it does move none.</summary>
    [Theory]
    [MemberData(nameof(CoveredFiles))]
    public void Perturbation_everyInput_movesAnAnswerOrHasAReason(string file)
    {
        ConformanceSuite suite = SuiteCatalogue.All.Single(candidate => candidate.File == file);
        IEnumerable<VectorFile> files = VectorFile.ReadAll(VectorFolders.Pack).Where(candidate => candidate.Name.EndsWith(file, StringComparison.Ordinal));
        Finding[] faults = [.. Perturbation.Of(suite, files, CasesForEachInput).Where(finding => finding.IsFault)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.Select(fault => $"{fault.Operation} {fault.Place}, {fault.Tries} tries: {fault.Reason ?? "moves nothing, no reason given"}")));
    }

    /// <summary>A suite that reads an input and then takes a constant is found out.</summary>
    [Fact]
    public void Perturbation_constantInsteadOfAnInput_isAFault()
    {
        Assert.All(Perturbation.Of(new Sum(second => second), Written.File, 4), finding => Assert.False(finding.IsFault));
        Finding fault = Assert.Single(Perturbation.Of(new Sum(_ => 3), Written.File, 4), finding => finding.IsFault);
        Assert.Equal("/inputs/list/*", fault.Place);
        Assert.True(fault.Tries > 4);
    }

    private sealed class Sum(Func<int, int> second) : ConformanceSuite
    {
        public override string File => "sum.json";

        public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string> { ["/inputs/none"] = "for the test" };

        public override CaseOutcome Check(VectorFile file, VectorCase item) => CaseOutcome.Compare(
            item.Expect("sum"), $"{int.Parse(item.Input("first"), null) + second(item.Inputs.GetProperty("list")[0].GetInt32())}");
    }
}
