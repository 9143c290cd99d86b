using System.Diagnostics.CodeAnalysis;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>
/// Reads and writes non-negative integers and 18-digit fixed-point numbers, the same characters in every culture: ASCII digits,
/// a point, no sign, no grouping, no exponent.
/// </summary>
internal static class DecimalText
{
    /// <summary>Digits after the point of <see cref="Proportion"/> and <see cref="Ratio"/>.</summary>
    public const int FractionDigits = 18;

    /// <summary>39 digits of an integer, or 21 before the point, the point and 18 after it.</summary>
    public const int MaxLength = 40;

    public static string Format(UInt128 value)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        TryFormat(value, buffer, out int written);
        return new string(buffer[..written]);
    }

    public static string FormatFixed(UInt128 parts)
    {
        Span<char> buffer = stackalloc char[MaxLength + 1];
        TryFormatFixed(parts, buffer, out int written);
        return new string(buffer[..written]);
    }

    public static bool TryFormat(UInt128 value, Span<char> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        int start = WriteDigits(value, digits);
        return Copy(digits[start..], destination, out written);
    }

    public static bool TryFormat(UInt128 value, Span<byte> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        int start = WriteDigits(value, digits);
        return Copy(digits[start..], destination, out written);
    }

    public static bool TryFormat(bool negative, UInt128 value, Span<char> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        return Copy(WriteSigned(negative, value, digits), destination, out written);
    }

    public static bool TryFormat(bool negative, UInt128 value, Span<byte> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        return Copy(WriteSigned(negative, value, digits), destination, out written);
    }

    public static bool TryFormatFixed(UInt128 parts, Span<char> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength + 1];
        int length = WriteFixed(parts, digits);
        return Copy(digits[..length], destination, out written);
    }

    public static bool TryFormatFixed(UInt128 parts, Span<byte> destination, out int written)
    {
        Span<byte> digits = stackalloc byte[MaxLength + 1];
        int length = WriteFixed(parts, digits);
        return Copy(digits[..length], destination, out written);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = UInt128.Zero;
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!TryAppendDigit(ref value, character))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryParseFixed(ReadOnlySpan<char> text, out UInt128 parts)
    {
        parts = UInt128.Zero;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || fraction.Length > FractionDigits || (point >= 0 && fraction.IsEmpty))
        {
            return false;
        }

        foreach (char character in whole)
        {
            if (!TryAppendDigit(ref parts, character))
            {
                return false;
            }
        }

        for (int digit = 0; digit < FractionDigits; digit++)
        {
            if (!TryAppendDigit(ref parts, digit < fraction.Length ? fraction[digit] : '0'))
            {
                return false;
            }
        }

        return true;
    }

    [DoesNotReturn]
    public static T ThrowFormat<T>(ReadOnlySpan<char> text, string expected) =>
        throw new FormatException($"'{text}' is not {expected}.");

    private static bool TryAppendDigit(ref UInt128 value, char character)
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
        return true;
    }

    private static int WriteDigits(UInt128 value, Span<byte> digits)
    {
        int position = digits.Length;
        do
        {
            (value, UInt128 digit) = UInt128.DivRem(value, 10);
            digits[--position] = (byte)('0' + (int)digit);
        }
        while (value != UInt128.Zero);

        return position;
    }

    // 39 digits and a sign fill the buffer.
    private static ReadOnlySpan<byte> WriteSigned(bool negative, UInt128 value, Span<byte> digits)
    {
        int start = WriteDigits(value, digits);
        if (negative)
        {
            digits[--start] = (byte)'-';
        }

        return digits[start..];
    }

    private static int WriteFixed(UInt128 parts, Span<byte> target)
    {
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(parts, Proportion.PartsPerOne);
        Span<byte> digits = stackalloc byte[MaxLength];
        int start = WriteDigits(whole, digits);
        digits[start..].CopyTo(target);
        int length = MaxLength - start;
        if (fraction == UInt128.Zero)
        {
            return length;
        }

        target[length++] = (byte)'.';
        for (int position = FractionDigits - 1; position >= 0; position--)
        {
            (fraction, UInt128 digit) = UInt128.DivRem(fraction, 10);
            target[length + position] = (byte)('0' + (int)digit);
        }

        length += FractionDigits;
        while (target[length - 1] == (byte)'0')
        {
            length--;
        }

        return length;
    }

    private static bool Copy(ReadOnlySpan<byte> digits, Span<byte> destination, out int written)
    {
        bool fits = digits.TryCopyTo(destination);
        written = fits ? digits.Length : 0;
        return fits;
    }

    private static bool Copy(ReadOnlySpan<byte> digits, Span<char> destination, out int written)
    {
        written = 0;
        if (digits.Length > destination.Length)
        {
            return false;
        }

        foreach (byte digit in digits)
        {
            destination[written++] = (char)digit;
        }

        return true;
    }
}
