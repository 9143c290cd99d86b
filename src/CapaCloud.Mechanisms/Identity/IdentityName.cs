using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms;

/// <summary>What a name of a participant, of a task, of a policy or of a cause may look like.</summary>
internal static class IdentityName
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns what is wrong with a name of one word, or null when nothing is.</summary>
    public static string? Complaint(string name, int maxBytes) => Complaint(name, maxBytes, allowsBlanks: false);

    /// <summary>Returns what is wrong with a name of several words, single blanks between them, or null when nothing is.</summary>
    public static string? ComplaintOfWords(string name) => Complaint(name, int.MaxValue, allowsBlanks: true);

    private static string? Complaint(string name, int maxBytes, bool allowsBlanks)
    {
        if (name.Length == 0)
        {
            return "must not be empty";
        }

        try
        {
            int bytes = StrictUtf8.GetByteCount(name);
            return bytes > maxBytes ? $"has {Prose.Count(bytes, "byte")} of UTF-8, more than the {maxBytes} allowed" : ComplaintOfCharacters(name, allowsBlanks);
        }
        catch (EncoderFallbackException)
        {
            return "must be valid Unicode (it holds half of a surrogate pair)";
        }
    }

    /// <summary>Two names that look the same would be two participants: nothing that cannot be seen, and no blank whose number cannot.</summary>
    private static string? ComplaintOfCharacters(string name, bool allowsBlanks)
    {
        if (allowsBlanks && (name[0] == ' ' || name[^1] == ' ' || name.Contains("  ", StringComparison.Ordinal)))
        {
            return "must not begin or end with a blank, or hold two in a row";
        }

        int position = 0;
        foreach (Rune character in name.EnumerateRunes())
        {
            if (Rune.IsControl(character))
            {
                return $"must not hold a control character; position {position} has U+{character.Value:X4}";
            }

            if (IsInvisible(character) && !(allowsBlanks && character.Value == ' '))
            {
                return $"must not hold what nobody sees; position {position} has U+{character.Value:X4}";
            }

            position += character.Utf16SequenceLength;
        }

        return null;
    }

    /// <summary>White space, format characters (a space of no width), and the letters, signs and marks that are drawn as nothing.</summary>
    private static bool IsInvisible(Rune character) =>
        Rune.IsWhiteSpace(character)
        || Rune.GetUnicodeCategory(character) == UnicodeCategory.Format
        || character.Value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f) or 0x2800 or 0x3164
            or (>= 0xfe00 and <= 0xfe0f) or 0xffa0 or (>= 0xe0000 and <= 0xe0fff);
}
