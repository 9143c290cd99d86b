using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Refuses a number that is no member of its enumeration where a value is made, so that whatever can be made can be stored.</summary>
internal static class EnumerationMember
{
    /// <summary>Returns the value when the enumeration has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has not.</exception>
    public static TEnum Required<TEnum>(TEnum value, [CallerMemberName] string member = "")
        where TEnum : struct, Enum =>
        Members<TEnum>.Has(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), $"{member} is {value:D}, which is no {typeof(TEnum).Name}; expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");

    /// <summary>The members of one enumeration, looked through without any allocation.</summary>
    private static class Members<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly TEnum[] All = Enum.GetValues<TEnum>();

        public static bool Has(TEnum value)
        {
            foreach (TEnum member in All)
            {
                if (EqualityComparer<TEnum>.Default.Equals(member, value))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
