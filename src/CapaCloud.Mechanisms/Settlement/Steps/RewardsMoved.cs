using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Which rewards wait after an epoch, and what was withheld, paid late and lost in it.</summary>
internal readonly record struct RewardsMoved(ImmutableArray<WithheldReward> Waiting, Amount Withheld, Amount Returned, Amount Forfeited, DelegatedStake? Delegated, Amount ToDelegators, Amount Commission);
