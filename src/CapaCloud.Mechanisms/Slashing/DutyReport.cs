using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How many duties a participant is said to have kept and missed, checked against how many there were.</summary>
/// <remarks>
/// <code>severity = missed / (kept + missed),  refused when kept + missed &gt; possible</code>
/// In duties; the severity rounds up at the 18th digit. Evidence of more duties than exist settles without an error if nobody looks: this
/// is where somebody does. JSON numbers are strings, which no reader rounds. <c>default</c> reports nothing.
/// </remarks>
/// <param name="Kept">The duties done.</param>
/// <param name="Missed">The duties not done.</param>
public readonly record struct DutyReport([property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Kept, [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Missed)
{
    /// <summary>Gets the missed part of the duties reported; zero when none were.</summary>
    [JsonIgnore]
    public Proportion Severity =>
        Missed == 0 ? Proportion.Zero : Proportion.FromQuotient(Missed, (UInt128)Kept + Missed, Rounding.Up);

    /// <summary>Tells whether the report can be true.</summary>
    /// <param name="possible">How many duties there were.</param>
    /// <param name="refusal">Why it cannot, or null.</param>
    /// <returns><see langword="true"/> when it can.</returns>
    public bool IsPossible(ulong possible, out string? refusal)
    {
        UInt128 reported = (UInt128)Kept + Missed;
        refusal = reported <= possible
            ? null
            : $"{Prose.Count(reported, "duty is", "duties are")} reported ({Kept} kept, {Missed} missed), but only {possible} exist.";
        return refusal is null;
    }
}
