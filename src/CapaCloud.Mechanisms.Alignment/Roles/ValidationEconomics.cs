using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>How much a validator checks, and how well.</summary>
/// <remarks>
/// <code>
/// found out = PlantedErrorRate * (1 - LeakRate)     for each result that it vouches for unchecked
/// wronged   = PlantedErrorRate * MissRate           for each that it checks
/// </code>
/// Chances in [0, 1]. What a check costs, pays and how often an error is planted comes from <see cref="Economics"/>. Immutable.
/// </remarks>
public sealed record ValidationEconomics
{
    /// <summary>Gets how many results a validator is given to check in an epoch, at most. 1 when left out.</summary>
    public long ChecksPerEpoch { get; init; } = 1;

    /// <summary>Gets how many validators like it there are. 100 when left out.</summary>
    public long Validators { get; init; } = 100;

    /// <summary>Gets the chance that an honest check overlooks a planted error. 0 when left out.</summary>
    public RationalInterval MissRate { get; init; }

    /// <summary>Gets the share of planted errors of which somebody tells the validator. 0 when left out.</summary>
    public RationalInterval LeakRate { get; init; }

    /// <summary>Says what is wrong with these numbers, all of it at once.</summary>
    /// <param name="economics">The economics of the network.</param>
    /// <returns>One sentence for each fault; none when they can be judged.</returns>
    public IReadOnlyList<string> Validate(Economics economics)
    {
        ArgumentNullException.ThrowIfNull(economics);
        List<string> faults = [];
        Range(faults, nameof(ChecksPerEpoch), ChecksPerEpoch, 1_000_000);
        Range(faults, nameof(Validators), Validators, 1_000_000_000);
        Chance(faults, nameof(MissRate), MissRate);
        Chance(faults, nameof(LeakRate), LeakRate);
        if (economics.CheckingCost.OrZero().High.IsZero)
        {
            faults.Add($"{nameof(Economics.CheckingCost)} is 0: who saves nothing by not checking has no question to ask; expected more than 0.");
        }

        if (!MissRate.High.IsZero && !economics.PlantedErrorRate.IsPoint)
        {
            faults.Add($"{nameof(Economics.PlantedErrorRate)} is {economics.PlantedErrorRate}: where honest checks overlook errors, expected a number.");
        }

        return faults;
    }

    private static void Range(List<string> faults, string name, long value, long most)
    {
        if (value < 1 || value > most)
        {
            faults.Add($"{name} is {value}: expected from 1 to {most}.");
        }
    }

    private static void Chance(List<string> faults, string name, RationalInterval value)
    {
        if (value.Low.IsNegative || value.High > Fraction.One)
        {
            faults.Add($"{name} is {value}: a probability lies in [0, 1].");
        }
    }
}
