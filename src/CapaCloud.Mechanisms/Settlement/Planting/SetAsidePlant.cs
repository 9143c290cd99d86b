using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What was opened as a planted error and does not count as one, with the reason.</summary>
/// <remarks>No formula. <c>default</c> is nothing.</remarks>
public readonly record struct SetAsidePlant
{
    /// <summary>Gets what was opened.</summary>
    public required PlantedError Plant { get; init; }

    /// <summary>Gets the reason.</summary>
    public required PlantedErrorFlaw Flaw { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => $"{Plant?.Commitment.Task} under the name {Plant?.Commitment.Author}: {Flaw}";
}
