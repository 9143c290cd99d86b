namespace CapaCloud.Mechanisms.Escrow;

/// <summary>What requester and provider agree on beside the price. It never changes while the stream or the job is open.</summary>
/// <remarks>
/// <code>
/// reserve of a stream   = rate * Lockup
/// a stream is closed as depleted when now >= funded epochs + Lockup + Grace
/// an epoch is paid when now >= its end + Review
/// </code>
/// <c>new EscrowTerms()</c> is one epoch of lockup, no grace, one epoch of review, no bond and a dispute window of one epoch.
/// </remarks>
public sealed record EscrowTerms
{
    /// <summary>
    /// Gets how many epochs of a stream are set aside for its provider alone. They pay its last epochs: those of a notice, and those after the
    /// money ran out. A provider who looks at least this often never works an epoch that is not paid. One epoch when left out. Jobs do not use it.
    /// </summary>
    public EpochSpan Lockup { get; init; } = EpochSpan.One;

    /// <summary>
    /// Gets how many epochs after the end of the lockup a stream without money still waits for a deposit before it is closed. No time when left
    /// out. What is worked in them is paid only if the deposit comes. The longest span waits for ever. Jobs do not use it.
    /// </summary>
    public EpochSpan Grace { get; init; }

    /// <summary>
    /// Gets how many epochs the requester has to look at a closed epoch, or at a bill, before it is paid. One epoch when left
    /// out. Without any, a bill is paid at once, whatever it is worth, and a stream at the end of each epoch.
    /// </summary>
    public EpochSpan Review { get; init; } = EpochSpan.One;

    /// <summary>Gets what each side lays down when it disputes, in base units. Nothing when left out.</summary>
    public Amount DisputeBond { get; init; }

    /// <summary>
    /// Gets how many epochs a provider has to contest a rejection, and how many an arbiter has to rule. After that things are as if there had been
    /// no dispute. One epoch when left out.
    /// </summary>
    public EpochSpan DisputeWindow { get; init; } = EpochSpan.One;
}
