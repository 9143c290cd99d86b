using System.ComponentModel;

namespace CapaCloud.Mechanisms.DependencyInjection;

/// <summary>A policy, or a part of one, as configuration keeps it: text, or parts by name. What an object in appsettings.json is bound to.</summary>
/// <remarks>
/// No formula. The members are those of the policy's JSON (<see cref="PolicyJson"/>). Configuration knows text alone, so a whole number may stand with or
/// without quotation marks, and a list has the names 0, 1, 2 and so on. Not safe for several threads at once.
/// </remarks>
[TypeConverter(typeof(PolicySettingsConverter))]
#pragma warning disable CA1710 // It is a part of a policy first; that configuration fills it as a dictionary is how it is bound.
public sealed class PolicySettings : Dictionary<string, PolicySettings>
#pragma warning restore CA1710
{
    /// <summary>Gets the text, when it has no parts; null when it has.</summary>
    public string? Text { get; internal init; }

    /// <summary>Returns the text, or how many parts there are.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Text ?? (Count == 1 ? "1 part" : $"{Count} parts");
}
