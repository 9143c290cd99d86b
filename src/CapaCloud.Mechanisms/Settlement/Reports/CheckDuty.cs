namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says that a member of a panel had to look at a result whose verdicts are in the report: it is paid when it was right, and misses a duty when it was silent.</summary>
/// <remarks>
/// <code>
/// paid     = the check was found right for the first time: one pay of a check
/// missed   = the report has no verdict on the checker for the task, or says that no answer came and the policy has no price for that
/// </code>
/// One look at a task is one check, whoever's results of it were on the table. <c>default</c> is nobody's and is set aside.
/// </remarks>
public readonly record struct CheckDuty
{
    /// <summary>The cause under which a missed check stands among missed duties: check.</summary>
    public const string Cause = "check";

    /// <summary>Gets who had to look.</summary>
    public required ParticipantId Checker { get; init; }

    /// <summary>Gets whose result.</summary>
    public required ParticipantId Author { get; init; }

    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => $"{Checker} looks at {Task} of {Author}";
}
