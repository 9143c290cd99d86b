using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>Who works, who cheats and who leaves when the penalty for a wrong result rises.</summary>
/// <remarks>
/// <code>
/// honest   = reward - jobs * cost - (1 - (1 - rate * fault rate)^jobs) * loss
/// cheating = reward + jobs * gain - (1 - (1 - rate * accuracy)^jobs) * loss
/// gone     = what there is elsewhere
/// loss     = slashed + reward forfeited + epochs in jail * what an epoch brings
/// </code>
/// In base units an epoch, exact. Reward and loss are what the mechanism itself settles, for the population that is there: rewards change when somebody leaves, and a correlated penalty when many
/// are at fault together. One group after the other does what is best for it, the one with most to win first, until none wants to change; of equal choices it takes honesty, then leaving. Each
/// participant bonds the minimum. Everybody gets the same number of jobs at the same price, and audits find a false result with the lowest accuracy of the economics. Time: a settlement of the
/// whole population for each group and round.
/// </remarks>
public sealed record ParticipationCurve
{
    private ParticipationCurve(ImmutableArray<ParticipationPoint> points) => Points = points;

    /// <summary>Gets the points, in the order of the severities.</summary>
    public ImmutableArray<ParticipationPoint> Points { get; }

    /// <summary>
    /// Gets the first severity at which the network shrinks by more jobs than it cheats less, against the point before it; <see langword="null"/> when there is none.
    /// </summary>
    public Proportion? TurningPoint
    {
        get
        {
            for (int index = 1; index < Points.Length; index++)
            {
                long shrunk = Points[index - 1].ServedJobs - Points[index].ServedJobs, cheated = Points[index - 1].WrongJobs - Points[index].WrongJobs;
                if (shrunk > 0 && shrunk > cheated)
                {
                    return Points[index].Severity;
                }
            }

            return null;
        }
    }

    /// <summary>Gets the least severity with the most right jobs.</summary>
    public Proportion Best => Points.MaxBy(static point => (point.ServedJobs - point.WrongJobs, -(Int128)point.Severity.Parts))!.Severity;

    /// <summary>Draws the curve.</summary>
    /// <param name="policy">The policy; its price of a wrong result is replaced by each severity, a constant part of the stake.</param>
    /// <param name="economics">The economics: jobs, payments and detection accuracy are read.</param>
    /// <param name="population">The groups.</param>
    /// <param name="severities">The penalties, each above zero, rising.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no group or no severity, they do not rise from above zero, the policy has no price for a wrong result, or the economics are not valid.</exception>
    /// <exception cref="PolicyRefusedException">The policy cannot be composed.</exception>
    public static ParticipationCurve Of(
        MechanismPolicy policy, Economics economics, IReadOnlyList<PopulationGroup> population, IReadOnlyList<Proportion> severities, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(severities);
        economics.Require(nameof(economics));
        if (population.Count == 0 || severities.Count == 0 || severities[0].IsZero || severities.Zip(severities.Skip(1)).Any(static pair => pair.First >= pair.Second))
        {
            throw new ArgumentException($"{population.Count} groups and severities of {string.Join(", ", severities)}; expected at least one group, and severities that rise from above 0.", nameof(severities));
        }

        if (policy.Offences.All(static offence => offence.Offence != Offence.IncorrectResult))
        {
            throw new ArgumentException($"The policy has no price for '{Offence.IncorrectResult}': there is no penalty that could rise.", nameof(policy));
        }

        ImmutableArray<ParticipationPoint>.Builder points = ImmutableArray.CreateBuilder<ParticipationPoint>(severities.Count);
        foreach (Proportion severity in severities)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(new ParticipationPlay(Mechanism.FromPolicy(WithPenalty(policy, severity)), economics, population).Settle(severity, cancellation));
        }

        return new ParticipationCurve(points.MoveToImmutable());
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ParticipationCurve {{ Points = {Prose.List(Points)}, TurningPoint = {TurningPoint}, Best = {Best} }}";

    /// <inheritdoc/>
    public bool Equals(ParticipationCurve? other) => other is not null && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Points.Length;

    private static MechanismPolicy WithPenalty(MechanismPolicy policy, Proportion severity) => policy with
    {
        Offences =
        [
            .. policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult
                ? offence with { Curve = new ConstantCurve { Fraction = severity }, RepetitionWindow = default, CorrelationWindow = default }
                : offence),
        ],
    };
}
