using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One value that a step rests on.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much, in the unit.</param>
/// <param name="Unit">What is counted.</param>
public readonly record struct Operand(string Name, UInt128 Value, ExplanationUnit Unit)
{
    /// <summary>Gets what is counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public ExplanationUnit Unit { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Unit, nameof(Unit));
}
