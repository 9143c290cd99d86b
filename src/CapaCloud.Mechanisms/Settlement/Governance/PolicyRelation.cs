using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A law between parameters.</summary>
/// <remarks>No formula here: <see cref="PolicyRelations"/> has them. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<PolicyRelation>))]
public enum PolicyRelation
{
    /// <summary>No law.</summary>
    None = 0,

    /// <summary>A reporter is paid less than the penalty: reporting oneself costs.</summary>
    BountyBelowPenalty = 1,

    /// <summary>The penalty times the chance of it is at least what cheating saves.</summary>
    PenaltyAboveSavedCost = 2,

    /// <summary>Stake leaves only after everything can be found and disputed.</summary>
    UnbondingCoversDetection = 3,

    /// <summary>A fault can be charged until it can be found and disputed.</summary>
    LiabilityCoversDetection = 4,

    /// <summary>Saying nothing costs at least as much as a wrong answer.</summary>
    SilenceNotCheaper = 5,

    /// <summary>A controller's step is small enough for what it steers.</summary>
    ControllerStable = 6,
}
