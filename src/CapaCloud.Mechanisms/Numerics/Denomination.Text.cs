using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms;

/// <content>Reading and writing.</content>
public readonly partial record struct Denomination
{
    /// <summary>The longest text of an amount: a sign, 39 digits, 12 group marks and the point.</summary>
    public const int MaxTextLength = 53;

    /// <summary>Reads an amount such as 663853.62, 663,853.62 or 663,853.62 USDC.</summary>
    /// <param name="text">The text: digits, groups of three by commas or none, at most <see cref="Decimals"/> digits after a point, the symbol after a space or none.</param>
    /// <returns>The amount, in base units, exact.</returns>
    /// <exception cref="FormatException">The text is no amount, has more decimals than there are, exceeds 2^128 - 1 base units, or is in another currency.</exception>
    public Amount Parse(ReadOnlySpan<char> text) => Parse(text, NumberMarks.Grouped);

    /// <summary>Reads an amount whose digits have other characters between them, such as 663.853,62.</summary>
    /// <param name="text">The text: digits, groups of three or none, at most <see cref="Decimals"/> digits after a point, the symbol after a space or none.</param>
    /// <param name="marks">The characters between the digits.</param>
    /// <returns>The amount, in base units, exact.</returns>
    /// <exception cref="FormatException">As <see cref="Parse(ReadOnlySpan{char})"/>.</exception>
    public Amount Parse(ReadOnlySpan<char> text, NumberMarks marks)
    {
        string? complaint = Read(text, marks, out Amount amount);
        return complaint is null ? amount : Refuse<Amount>(text, complaint);
    }

    /// <summary>Reads a gain or a loss, which has a minus before it: -0.5.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">The characters between the digits.</param>
    /// <returns>The amount, in base units, exact.</returns>
    /// <exception cref="FormatException">As <see cref="Parse(ReadOnlySpan{char})"/>.</exception>
    public SignedAmount ParseSigned(ReadOnlySpan<char> text, NumberMarks marks)
    {
        bool isLoss = text.StartsWith("-", StringComparison.Ordinal);
        string? complaint = Read(isLoss ? text[1..] : text, marks, out Amount amount);
        return complaint is null ? isLoss ? SignedAmount.Loss(amount) : SignedAmount.Gain(amount) : Refuse<SignedAmount>(text, complaint);
    }

    /// <summary>Reads an amount, or says that it cannot.</summary>
    /// <param name="text">The text, as <see cref="Parse(ReadOnlySpan{char})"/> reads it.</param>
    /// <param name="amount">The amount, in base units, or zero.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public bool TryParse(ReadOnlySpan<char> text, out Amount amount) => Read(text, NumberMarks.Grouped, out amount) is null;

    /// <summary>Writes an amount without groups and without zeros at the end: 663853.62.</summary>
    /// <param name="amount">The amount, in base units.</param>
    /// <returns>The text; <see cref="Parse(ReadOnlySpan{char})"/> reads it back.</returns>
    public string Format(Amount amount) => Format(amount, NumberMarks.Plain);

    /// <summary>Writes an amount with the marks asked for: 663,853.62.</summary>
    /// <param name="amount">The amount, in base units.</param>
    /// <param name="marks">The characters between the digits.</param>
    /// <returns>The text.</returns>
    public string Format(Amount amount, NumberMarks marks)
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        TryFormat(amount, buffer, out int written, marks);
        return new string(buffer[..written]);
    }

    /// <summary>Writes a gain or a loss: -0.5.</summary>
    /// <param name="amount">The amount, in base units.</param>
    /// <param name="marks">The characters between the digits.</param>
    /// <returns>The text; <see cref="ParseSigned"/> reads it back.</returns>
    public string Format(SignedAmount amount, NumberMarks marks) => amount.IsLoss ? $"-{Format(amount.Magnitude, marks)}" : Format(amount.Magnitude, marks);

    /// <summary>Writes an amount as characters.</summary>
    /// <param name="amount">The amount, in base units.</param>
    /// <param name="destination">Where to write; <see cref="MaxTextLength"/> characters are always enough.</param>
    /// <param name="written">How many characters were written.</param>
    /// <param name="marks">The characters between the digits.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    public bool TryFormat(Amount amount, Span<char> destination, out int written, NumberMarks marks = default)
    {
        // From the last digit to the first, so that nothing has to be known before.
        Span<char> buffer = stackalloc char[MaxTextLength];
        int start = buffer.Length;
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(amount.Units, PowerOfTen(Decimals));
        bool any = false;
        for (int digit = 0; digit < Decimals; digit++)
        {
            (fraction, UInt128 value) = UInt128.DivRem(fraction, 10);
            any |= value != UInt128.Zero;
            if (any)
            {
                buffer[--start] = (char)('0' + (int)value);
            }
        }

        if (any)
        {
            buffer[--start] = marks.Point;
        }

        int digits = 0;
        do
        {
            if (digits > 0 && digits % 3 == 0 && marks.Group is { } group)
            {
                buffer[--start] = group;
            }

            (whole, UInt128 value) = UInt128.DivRem(whole, 10);
            buffer[--start] = (char)('0' + (int)value);
            digits++;
        }
        while (whole != UInt128.Zero);

        ReadOnlySpan<char> text = buffer[start..];
        bool fits = text.TryCopyTo(destination);
        written = fits ? text.Length : 0;
        return fits;
    }

    [DoesNotReturn]
    private static T Refuse<T>(ReadOnlySpan<char> text, string complaint) => throw new FormatException($"'{text}' {complaint}.");

    /// <summary>Reads, and returns what is wrong, or null.</summary>
    private string? Read(ReadOnlySpan<char> text, NumberMarks marks, out Amount amount)
    {
        amount = Amount.Zero;
        ReadOnlySpan<char> number = text;
        int space = text.LastIndexOf(' ');
        if (space >= 0 && space + 1 < text.Length && char.IsAsciiLetter(text[space + 1]))
        {
            if (!text[(space + 1)..].SequenceEqual(Symbol))
            {
                return $"is in '{text[(space + 1)..]}', and {this} was expected";
            }

            number = text[..space];
        }

        int point = number.IndexOf(marks.Point);
        ReadOnlySpan<char> whole = point < 0 ? number : number[..point], fraction = point < 0 ? default : number[(point + 1)..];
        if (!TryAppendGroups(whole, marks.Group, out UInt128 units, out bool fits) || (point >= 0 && fraction.IsEmpty) || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return $"is not an amount of {this}: expected digits, in groups of three or none, such as 663,853.62";
        }

        if (fraction.Length > Decimals)
        {
            return $"has {Prose.Count(fraction.Length, "digit")} after the point: {this} expects at most {Decimals}";
        }

        for (int digit = 0; digit < Decimals; digit++)
        {
            fits &= TryAppend(ref units, digit < fraction.Length ? fraction[digit] : '0');
        }

        amount = fits ? Amount.Of(units) : Amount.Zero;
        return fits ? null : "exceeds 2^128 - 1 base units, the largest amount";
    }

    private static bool TryAppendGroups(ReadOnlySpan<char> whole, char? group, out UInt128 units, out bool fits)
    {
        (units, fits) = (UInt128.Zero, true);
        bool grouped = group is { } mark && whole.Contains(mark);
        int digits = 0;
        for (int position = 0; position < whole.Length; position++)
        {
            // Counted from the end, a mark stands in each fourth place and nowhere else.
            bool isMark = grouped && (whole.Length - position) % 4 == 0;
            if (isMark ? whole[position] != group || position == 0 : !char.IsAsciiDigit(whole[position]))
            {
                return false;
            }

            fits &= isMark || TryAppend(ref units, whole[position]);
            digits += isMark ? 0 : 1;
        }

        return digits > 0;
    }

    private static bool TryAppend(ref UInt128 value, char digit)
    {
        UInt128 next = (UInt128)(digit - '0');
        if (value > (UInt128.MaxValue - next) / 10)
        {
            return false;
        }

        value = (value * 10) + next;
        return true;
    }
}
