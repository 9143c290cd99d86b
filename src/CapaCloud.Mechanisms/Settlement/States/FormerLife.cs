using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What few participants have, behind one reference: other names before, and records that became one.</summary>
internal sealed record FormerLife(ImmutableArray<ParticipantId> Names, MergedRecords? Merged)
{
    public static FormerLife? Of(ImmutableArray<ParticipantId> names, MergedRecords? merged) =>
        names.IsDefaultOrEmpty && merged is null ? null : new FormerLife(names.IsDefault ? [] : names, merged);
}
