using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>One of several penalties of the same participant: when the fault was, and which part of the stake it alone would cost.</summary>
/// <remarks>No formula. <c>default</c> costs nothing.</remarks>
/// <param name="Fault">The epoch of the fault.</param>
/// <param name="Fraction">The part of the stake.</param>
public readonly record struct PenaltyPart(Epoch Fault, Proportion Fraction);
