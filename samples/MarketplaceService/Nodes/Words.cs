using System.Globalization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

/// <summary>Numbers as people read them: with separators, with their unit.</summary>
internal static class Words
{
    public static string Units(Amount amount) => $"{Number(amount.Units)} {(amount == Amount.One ? "unit" : "units")}";

    /// <summary>Returns how far the next penalty for missed duties is.</summary>
    public static string Headroom(Headroom headroom) => headroom.MissesLeft switch
    {
        0 => $"The next missed duty costs {Units(headroom.NextPenalty)}.",
        1 => $"One more may be missed; the one after costs {Units(headroom.NextPenalty)}.",
        { } left => $"{Number(left)} more may be missed; the one after costs {Units(headroom.NextPenalty)}.",
    };

    public static string Number(UInt128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Returns hundredths with two digits, rounded down: 0.666... is 66.66 %.</summary>
    public static string Percent(Proportion part)
    {
        UInt128 hundredths = (UInt128)part.Parts * 10_000 / Proportion.One.Parts;
        return string.Create(CultureInfo.InvariantCulture, $"{(ulong)(hundredths / 100)}.{(ulong)(hundredths % 100):00} %");
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Returns the result of a step of an explanation.</summary>
    public static string Result(ExplanationStep step) => step.Unit switch
    {
        ExplanationUnit.Money => Units(Amount.Of(step.Result)),
        ExplanationUnit.Parts => Decimal(step.Result),
        _ => Number(step.Result),
    };

    /// <summary>Returns at most four digits after the point; three points say that there are more.</summary>
    private static string Decimal(UInt128 parts)
    {
        const int MostDigits = 4;
        UInt128 one = Proportion.One.Parts;
        string digits = ((ulong)(parts % one)).ToString("D18", CultureInfo.InvariantCulture).TrimEnd('0');
        string shown = digits.Length <= MostDigits ? digits : $"{digits[..MostDigits]}...";
        return digits.Length == 0 ? Number(parts / one) : $"{Number(parts / one)}.{shown}";
    }
}
