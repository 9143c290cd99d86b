using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Moves every parameter of a policy and an economy alone: what it does to a margin, and where the property is lost.</summary>
/// <remarks>
/// <code>
/// slope   = (margin(value + step) - margin(value)) / step
/// SafeTo  = the last value seen to hold: steps away from the value that double, then bisection to a ten-thousandth
/// </code>
/// Some 20 checks for each end of each parameter, each of them exact. Between two checked values nothing is claimed; the usual conditions are monotone in each
/// parameter, and then everything between holds.
/// </remarks>
public static class MarginSensitivity
{
    /// <summary>Moves each parameter.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="property">The property whose margin is asked about.</param>
    /// <param name="progress">Told the part done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One entry for each parameter that this policy has, those of the policy first; none for what a mix of jobs says kind by kind.</returns>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    /// <exception cref="PolicyRefusedException">The policy is not valid.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImmutableArray<Sensitivity> Of(
        MechanismPolicy policy,
        Economics economics,
        AlignmentProperty property = AlignmentProperty.IncentiveCompatibility,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        Finding now = AlignmentChecker.Check(Mechanism.FromPolicy(policy), economics, property, cancellation);
        ImmutableArray<Sensitivity>.Builder moved = ImmutableArray.CreateBuilder<Sensitivity>();
        for (int index = 0; index < DesignParameters.All.Length; index++)
        {
            DesignParameter parameter = DesignParameters.All[index];
            if (!(economics.Mix is not null && DesignParameters.IsOfMix(parameter)) && parameter.Read(policy, economics) is { } value)
            {
                moved.Add(Move(parameter, value, now, At));
            }

            progress?.Report((index + 1.0) / DesignParameters.All.Length);

            Finding? At(Fraction other)
            {
                (MechanismPolicy changed, Economics economy) = parameter.Write(policy, economics, other);
                return MarginOracle.Ask(changed, economy, property, cancellation);
            }
        }

        return moved.ToImmutable();
    }

    private static Sensitivity Move(DesignParameter parameter, Fraction value, Finding now, Func<Fraction, Finding?> at)
    {
        Fraction step = parameter.Step(value);
        Fraction other = parameter.Clamp(value + step);
        other = other == value || at(other) is null ? parameter.Clamp(value - step) : other;
        (Fraction from, bool below) = now is Finding.Holds ? Reach(parameter, value, -step, at) : (value, false);
        (Fraction to, bool above) = now is Finding.Holds ? Reach(parameter, value, step, at) : (value, false);
        return new Sensitivity(
            parameter.Name,
            parameter.Unit,
            value,
            other,
            MarginOracle.Margin(now),
            MarginOracle.Margin(at(other)),
            now is Finding.Holds ? from : null,
            now is Finding.Holds ? to : null,
            below,
            above);
    }

    /// <summary>The last value on one side that was seen to hold, and whether the next one was seen to break it.</summary>
    private static (Fraction Last, bool Breaks) Reach(DesignParameter parameter, Fraction value, Fraction step, Func<Fraction, Finding?> at)
    {
        (Fraction last, Fraction next) = (value, parameter.Clamp(value + step));
        Finding? found = null;
        while (next != last && (found = at(next)) is Finding.Holds)
        {
            step *= 2;
            (last, next) = (next, parameter.Clamp(value + step));
        }

        if (next == last)
        {
            return (last, false);
        }

        // Down to one for whole numbers, else to a ten-thousandth of the value.
        Fraction width = parameter.IsWhole ? Fraction.One : (value.IsPositive ? value : Fraction.One) / new Fraction(10_000);
        while ((next - last).Abs() > width)
        {
            Fraction middle = parameter.Clamp((last + next) / 2);
            if (middle == last)
            {
                // Whole numbers round down: from above the middle of two neighbours is the lower one.
                break;
            }

            Finding? between = at(middle);
            (last, next, found) = between is Finding.Holds ? (middle, next, found) : (last, middle, between);
        }

        return (last, found is not null);
    }
}
