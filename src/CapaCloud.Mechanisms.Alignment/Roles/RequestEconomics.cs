using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>What a result is worth to who asked for it, and how disputes end.</summary>
/// <remarks>
/// <code>
/// a = 1 - (1 - WrongRulingRate) * (1 - ColludingShare)     a false dispute is won
/// r = WrongRulingRate                                      a right one is lost
/// loser pays L = min(DisputeDeposit, DisputeCost)
/// </code>
/// Money in base units for each job, chances in [0, 1]. Payment, deposit and cost of a dispute come from <see cref="Economics"/>. Immutable.
/// </remarks>
public sealed record RequestEconomics
{
    /// <summary>Gets what a correct result is worth to the requester.</summary>
    public required RationalInterval ValuePerJob { get; init; }

    /// <summary>Gets the share of results that are false. 0 when left out.</summary>
    public RationalInterval FalseResultRate { get; init; }

    /// <summary>Gets the chance that a dispute is decided wrongly, whoever is right. 0 when left out.</summary>
    public RationalInterval WrongRulingRate { get; init; }

    /// <summary>Gets what the requester gains by having the job done elsewhere. 0 when left out.</summary>
    public RationalInterval OutsideOption { get; init; }

    /// <summary>Says what is wrong with these numbers, all of it at once.</summary>
    /// <returns>One sentence for each fault; none when they can be judged.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        Check(faults, nameof(ValuePerJob), ValuePerJob, isChance: false);
        Check(faults, nameof(FalseResultRate), FalseResultRate, isChance: true);
        Check(faults, nameof(WrongRulingRate), WrongRulingRate, isChance: true);
        Check(faults, nameof(OutsideOption), OutsideOption, isChance: false);
        return faults;
    }

    private static void Check(List<string> faults, string name, RationalInterval value, bool isChance)
    {
        if (value.Low.IsNegative)
        {
            faults.Add($"{name} is {value}: expected nothing below 0.");
        }

        if (isChance && value.High > Fraction.One)
        {
            faults.Add($"{name} is {value}: a probability is at most 1.");
        }
    }
}
