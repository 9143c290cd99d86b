using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One penalty among those of an epoch: who brought it, how severe it is, what it took, and what it would have taken alone, in base units.</summary>
internal readonly record struct TakenPenalty(ImmutableArray<ParticipantId> Reporters, Proportion Severity, Amount Own, Amount Alone, Amount Delegators);
