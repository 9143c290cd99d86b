using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>A penalty that waits out its appeal: nothing has been taken yet, and what it may take cannot leave.</summary>
/// <remarks>
/// <code>held = ceiling(what stood at the fault * Fraction), first of what cannot leave yet, then of what is released</code>
/// Because nothing has been taken, overturning it is forgetting it. <c>default</c> holds nothing.
/// </remarks>
/// <param name="Key">The key of the evidence.</param>
/// <param name="Operator">Whose fault it is said to be.</param>
/// <param name="Fault">The epoch of the fault.</param>
/// <param name="Fraction">The part of what stood there that would be taken.</param>
public readonly record struct StakeHold(Digest Key, ParticipantId Operator, Epoch Fault, Proportion Fraction);
