using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>The decimal strings of the vector files.</summary>
internal static class NumberText
{
    public static BigInteger Integer(string text) => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static UInt128 Unsigned(string text) => UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static ulong Word(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Of(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool Fits(BigInteger value) => value.Sign >= 0 && value <= UInt128.MaxValue;
}
