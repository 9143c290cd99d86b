namespace CapaCloud.Mechanisms;

/// <summary>An accused participant asks for a ruling before its penalty is taken.</summary>
/// <remarks>No formula. <c>default</c> is nobody's and is refused.</remarks>
/// <param name="Offender">Who appeals: the accused.</param>
/// <param name="Key">The key of the evidence.</param>
public readonly record struct Appeal(ParticipantId Offender, Digest Key);
