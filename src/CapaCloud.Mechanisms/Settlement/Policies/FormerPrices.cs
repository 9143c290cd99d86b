using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What faults cost under an earlier policy that let the dearest fault of a span of epochs count, as a state keeps it.</summary>
/// <param name="Offences">What each offence costs by itself.</param>
/// <param name="DearestInSpan">The length of a span.</param>
internal sealed record FormerPrices(ImmutableArray<OffencePolicy> Offences, EpochSpan DearestInSpan);
