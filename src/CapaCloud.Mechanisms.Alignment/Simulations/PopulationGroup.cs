using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>Participants who are alike: what work costs them, how often they err, what a false result brings them, and what they have elsewhere.</summary>
/// <remarks>No formula. Money in base units.</remarks>
/// <param name="Name">What people call the group.</param>
/// <param name="Count">How many participants, at least one.</param>
/// <param name="CostPerJob">What honest work on one job costs.</param>
/// <param name="FaultRate">The chance that an audit of an honest job of theirs condemns it.</param>
/// <param name="GainPerFalseJob">What a false result brings from outside; its work is saved besides.</param>
/// <param name="OutsideOption">What they have in an epoch when they leave.</param>
/// <exception cref="ArgumentOutOfRangeException">The count is below one, or the fault rate no chance.</exception>
public sealed record PopulationGroup(string Name, int Count, Fraction CostPerJob, Fraction FaultRate, Fraction GainPerFalseJob, Fraction OutsideOption)
{
    /// <summary>Gets how many participants.</summary>
    public int Count { get; } = Count > 0 ? Count : throw new ArgumentOutOfRangeException(nameof(Count), $"A group of {Count}; expected at least 1.");

    /// <summary>Gets the chance that an audit of an honest job of theirs condemns it.</summary>
    public Fraction FaultRate { get; } = FaultRate >= Fraction.Zero && FaultRate <= Fraction.One
        ? FaultRate
        : throw new ArgumentOutOfRangeException(nameof(FaultRate), $"A fault rate of {FaultRate}; expected 0 to 1.");
}
