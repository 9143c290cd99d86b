using System.Text;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Whether a text can be written as UTF-8 and read back as the same text.</summary>
internal static class UnicodeText
{
    /// <summary>Returns whether every surrogate of the text has its other half.</summary>
    public static bool IsValid(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
            {
                return false;
            }

            index++;
        }

        return true;
    }

    /// <summary>Returns the text with every surrogate as \uXXXX, so that a message can show it.</summary>
    public static string Printable(string text)
    {
        StringBuilder printable = new(text.Length);
        foreach (char character in text)
        {
            _ = char.IsSurrogate(character) ? printable.Append("\\u").Append(((int)character).ToString("x4", null)) : printable.Append(character);
        }

        return printable.ToString();
    }
}
