using System.Text;

namespace CapaCloud.Mechanisms;

/// <summary>Duties that a participant missed for one cause.</summary>
/// <remarks>No formula. Whether the cause excuses is the policy's matter, not the reporter's. <c>default</c> names no cause, so it excuses nothing.</remarks>
/// <param name="Cause">Why, in the words the policy's excused causes use.</param>
/// <param name="Count">How many duties, in the unit of <see cref="ParticipantReport.DutiesDue"/>.</param>
public readonly record struct MissedDuties(string Cause, ulong Count)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gets why, in the words the policy's excused causes use; empty for <c>default</c>, which names no cause.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    /// <exception cref="ArgumentException">The cause is not valid Unicode, so no report with it could be stored.</exception>
    public string Cause { get => field ?? ""; init => field = Storable(value); } = Storable(Cause);

    private static string? Storable(string cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        try
        {
            _ = Strict.GetByteCount(cause);
            return cause.Length == 0 ? null : cause;
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The cause of missed duties holds half of a surrogate pair; expected valid Unicode.", nameof(cause), exception);
        }
    }

    /// <summary>Returns how many and why: <c>20 (disk)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Count} ({Cause})";
}
