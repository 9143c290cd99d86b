namespace CapaCloud.Mechanisms.Reputation;

/// <summary>What a participant that means to take can do: under which model and rule, with which acts, for which gain.</summary>
/// <remarks>
/// No formula. Every act is one job, one in each epoch unless said otherwise; an act is honest, or it takes. Amounts in base units.
/// <c>default</c> has no model.
/// </remarks>
public sealed record ReputationAbuseScenario
{
    /// <summary>Gets the model.</summary>
    public required IReputationModel Model { get; init; }

    /// <summary>Gets the score at or below which a participant is excluded, or trusted with nothing. Where a newcomer is at or below it,
    /// a new name takes nothing before it has earned its way up.</summary>
    public required Proportion ExcludedAtOrBelow { get; init; }

    /// <summary>Gets the weight of one act in the record: 1 when left out, the value of the job in value-weighted models.</summary>
    public Ratio Weight { get; init; } = Ratio.One;

    /// <summary>Gets what an act that takes gains.</summary>
    public required Amount Gain { get; init; }

    /// <summary>Gets the share of acts that are seen at all, good or bad: one when left out. What nobody sees leaves no trace.</summary>
    public Proportion Seen { get; init; } = Proportion.One;

    /// <summary>Gets what a new identity costs: everything that is lost with the old one and paid for the next.</summary>
    public Amount IdentityCost { get; init; }
}
