using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>What is remembered of a participant as a checker, where the policy keeps that apart from what is remembered of its work.</summary>
/// <remarks>
/// No formula. A check that was found right, a wrong one, a missed one, negligent checking and false accusations feed it, and nothing else does. Who has never checked has none, and counts as a
/// newcomer. Immutable.
/// </remarks>
public sealed record CheckingRecord
{
    /// <summary>Gets the conduct.</summary>
    public required ReputationRecord Reputation { get; init; }

    /// <summary>Gets the tasks that it has checked, in order, as long as a verdict or a case of them is remembered: what is charged for them is no fault of its work.</summary>
    public ImmutableArray<TaskId> Tasks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"CheckingRecord {{ Reputation = {Reputation}, Tasks = {Prose.List(Tasks)} }}";

    /// <inheritdoc/>
    public bool Equals(CheckingRecord? other) => other is not null && Reputation == other.Reputation && Tasks.AsSpan().SequenceEqual(other.Tasks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Reputation.GetHashCode() ^ Tasks.Length;

    /// <summary>Returns the keys that cases about checked tasks can have, under whichever of the checker's names they were brought.</summary>
    internal static HashSet<Digest> KeysOf(ParticipantState checker, IEnumerable<TaskId> tasks) => [.. tasks.SelectMany(task => FaultKey.AllOfResult(checker, task))];

    /// <summary>Tells whether a fault is one of checking: by its offence, or because it is about a task that was checked.</summary>
    internal static bool IsOfChecking(Offence offence, Digest key, HashSet<Digest> checks) =>
        offence == Offence.NegligentVerification || offence == Offence.FalseAccusation || checks.Contains(key);

    /// <summary>Returns it with the tasks that were checked by now, and without those of which nothing is remembered any more.</summary>
    internal CheckingRecord With(ImmutableArray<TaskId> tasks, in ParticipantState checker, ImmutableArray<FaultCase> cases, ImmutableArray<PassedAudit> passed)
    {
        if (tasks.IsEmpty && Tasks.IsEmpty)
        {
            return this;
        }

        HashSet<TaskId> known = [.. Tasks, .. tasks], remembered = [.. passed.Select(static audit => audit.Task)];
        HashSet<Digest> keys = [.. cases.Select(static item => item.Key)];
        ParticipantState names = checker;
        known.RemoveWhere(task => !remembered.Contains(task) && !FaultKey.AllOfResult(names, task).Any(keys.Contains));
        return this with { Tasks = [.. known.Order()] };
    }
}
