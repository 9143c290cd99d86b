using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement.Steps;

/// <summary>Which rewards wait after an epoch, and what was withheld, paid late and lost in it.</summary>
internal readonly record struct RewardsMoved(ImmutableArray<WithheldReward> Waiting, Amount Withheld, Amount Returned, Amount Forfeited);
