using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Who works on what: the new state with every job awarded, and what became of each task and each offer.</summary>
/// <remarks>
/// <code>After = the state before, with the award of each task in turn</code>
/// Equal by content. No money moves; a requester's price and bond are reserved.
/// </remarks>
public sealed record Allocation
{
    /// <summary>Gets the state after all awards.</summary>
    public required NetworkState After { get; init; }

    /// <summary>Gets what became of each task, in the order of the requests.</summary>
    public required ImmutableArray<TaskOutcome> Tasks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what became of each offer, in their order.</summary>
    public required ImmutableArray<OfferOutcome> Offers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns what it came to, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"epoch {After.Epoch}: {Tasks.Count(static task => task.Award is not null)} of {Prose.Count(Tasks.Length, "task")} found a provider among {Prose.Count(Offers.Length, "offer")}";

    /// <inheritdoc/>
    public bool Equals(Allocation? other) =>
        other is not null
        && Tasks.AsSpan().SequenceEqual(other.Tasks.AsSpan())
        && Offers.AsSpan().SequenceEqual(other.Offers.AsSpan())
        && After == other.After;

    /// <inheritdoc/>
    public override int GetHashCode() => Tasks.Length ^ (Offers.Length << 16) ^ After.GetHashCode();
}
