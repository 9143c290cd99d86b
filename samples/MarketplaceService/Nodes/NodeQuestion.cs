using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>A question of a participant: what if this came on top of what was told so far.</summary>
internal sealed record NodeQuestion(UInt128 Work, ulong DutiesDue, ImmutableArray<MissedDuties> Missed, int WrongResults, int PassedAudits)
{
    public const int MostResults = 1_000;

    public static NodeQuestion OneWrongResult { get; } = new(0, 0, [], 1, 0);
}
