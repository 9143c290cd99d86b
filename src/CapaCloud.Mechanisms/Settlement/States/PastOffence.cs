using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.States;

/// <summary>An offence that was confirmed against a participant before.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Offence">Which.</param>
/// <param name="Epoch">In which epoch it was settled.</param>
public readonly record struct PastOffence(Offence Offence, Epoch Epoch);
