namespace CapaCloud.Mechanisms.Samples.Conformance.Suites;

/// <summary>What became of one case.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>Returns a match when the two texts are equal, else a mismatch that shows both.</summary>
    public static CaseOutcome Compare(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal) ? new Matched() : new Mismatched(expected, actual);

    /// <summary>The library gives the published figure.</summary>
    public sealed record Matched : CaseOutcome;

    /// <summary>The published figure is a documented error; the library gives the exact one. Counts as matched and is listed.</summary>
    public sealed record MatchedExact(string Reason) : CaseOutcome;

    /// <summary>The library gives another figure.</summary>
    public sealed record Mismatched(string Expected, string Actual) : CaseOutcome;

    /// <summary>The case asks for something this sample does not know, or that no one can reproduce. Counts against the total.</summary>
    public sealed record NotCovered(string Reason) : CaseOutcome;
}
