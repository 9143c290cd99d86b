using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch did to the jobs of one provider: those that are still open, and those that ended.</summary>
internal readonly record struct JobsSettled(ImmutableArray<Job> Open, ImmutableArray<JobOutcome> Ended)
{
    public static JobsSettled None => new([], []);
}
