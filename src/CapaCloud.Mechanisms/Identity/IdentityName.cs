using System.Text;

namespace CapaCloud.Mechanisms.Identity;

/// <summary>What a name of a participant or of a task may look like.</summary>
internal static class IdentityName
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns what is wrong with a name, or null when nothing is.</summary>
    public static string? Complaint(string name, int maxBytes)
    {
        if (name.Length == 0)
        {
            return "must not be empty";
        }

        foreach (char character in name)
        {
            if (char.IsControl(character))
            {
                return "must not hold a control character";
            }
        }

        try
        {
            int bytes = StrictUtf8.GetByteCount(name);
            return bytes > maxBytes ? $"has {bytes} bytes of UTF-8, more than the {maxBytes} allowed" : null;
        }
        catch (EncoderFallbackException)
        {
            return "must be valid Unicode (it holds half of a surrogate pair)";
        }
    }
}
