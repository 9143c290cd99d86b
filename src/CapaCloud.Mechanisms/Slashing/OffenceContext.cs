namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a slashing curve may look at.</summary>
/// <remarks>
/// No formula. <c>default</c> is an offence of severity zero, the first of its kind, alone, of no counted duration.
/// </remarks>
public readonly record struct OffenceContext
{
    /// <summary>Gets how much of the duty failed: 1 for a proven false result, the missed share for downtime. In [0, 1].</summary>
    public Proportion Severity { get; init; }

    /// <summary>
    /// Gets how many offences of this kind the participant committed before, inside the policy's window: those that its curve let go free
    /// count as well.
    /// </summary>
    public uint EarlierOffences { get; init; }

    /// <summary>Gets the share of all stake that is at fault in the correlation window, this offence included. In [0, 1].</summary>
    public Proportion ShareAtFault { get; init; }

    /// <summary>
    /// Gets for how many epochs in a row the offence has lasted, the present one included: 1 in the first epoch of an absence, 0 where
    /// nobody counts.
    /// </summary>
    public EpochSpan Duration { get; init; }
}
