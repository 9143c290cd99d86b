namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch brought the delegators of an operator, and cost them.</summary>
/// <remarks>No formula. In base units.</remarks>
public sealed record DelegatorsOutcome
{
    /// <summary>Gets what moved to the delegators' pool as reward, after commission; a part that is withheld moves when it is returned.</summary>
    public required Amount Rewards { get; init; }

    /// <summary>Gets the operator's commission on this epoch's reward.</summary>
    public required Amount Commission { get; init; }

    /// <summary>Gets what the delegators' stake lost.</summary>
    public required Amount Slashed { get; init; }

    /// <summary>Gets whole units that fractions of finished delegations added up to, and that went to the dust account.</summary>
    public required Amount Dust { get; init; }
}
