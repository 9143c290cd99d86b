namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A policy that can be composed, and one with three errors.</summary>
internal static class ExamplePolicy
{
    public static MechanismPolicy Good { get; } = Named("good");

    /// <summary>A bounty of everything, an offence without a name, a circuit breaker that a minority could trip.</summary>
    public static MechanismPolicy WithThreeErrors { get; } = Good with
    {
        Penalty = new PenaltyPolicy { BountyShare = Proportion.One },
        Offences =
        [
            new OffencePolicy { Offence = default, Curve = SlashingCurve.Constant(Proportion.Half) },
            new OffencePolicy { Offence = Offence.Downtime, Curve = SlashingCurve.Constant(Proportion.Half), CircuitBreaker = Proportion.Half },
        ],
    };

    public static string[] ThreePaths { get; } = ["$.penalty.bountyShare", "$.offences[0].offence", "$.offences[1].circuitBreaker"];

    public static MechanismPolicy Named(string name)
    {
        MechanismBuilder builder = new();
        builder.Name(name).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)));
        return builder.ToPolicy();
    }
}
