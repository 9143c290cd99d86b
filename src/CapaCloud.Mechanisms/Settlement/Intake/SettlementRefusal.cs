using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>One reason why a report cannot be settled: which rule, which row or value, and what was expected.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Reason">Which rule.</param>
/// <param name="Where">Which row or value: <c>participants[17] (g018)</c>.</param>
/// <param name="Message">What is wrong, with the values and their units, and what was expected.</param>
public readonly record struct SettlementRefusal(RefusalReason Reason, string Where, string Message)
{
    /// <summary>Gets which rule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public RefusalReason Reason { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Reason, nameof(Reason));

    /// <summary>Returns the refusal in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Where}: {Message} ({Reason})";
}
