namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>A network and a valid report of its current epoch.</summary>
/// <remarks>No formula.</remarks>
/// <param name="State">The network.</param>
/// <param name="Report">What happened.</param>
public sealed record NetworkCase(NetworkState State, EpochReport Report)
{
    /// <summary>Returns the report's rows, so that a failing case can be read.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{State.Participants.Length} participants ({string.Join(", ", State.Participants.Select(participant => participant.Stake))}); payments {Report.Payments}; "
        + $"reports [{string.Join(", ", Report.Participants.Select(row => $"{row.Participant}: work {row.Work}, missed {string.Join('+', row.Missed.Select(missed => $"{missed.Count} {missed.Cause}"))} of {row.DutiesDue}"))}]; "
        + $"verdicts [{string.Join(", ", Report.Verdicts.Select(verdict => $"{verdict.Participant} {verdict.Task} {verdict.Outcome}"))}]; "
        + $"evidence [{string.Join(", ", Report.Evidence.Select(evidence => $"{evidence.Offence} by {evidence.Offender}, reported by {evidence.Reporter}"))}]"
        + (Report.Jobs.IsEmpty ? "" : $"; jobs [{string.Join(", ", Report.Jobs.Select(job => $"{job.Task} of {job.Provider} {job.Event}"))}]")
        + (Report.Checks.IsEmpty ? "" : $"; checks [{string.Join(", ", Report.Checks)}]");
}
