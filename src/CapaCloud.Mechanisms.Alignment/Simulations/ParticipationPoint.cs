using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>What a population does under one penalty.</summary>
/// <remarks>
/// <code>served jobs = (honest + cheating participants) * jobs of each;   wrong jobs = cheating participants * jobs of each</code>
/// </remarks>
/// <param name="Severity">The part of the stake that a wrong result costs.</param>
/// <param name="Choices">What each group does, in the order of the groups.</param>
/// <param name="Honest">How many participants work honestly.</param>
/// <param name="Cheating">How many return false results.</param>
/// <param name="Gone">How many have left.</param>
/// <param name="ServedJobs">How many jobs are served in an epoch, right or wrong.</param>
/// <param name="WrongJobs">How many of them are wrong.</param>
/// <param name="IsSettled">Whether every group does what is best for it, the others being as they are; no such point was found when not.</param>
public sealed record ParticipationPoint(Proportion Severity, ImmutableArray<GroupChoice> Choices, int Honest, int Cheating, int Gone, long ServedJobs, long WrongJobs, bool IsSettled)
{
    /// <summary>Gets what each group does.</summary>
    public ImmutableArray<GroupChoice> Choices { get; } = Choices.IsDefault ? [] : Choices;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ParticipationPoint {{ Severity = {Severity}, Honest = {Honest}, Cheating = {Cheating}, Gone = {Gone}, ServedJobs = {ServedJobs}, "
        + $"WrongJobs = {WrongJobs}, IsSettled = {IsSettled}, Choices = {Prose.List(Choices)} }}";

    /// <inheritdoc/>
    public bool Equals(ParticipationPoint? other) =>
        other is not null && Severity == other.Severity && Honest == other.Honest && Cheating == other.Cheating && Gone == other.Gone && ServedJobs == other.ServedJobs
        && WrongJobs == other.WrongJobs && IsSettled == other.IsSettled && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severity, Honest, Cheating, Gone);
}
