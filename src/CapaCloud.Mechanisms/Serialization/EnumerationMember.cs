using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Refuses a number that is no member of its enumeration where a value is made, so that whatever can be made can be stored.</summary>
internal static class EnumerationMember
{
    /// <summary>Returns the value when the enumeration has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has not.</exception>
    public static TEnum Required<TEnum>(TEnum value, [CallerMemberName] string member = "")
        where TEnum : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), $"{member} is {value:D}, which is no {typeof(TEnum).Name}; expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
}
