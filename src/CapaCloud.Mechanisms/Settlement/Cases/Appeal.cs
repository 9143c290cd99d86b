using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>An accused participant asks for a ruling before its penalty is taken.</summary>
/// <remarks>No formula. <c>default</c> is nobody's and is set aside.</remarks>
/// <param name="Offender">Who appeals: the accused.</param>
/// <param name="Key">The key of the evidence.</param>
public readonly record struct Appeal(ParticipantId Offender, Digest Key)
{
    /// <summary>Gets the epoch of the fault (<see cref="FaultCase.FaultEpoch"/>), where the appeal is in that case alone; null for every pending case of the key. Left out of JSON then.</summary>
    [OptionalSection]
    public Epoch? FaultEpoch { get; init; }
}
