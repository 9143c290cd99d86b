using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A kind of work that is traded as equal units: what a unit is worth at most, and how long it takes.</summary>
/// <remarks>No formula. Work that is worth more, or must be ready sooner, belongs to another class. Names are compared by their characters.</remarks>
/// <param name="Name">The name of the class.</param>
/// <param name="MaximumValue">The most that one unit may be worth to whoever asks for it: what a wrong result could destroy, in base units of money.</param>
/// <param name="Duration">In how many epochs a unit is ready.</param>
public sealed record JobClass(string Name, Amount MaximumValue, EpochSpan Duration)
{
    /// <summary>Gets the name of the class.</summary>
    [JsonPropertyOrder(-1)]
    public string Name { get; init => field = value ?? throw new ArgumentNullException(nameof(Name)); } = Name ?? throw new ArgumentNullException(nameof(Name));
}
