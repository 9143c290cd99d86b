using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Estimates;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Chooses how far numeric answers may differ, from how far honest ones really do and from what is at stake.</summary>
/// <remarks>
/// <code>
/// deviation = |answer - median| / median, rounded up;   condemned: deviation &gt; tolerance
/// usable    = the property holds with the observed fault rate and detection, and an honest job leaves something
/// </code>
/// The two rates share the confidence: each has 1 - (1 - confidence) / 2. The smallest usable tolerance is chosen: a larger one lets more false answers pass. The rates say nothing about data of
/// another kind; measure them on the work that is sold.
/// </remarks>
public static class ToleranceDesign
{
    /// <summary>Returns how far each answer of each task is from the task's lower median.</summary>
    /// <param name="tasks">The answers to each task, at least one of them; answers by honest machines, or planted false ones among honest ones.</param>
    /// <returns>The deviations, task by task, at most one each: a deviation of one or more is one, and so is any from a median of zero.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tasks"/> is null.</exception>
    /// <exception cref="ArgumentException">A task has no answer.</exception>
    public static ImmutableArray<Proportion> DeviationsOf(IReadOnlyList<ImmutableArray<Ratio>> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ImmutableArray<Proportion>.Builder deviations = ImmutableArray.CreateBuilder<Proportion>();
        for (int task = 0; task < tasks.Count; task++)
        {
            if (tasks[task].IsDefaultOrEmpty)
            {
                throw new ArgumentException($"Task {task} has no answer; expected at least one.", nameof(tasks));
            }

            Ratio median = tasks[task].Order().ElementAt((tasks[task].Length - 1) / 2);
            foreach (Ratio answer in tasks[task])
            {
                Ratio distance = Ratio.Max(answer, median) - Ratio.Min(answer, median);
                deviations.Add(distance.IsZero ? Proportion.Zero : distance >= median ? Proportion.One : Proportion.FromQuotient(distance.Parts, median.Parts, Rounding.Up));
            }
        }

        return deviations.ToImmutable();
    }

    /// <summary>Returns what each tolerance would do.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics; the honest fault rate and the detection accuracy are replaced by what the data say.</param>
    /// <param name="honest">How far honest answers are from the accepted one.</param>
    /// <param name="planted">How far false answers are from it.</param>
    /// <param name="tolerances">The tolerances to compare.</param>
    /// <param name="confidence">The confidence of both rates together, below one.</param>
    /// <param name="property">What must hold.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One option for each tolerance, in their order.</returns>
    /// <exception cref="ArgumentNullException">The policy, the economics or the tolerances are null.</exception>
    /// <exception cref="ArgumentException">There are no honest or no planted answers, the confidence is one, or the economics are not valid.</exception>
    public static ImmutableArray<ToleranceOption> Compare(
        MechanismPolicy policy,
        Economics economics,
        ImmutableArray<Proportion> honest,
        ImmutableArray<Proportion> planted,
        IReadOnlyList<Proportion> tolerances,
        Proportion confidence,
        AlignmentProperty property = AlignmentProperty.ParallelSafety,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(tolerances);
        if (honest.IsDefaultOrEmpty || planted.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A tolerance is chosen from honest answers and from false ones; expected at least one of each.", nameof(honest));
        }

        Proportion each = Proportion.FromParts(confidence.Complement.Parts / 2).Complement;
        Mechanism mechanism = Mechanism.FromPolicy(policy);
        Fraction rate = policy.Verification.Sampler.Rate(new AuditCandidate(default, default, Proportion.One, policy.Stake.MinimumBond)).ToFraction();
        Fraction penalty = policy.Offences.FirstOrDefault(static offence => offence.Offence == Offence.IncorrectResult) is { } priced
            ? policy.Stake.MinimumBond.Multiply(priced.Curve.Evaluate(new OffenceContext { Severity = Proportion.One }), Rounding.Up).ToFraction()
            : Fraction.Zero;
        return
        [
            .. tolerances.Select(tolerance =>
            {
                ulong condemned = Beyond(honest, tolerance);
                RationalInterval faults = RateInterval.Of(condemned, (ulong)honest.Length, each), found = RateInterval.Of(Beyond(planted, tolerance), (ulong)planted.Length, each);
                Economics observed = economics with { HonestFaultRate = faults, DetectionAccuracy = found };
                return new ToleranceOption(
                    tolerance,
                    condemned,
                    faults,
                    found,
                    AlignmentChecker.Check(mechanism, observed, property, cancellation),
                    economics.PaymentPerJob.Low - economics.CostPerJob.High - (rate * faults.High * penalty));
            }),
        ];
    }

    /// <summary>Returns the smallest usable tolerance.</summary>
    /// <param name="options">What each tolerance would do.</param>
    /// <returns>The option; <see langword="null"/> when none is usable: other data, more stake or a better check are needed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static ToleranceOption? Choose(IEnumerable<ToleranceOption> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Where(static option => option.IsUsable).MinBy(static option => option.Tolerance);
    }

    private static ulong Beyond(ImmutableArray<Proportion> deviations, Proportion tolerance) => (ulong)deviations.Count(deviation => deviation > tolerance);
}
