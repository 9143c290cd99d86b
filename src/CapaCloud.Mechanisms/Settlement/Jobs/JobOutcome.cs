using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How a job ended, and where its money went.</summary>
/// <remarks>
/// <code>price + bond = ToProvider + Fee + ToRequester</code>
/// In base units. Nothing else ever leaves a job.
/// </remarks>
public readonly record struct JobOutcome
{
    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets who asked for it.</summary>
    public required ParticipantId Requester { get; init; }

    /// <summary>Gets why it ended.</summary>
    public required JobEnding Ending { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets what the provider was paid: price or cancellation fee, and the bond of a dispute that it won.</summary>
    public Amount ToProvider { get; init; }

    /// <summary>Gets the network's part, which went to the treasury.</summary>
    public Amount Fee { get; init; }

    /// <summary>Gets what is free money of the requester again: what it does not pay, and its bond.</summary>
    public Amount ToRequester { get; init; }

    /// <summary>Gets what it says of the requester's conduct; null where the policy remembers none. Left out of JSON then.</summary>
    [OptionalSection]
    public RequesterConduct? Conduct { get; init; }

    /// <summary>Gets what was reserved for the job, all of which moved.</summary>
    /// <exception cref="OverflowException">It exceeds 2^128 - 1.</exception>
    internal Amount Reserved => ToProvider + Fee + ToRequester;
}
