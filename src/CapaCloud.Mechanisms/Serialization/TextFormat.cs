namespace CapaCloud.Mechanisms.Serialization;

/// <summary>The formats that values know: <c>G</c>, which is read back; <c>N0</c> for a count, thousands apart; <c>P</c> for a part of a whole, in percent. Any other is refused.</summary>
/// <remarks>The names are those of .NET, and so is the rule that their case does not matter. No format means <c>G</c>.</remarks>
internal static class TextFormat
{
    /// <summary>Tells whether a count is to be written with thousands apart.</summary>
    /// <exception cref="FormatException">The format is none of the two.</exception>
    public static bool IsGrouped(ReadOnlySpan<char> format, string value) =>
        format.Equals("N0", StringComparison.OrdinalIgnoreCase) || (IsGeneral(format) ? false : throw Unknown(format, value, "'G', or 'N0' for thousands apart"));

    /// <summary>Tells whether a part of a whole is to be written in percent.</summary>
    /// <exception cref="FormatException">The format is none of the two.</exception>
    public static bool IsPercent(ReadOnlySpan<char> format, string value) =>
        format.Equals("P", StringComparison.OrdinalIgnoreCase) || (IsGeneral(format) ? false : throw Unknown(format, value, "'G', or 'P' for percent"));

    /// <summary>Refuses every format but the general one.</summary>
    /// <exception cref="FormatException">The format is another.</exception>
    public static void Require(ReadOnlySpan<char> format, string value)
    {
        if (!IsGeneral(format))
        {
            throw Unknown(format, value, "'G' or none");
        }
    }

    private static bool IsGeneral(ReadOnlySpan<char> format) => format.IsEmpty || format.Equals("G", StringComparison.OrdinalIgnoreCase);

    private static FormatException Unknown(ReadOnlySpan<char> format, string value, string expected) =>
        new($"'{format}' is no format of {value}: expected {expected}.");
}
