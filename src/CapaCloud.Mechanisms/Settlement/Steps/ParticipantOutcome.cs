namespace CapaCloud.Mechanisms;

/// <summary>What an epoch did to one participant: the result of the last map.</summary>
/// <remarks>
/// <code>paid to its wallet = Reward - Withheld + Returned</code>
/// In base units. Bounties that the participant earned by its own reports are postings of those it reported.
/// </remarks>
public readonly record struct ParticipantOutcome
{
    /// <summary>Gets its new state.</summary>
    public required ParticipantState After { get; init; }

    /// <summary>Gets its share of the pool: paid, or withheld while accusations that would forfeit it are open.</summary>
    public Amount Reward { get; init; }

    /// <summary>Gets the part of <see cref="Reward"/> that waits.</summary>
    public Amount Withheld { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are paid now.</summary>
    public Amount Returned { get; init; }

    /// <summary>Gets the rewards of earlier epochs that waited and are lost now.</summary>
    public Amount Forfeited { get; init; }

    /// <summary>Gets what it lost of its stake.</summary>
    public Amount Slashed { get; init; }

    /// <summary>Gets what others were paid out of that loss for reporting it.</summary>
    public Amount Bounties { get; init; }

    /// <summary>Gets what reaches its wallet for its work.</summary>
    public Amount Paid => Reward - Withheld + Returned;
}
