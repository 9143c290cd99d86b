namespace CapaCloud.Mechanisms.Verification;

/// <summary>A beacon is not of the round that was announced before the results were committed.</summary>
/// <remarks>
/// No formula. An earlier round may have been known to whoever committed; a later one may have been waited for because its
/// selection suits somebody. Both are refused.
/// </remarks>
public sealed class BeaconRoundException : ArgumentException
{
    /// <summary>Initializes a new instance of the <see cref="BeaconRoundException"/> class.</summary>
    public BeaconRoundException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BeaconRoundException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public BeaconRoundException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BeaconRoundException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Why.</param>
    public BeaconRoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal BeaconRoundException(in CommitmentWindow window, ulong round)
        : base(Describe(window, round))
    {
        Round = round;
        DrawRound = window.DrawRound;
    }

    /// <summary>Gets the round of the beacon that was refused.</summary>
    public ulong Round { get; }

    /// <summary>Gets the round that was expected.</summary>
    public ulong DrawRound { get; }

    private static string Describe(in CommitmentWindow window, ulong round) =>
        round == 0
            ? $"No beacon was given (round 0), but something is drawn that was committed by round {window.ClosingRound}. Expected the beacon of round {window.DrawRound}."
            : round <= window.ClosingRound
            ? $"Beacon round {round} is not after round {window.ClosingRound}, in which the commitments closed: whoever committed could know it. "
                + $"Expected round {window.DrawRound}."
            : $"Beacon round {round} is not round {window.DrawRound}, which was announced for this draw: to choose among rounds is to choose the outcome.";
}
