using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How many participants look at an audited result, who can be one of them, and what a check pays.</summary>
/// <remarks>
/// <code>weight = floor(stake that stood in the epoch before * score), 0 below the least score, in jail or below the minimum bond</code>
/// In base units, own and delegated stake together. Seat after seat is drawn in proportion to weight. Of 101 units at a score of 0.5 the weight is 50. The score is that of the participant's checks
/// where <see cref="Record"/> says how they are remembered, otherwise that of all its conduct.
/// </remarks>
public sealed record PanelPolicy
{
    /// <summary>The most seats of a panel.</summary>
    public const int MostSeats = 1_000;

    /// <summary>Gets the seats of a panel. At least one.</summary>
    public required int Seats { get; init; }

    /// <summary>Gets the score below which nobody is drawn. Everybody can be drawn when left out.</summary>
    public Proportion LeastScore { get; init; }

    /// <summary>
    /// Gets what the treasury pays for a check that was right, in base units. Where the treasury had less when the epoch began, each check pays an equal part of that, rounded down: 10 units for 3
    /// checks pay 3 each. Nothing when left out.
    /// </summary>
    public Amount Pay { get; init; }

    /// <summary>
    /// Gets how checks become a score of their own, which decides who is drawn, while work decides what is paid for work; null, the value when left out, where both are one record.
    /// Left out of JSON then.
    /// </summary>
    [OptionalSection]
    public IReputationModel? Record { get; init; }

    /// <summary>
    /// Gets which part of the results that are audited are errors which the network planted, at least, above 0 and below 1; null, the value when left out, where none is promised.
    /// <see cref="Mechanism.ReviewPlantedErrors"/> says whether an epoch kept that. Left out of JSON then.
    /// </summary>
    [OptionalSection]
    public Proportion? PlantedErrors { get; init; }
}
