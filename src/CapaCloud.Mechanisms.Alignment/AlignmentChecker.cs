using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Says whether cheating pays: under a mechanism and an economy honesty is the most profitable choice, or here is the attack.</summary>
/// <remarks>
/// No formula of its own: each finding states its condition. The mechanism is the very object that settles: penalties and rewards are what its own settlement answers. Verdicts rest on exact
/// arithmetic. Deterministic and free of side effects.
/// </remarks>
public static class AlignmentChecker
{
    /// <summary>Asks every question that the economics give numbers for.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; over intervals the answers hold for the whole box.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(Mechanism mechanism, Economics economics, CancellationToken cancellation = default) =>
        UnplayedParts.Judge(Report(new Questions(Measure(mechanism, economics, cancellation), cancellation)), mechanism);

    /// <summary>Asks one question.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; over intervals the answer holds for the whole box.</param>
    /// <param name="property">The question.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The finding, the same as in the report on all questions.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such question.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Finding Check(Mechanism mechanism, Economics economics, AlignmentProperty property, CancellationToken cancellation = default)
    {
        if (!Enum.IsDefined(property))
        {
            throw new ArgumentOutOfRangeException(nameof(property), property, "There is no such property.");
        }

        MechanismIncentives incentives = Measure(mechanism, economics, cancellation);
        return UnplayedParts.Judge(Judged(() => Ask(property, new Questions(incentives, cancellation))), mechanism);
    }

    /// <summary>Asks every question, and where the static conditions do not show that honesty is best, plays the participant's whole future.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; the future is looked at where they are numbers, and where verdicts come late only if few enough states of pending work follow.</param>
    /// <param name="effort">How much the dynamic engine may try.</param>
    /// <param name="progress">Is told which part of the dynamic engine's work is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report; a finding says on which engine it rests.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(
        Mechanism mechanism, Economics economics, DynamicEffort effort, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Questions questions = new(Measure(mechanism, economics, cancellation), cancellation);
        AlignmentReport report = Report(questions);
        return UnplayedParts.Judge(Judged(() => DynamicFindings.Join(report, questions.Incentives, questions.Parts, effort, progress, cancellation)), mechanism);
    }

    private static AlignmentReport Report(Questions questions) => Judged(() => new AlignmentReport
    {
        PolicyName = questions.Incentives.Probe.Mechanism.Policy.Name,
        PolicyHash = questions.Incentives.Probe.Mechanism.PolicyHash,
        Economics = questions.Incentives.Economics,
        Findings = [.. Enum.GetValues<AlignmentProperty>().Select(property => Ask(property, questions))],
    });

    /// <summary>Numbers that the mechanism itself cannot settle are refused by name, not by an exception from somewhere within.</summary>
    private static T Judged<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            throw new ArgumentException($"These economics cannot be judged under this mechanism: an amount or a chance leaves the range that it can settle ({exception.Message}).", exception);
        }
    }

    private static MechanismIncentives Measure(Mechanism mechanism, Economics economics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));

        cancellation.ThrowIfCancellationRequested();
        return Judged(() => MechanismIncentives.Of(mechanism, economics));
    }

    private static Finding Ask(AlignmentProperty property, Questions asked) => property switch
    {
        AlignmentProperty.IncentiveCompatibility => IncentiveProperty.Of(asked.Incentives, asked.Parts),
        AlignmentProperty.Participation => IncomeProperties.Participation(asked.Incentives, asked.Life),
        AlignmentProperty.BudgetBalance => IncomeProperties.BudgetBalance(asked.Incentives),
        AlignmentProperty.ParallelSafety => IncentiveProperty.Cheating(asked.Parts).On(property, asked.Incentives.Assumptions),
        AlignmentProperty.CollusionResistance => CoalitionProperties.Collusion(asked.Incentives, asked.Cancellation),
        AlignmentProperty.SybilNeutrality => IdentityProperties.SybilNeutrality(asked.Incentives, asked.Life),
        AlignmentProperty.WhitewashResistance => IdentityProperties.Whitewash(asked.Incentives, asked.Parts),
        AlignmentProperty.ExitSafety => IdentityProperties.ExitSafety(asked.Incentives),
        AlignmentProperty.VerifierDiligence => DiligenceProperty.Of(asked.Incentives, asked.Life),
        AlignmentProperty.RequesterFairness => RoleProperties.RequesterFairness(asked.Incentives),
        AlignmentProperty.GriefingBound => GriefingProperty.Griefing(asked.Incentives, asked.Life),
        AlignmentProperty.HonestSafety => IncomeProperties.HonestSafety(asked.Incentives, asked.Life),
        AlignmentProperty.Monotonicity => RoleProperties.Monotonicity(asked.Incentives),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "There is no such property."),
    };

    /// <summary>What the questions share, made when the first asks for it.</summary>
    private sealed class Questions(MechanismIncentives incentives, CancellationToken cancellation)
    {
        private HonestLife? _life;
        private ImmutableArray<IncentivePart> _parts;

        public MechanismIncentives Incentives => incentives;

        public CancellationToken Cancellation => cancellation;

        public HonestLife Life => _life ??= HonestLife.Of(incentives);

        public ImmutableArray<IncentivePart> Parts => _parts.IsDefault ? _parts = IncentiveProperty.Parts(incentives, Life, cancellation) : _parts;
    }
}
