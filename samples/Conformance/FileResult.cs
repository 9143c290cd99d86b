using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance;

/// <summary>What became of the cases of one file.</summary>
public sealed record FileResult(VectorFile File, bool IsCovered, IReadOnlyList<(VectorCase Case, CaseOutcome Outcome)> Outcomes)
{
    /// <summary>Gets how many cases matched.</summary>
    public int Matched => Outcomes.Count(item => item.Outcome is CaseOutcome.Matched or CaseOutcome.MatchedExact);

    /// <summary>Gets how many cases there are, covered or not.</summary>
    public int Total => File.Cases.Count;

    /// <summary>Gets the cases for which the library gives another figure.</summary>
    public IEnumerable<(VectorCase Case, CaseOutcome.Mismatched Outcome)> Mismatches =>
        from item in Outcomes where item.Outcome is CaseOutcome.Mismatched select (item.Case, (CaseOutcome.Mismatched)item.Outcome);

    public static FileResult Of(VectorFile file, ConformanceSuite? suite) =>
        new(file, suite is not null, suite is null ? [] : Check(suite, file));

    /// <summary>Checks the cases of a file, in their order; those of a costly suite, which take seconds each, on all processors.</summary>
    private static (VectorCase, CaseOutcome)[] Check(ConformanceSuite suite, VectorFile file) => suite.IsCostly
        ? [.. file.Cases.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.FullyBuffered).Select(item => (item, Check(suite, file, item)))]
        : [.. file.Cases.Select(item => (item, Check(suite, file, item)))];

    internal static CaseOutcome Check(ConformanceSuite suite, VectorFile file, VectorCase item)
    {
        try
        {
            VectorCase read = item.Afresh();
            CaseOutcome outcome = suite.Check(file, read);
            return outcome is CaseOutcome.Matched or CaseOutcome.MatchedExact && Unread(suite, read) is { Length: > 0 } unread
                ? new CaseOutcome.Mismatched("every value of the case read", $"nobody read {string.Join(", ", unread.Take(8))}")
                : outcome;
        }
        catch (Exception exception)
        {
            // A case that cannot be read or throws is a mismatch with its reason, never the end of the run.
            return new CaseOutcome.Mismatched(item.Expected.ToString(), $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>What nobody has read and the suite has not left out with a reason.</summary>
    private static string[] Unread(ConformanceSuite suite, VectorCase item) =>
        [.. item.Unread().Where(path => !suite.LeftOut.Keys.Any(pattern => VectorPath.Matches(pattern, path)))];
}
