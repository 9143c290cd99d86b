using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.States;

/// <summary>How much stake was at fault by one offence in one epoch; what later epochs' correlation looks back at.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Offence">Which offence.</param>
/// <param name="Epoch">In which epoch it was settled.</param>
/// <param name="Stake">The stake at fault, each weighed by its severity, in base units.</param>
public readonly record struct FaultedStake(Offence Offence, Epoch Epoch, Amount Stake);
