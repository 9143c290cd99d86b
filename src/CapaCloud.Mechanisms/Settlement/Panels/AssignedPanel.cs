using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Who looks at an audited result.</summary>
/// <remarks>No formula. <c>default</c> is nobody's.</remarks>
public readonly record struct AssignedPanel
{
    private readonly ImmutableArray<ParticipantId> _checkers;

    /// <summary>Gets whose result.</summary>
    public required ParticipantId Author { get; init; }

    /// <summary>Gets the task.</summary>
    public required TaskId Task { get; init; }

    /// <summary>Gets the members in the order of their seats; fewer than the policy asks for where there are not so many who are independent of the author and of each other.</summary>
    public required ImmutableArray<ParticipantId> Checkers
    {
        get => _checkers.IsDefault ? [] : _checkers;
        init => _checkers = value;
    }

    /// <summary>Returns the duty of each member, for the report that has the verdicts.</summary>
    /// <returns>The duties, in the order of the seats.</returns>
    public ImmutableArray<CheckDuty> ToDuties()
    {
        (ParticipantId author, TaskId task) = (Author, Task);
        return [.. Checkers.Select(checker => new CheckDuty { Checker = checker, Author = author, Task = task })];
    }

    /// <summary>Returns it in one sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => $"{Author} {Task}: checked by {(Checkers.IsEmpty ? "nobody" : string.Join(", ", Checkers))}";

    /// <inheritdoc/>
    public bool Equals(AssignedPanel other) => Author == other.Author && Task == other.Task && Checkers.AsSpan().SequenceEqual(other.Checkers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Author.GetHashCode() ^ Task.GetHashCode() ^ Checkers.Length;
}
