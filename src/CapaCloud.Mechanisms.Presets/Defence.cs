namespace CapaCloud.Mechanisms.Presets;

/// <summary>One thing that stands between a preset and its attackers, and the preset without it.</summary>
/// <remarks>No formula. Checking <paramref name="Without"/> says what the defence is for.</remarks>
/// <param name="Name">What is taken away.</param>
/// <param name="Without">The same preset with everything else in place.</param>
public sealed record Defence(string Name, Preset Without);
