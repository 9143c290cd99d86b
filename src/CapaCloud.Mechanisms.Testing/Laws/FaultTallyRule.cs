using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A way to tally stake at fault: what one owner adds, and how what several add becomes one.</summary>
/// <remarks>No formula. <see cref="Library"/> is the library's own; a law test breaks one half at a time.</remarks>
/// <param name="Contribution">What an owner's faults add, seen in a window, at a present epoch.</param>
/// <param name="Merge">Two tallies of different owners together.</param>
internal sealed record FaultTallyRule(
    Func<(Epoch Fault, Amount AtFault)[], EpochSpan, Epoch, FaultTally> Contribution, Func<FaultTally, FaultTally, FaultTally> Merge)
{
    /// <summary>Gets the library's rule.</summary>
    public static FaultTallyRule Library { get; } = new(
        (faults, window, now) => FaultTally.Contribution(faults, window, now), (left, right) => left.Merge(right));
}
