namespace CapaCloud.Mechanisms.Verification;

/// <summary>Which outcome each reason of a verdict belongs to: the one table that everybody asks.</summary>
/// <remarks>No formula.</remarks>
internal static class VerdictReasons
{
    /// <summary>Returns the outcome that a reason belongs to.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The outcome; null for a number that is no reason.</returns>
    public static VerdictOutcome? Outcome(this VerdictReason reason) => reason switch
    {
        VerdictReason.NoAnswers
            or VerdictReason.QuorumNotMet
            or VerdictReason.NoConsensus
            or VerdictReason.NoStake
            or VerdictReason.Copied
            or VerdictReason.AwaitsArbitration => VerdictOutcome.Inconclusive,
        VerdictReason.MatchesAccepted
            or VerdictReason.WithinTolerance
            or VerdictReason.MatchesKnown
            or VerdictReason.RefereeConfirms
            or VerdictReason.OpponentTimedOut
            or VerdictReason.ForcedErrorReported
            or VerdictReason.JuryFoundFor => VerdictOutcome.Correct,
        VerdictReason.ContradictsAccepted
            or VerdictReason.OutsideTolerance
            or VerdictReason.ContradictsKnown
            or VerdictReason.RefereeRefutes
            or VerdictReason.TimedOut
            or VerdictReason.ForcedErrorMissed
            or VerdictReason.JuryFoundAgainst
            or VerdictReason.NotRevealed
            or VerdictReason.RevealMismatch => VerdictOutcome.Incorrect,
        _ => null,
    };
}
