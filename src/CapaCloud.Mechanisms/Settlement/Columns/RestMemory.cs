using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What is remembered of a participant that rests, beyond its numbers. It stays as it is until an epoch in which something of it is to be forgotten.</summary>
/// <param name="Stake">The account, of which the numbers have the bonded part.</param>
/// <param name="Jail">For which faults it is in jail.</param>
/// <param name="Cases">Its closed cases.</param>
/// <param name="PassedAudits">The tasks that were found right.</param>
internal sealed record RestMemory(StakeAccount Stake, JailTerms? Jail, ImmutableArray<FaultCase> Cases, ImmutableArray<PassedAudit> PassedAudits);
