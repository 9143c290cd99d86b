using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Draws a committee: the signature whose laws are <see cref="CommitteeLaws"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="seed">The epoch's seed.</param>
/// <param name="task">What the committee is for.</param>
/// <param name="candidates">Who can be chosen and with how much stake, nobody twice.</param>
/// <param name="seats">How many are chosen.</param>
/// <returns>The members.</returns>
internal delegate ImmutableArray<ParticipantId> CommitteeDraw(SelectionSeed seed, TaskId task, ReadOnlySpan<StakedCandidate> candidates, int seats);
