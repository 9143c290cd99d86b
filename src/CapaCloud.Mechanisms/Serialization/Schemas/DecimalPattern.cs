using System.Text;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Regular expressions for the one text of each number in a range: no leading zero, no zero at the end of a fraction.</summary>
/// <remarks>Written with what the expressions of ECMAScript and of .NET have in common. Linear in the number of digits.</remarks>
internal static class DecimalPattern
{
    private const string End = "(?![\\s\\S])";

    /// <summary>Returns the expression of the whole numbers of a range.</summary>
    public static string Whole(UInt128 low, UInt128 high) => $"^(?:{WholeRange(low, high)}){End}";

    /// <summary>Returns the expression of the numbers of 18 digits after the point in a range, in parts of 10^18.</summary>
    public static string Fixed(UInt128 low, UInt128 high)
    {
        (UInt128 lowWhole, UInt128 lowRest) = UInt128.DivRem(low, Proportion.PartsPerOne);
        (UInt128 highWhole, UInt128 highRest) = UInt128.DivRem(high, Proportion.PartsPerOne);
        List<string> parts = [];
        if (lowWhole == highWhole)
        {
            parts.Add(DecimalText.Format(lowWhole) + Fraction(lowRest, highRest));
        }
        else
        {
            UInt128 last = Proportion.PartsPerOne - UInt128.One;
            parts.Add(DecimalText.Format(lowWhole) + Fraction(lowRest, last));
            if (highWhole - lowWhole > UInt128.One)
            {
                parts.Add($"(?:{WholeRange(lowWhole + UInt128.One, highWhole - UInt128.One)}){Fraction(UInt128.Zero, last)}");
            }

            parts.Add(DecimalText.Format(highWhole) + Fraction(UInt128.Zero, highRest));
        }

        return $"^(?:{string.Join('|', parts)}){End}";
    }

    private static string WholeRange(UInt128 low, UInt128 high)
    {
        List<string> parts = [];
        UInt128 first = low;
        while (true)
        {
            string from = DecimalText.Format(first);
            string nines = new('9', from.Length);
            if (!DecimalText.TryParse(nines, out UInt128 longest) || longest >= high)
            {
                parts.Add(SameLength(from, DecimalText.Format(high)));
                return string.Join('|', parts);
            }

            parts.Add(SameLength(from, nines));
            first = longest + UInt128.One;
        }
    }

    /// <summary>The texts of digits between two of the same length.</summary>
    private static string SameLength(string low, string high)
    {
        int shared = 0;
        while (shared < low.Length && low[shared] == high[shared])
        {
            shared++;
        }

        string prefix = low[..shared];
        if (shared == low.Length)
        {
            return prefix;
        }

        int rest = low.Length - shared - 1;
        List<string> parts = [];
        char from = low[shared], to = high[shared];
        if (low[(shared + 1)..].Any(static digit => digit != '0'))
        {
            parts.Add(from + AtLeast(low[(shared + 1)..]));
            from++;
        }

        string? last = high[(shared + 1)..].All(static digit => digit == '9') ? null : to + AtMost(high[(shared + 1)..]);
        if (last is not null)
        {
            to--;
        }

        if (from <= to)
        {
            parts.Add(Digits(from, to) + Any(rest));
        }

        if (last is not null)
        {
            parts.Add(last);
        }

        return $"{prefix}(?:{string.Join('|', parts)})";
    }

    private static string AtLeast(string low) => low.Length == 0 ? "" : SameLength(low, new string('9', low.Length));

    private static string AtMost(string high) => high.Length == 0 ? "" : SameLength(new string('0', high.Length), high);

    /// <summary>A point and digits that do not end in zero, or nothing for zero.</summary>
    private static string Fraction(UInt128 low, UInt128 high)
    {
        StringBuilder lowest = new(DecimalText.Format(low)), highest = new(DecimalText.Format(high));
        string from = lowest.Insert(0, "0", DecimalText.FractionDigits - lowest.Length).ToString();
        string to = highest.Insert(0, "0", DecimalText.FractionDigits - highest.Length).ToString();
        string digits = Ending(from, to, hasLow: true, hasHigh: true);
        return digits.Length == 0 ? "" : low == UInt128.Zero ? $"(?:\\.{digits})?" : $"\\.{digits}";
    }

    /// <summary>Digits between two, at least one of them, the last of them not zero; nothing when there are none.</summary>
    private static string Ending(string low, string high, bool hasLow, bool hasHigh)
    {
        hasLow &= low.Any(static digit => digit != '0');
        hasHigh &= high.Any(static digit => digit != '9');
        if (low.Length == 0)
        {
            return "";
        }

        if (!hasLow && !hasHigh)
        {
            return low.Length == 1 ? "[1-9]" : $"[0-9]{{0,{low.Length - 1}}}[1-9]";
        }

        char from = hasLow ? low[0] : '0', to = hasHigh ? high[0] : '9';
        List<string> parts = [];
        for (char digit = from; digit <= to; digit++)
        {
            bool tightLow = hasLow && digit == from, tightHigh = hasHigh && digit == to;
            string rest = Ending(low[1..], high[1..], tightLow, tightHigh);
            // What follows may be left out when it may be zero: then this digit is the last one, and not zero itself.
            bool mayEnd = digit != '0' && (!tightLow || low[1..].All(static next => next == '0'));
            if (rest.Length > 0)
            {
                parts.Add(digit + (mayEnd ? $"(?:{rest})?" : rest));
            }
            else if (mayEnd)
            {
                parts.Add(digit.ToString());
            }
        }

        return parts.Count == 0 ? "" : $"(?:{string.Join('|', parts)})";
    }

    private static string Digits(char from, char to) => from == to ? from.ToString() : $"[{from}-{to}]";

    private static string Any(int count) => count switch { 0 => "", 1 => "[0-9]", _ => $"[0-9]{{{count}}}" };
}
