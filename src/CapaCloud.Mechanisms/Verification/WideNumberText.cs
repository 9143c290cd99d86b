namespace CapaCloud.Mechanisms.Verification;

/// <summary>Reads whole numbers in their only spelling: ASCII digits, no sign, no leading zero.</summary>
internal static class WideNumberText
{
    public static bool TryParse(string? text, out UInt128 value)
    {
        value = UInt128.Zero;
        if (string.IsNullOrEmpty(text) || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            UInt128 digit = (UInt128)(character - '0');
            if (value > (UInt128.MaxValue - digit) / 10)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }
}
