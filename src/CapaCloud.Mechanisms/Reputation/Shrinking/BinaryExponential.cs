using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>2^-r and e^-y for fractions, to 120 binary digits, the same bytes on every processor.</summary>
/// <remarks>
/// The first 18 binary digits of r select three table entries, the rest goes through seven terms of the series of e^-y.
/// Each of the nine products loses at most 2^-127; the entries, made of at most six products, at most 6 * 2^-127 each.
/// </remarks>
internal static class BinaryExponential
{
    /// <summary>One, with 127 binary digits after the point.</summary>
    public static readonly UInt128 One = UInt128.One << 127;

    private const int DigitsForEachTable = 6;
    private const int EntriesOfEachTable = 1 << DigitsForEachTable;

    /// <summary>ln 2, with 128 binary digits.</summary>
    private static readonly UInt128 NaturalLogarithmOfTwo = new(0xB17217F7D1CF79AB, 0xC9E3B39803F2F6AF);

    /// <summary>2^-(2^-k) for k = 1 to 18, with 127 binary digits, rounded to nearest.</summary>
    private static readonly UInt128[] Roots =
    [
        new(0x5A827999FCEF3242, 0x2CBEC4D9BAA55F50),
        new(0x6BA27E656B4EB57A, 0x1CD345DCC8169FEF),
        new(0x75606373EE921C97, 0x6816BAD9B8372A7D),
        new(0x7A92BE8A92436616, 0x3DCE863D76CC07E2),
        new(0x7D41D96DB915019D, 0x3E12DD8A18AEBFE6),
        new(0x7E9F06067A4360BA, 0x429F9D2C98F07702),
        new(0x7F4F08AE3DC7C425, 0xD6E92CCAF3CE9785),
        new(0x7FA765ACA88F6452, 0x980DD10BF78C6EBE),
        new(0x7FD3AB290E46D768, 0xCF9D0DA47DCA62C5),
        new(0x7FE9D3A8E07BF085, 0xE9DCFC570097DF03),
        new(0x7FF4E9597BED93AA, 0xEEF8E9451BC521C6),
        new(0x7FFA748DFF8DC61E, 0xC419C7075F942527),
        new(0x7FFD3A3F50020332, 0x11C7C97BC9202C03),
        new(0x7FFE9D1DBC0A75A9, 0xE6BB14EB87F508B5),
        new(0x7FFF4E8E6306ED58, 0x936F0D762543F3DC),
        new(0x7FFFA74712C3CDFD, 0x04F51319B012060D),
        new(0x7FFFD3A381B1FA28, 0xAA136BB63B15B5B1),
        new(0x7FFFE9D1BEED0189, 0x9DEF43D41BCE4499),
    ];

    /// <summary>1/k! for k = 0 to 6, with 127 binary digits.</summary>
    private static readonly UInt128[] InverseFactorials =
    [
        new(0x8000000000000000, 0x0000000000000000),
        new(0x8000000000000000, 0x0000000000000000),
        new(0x4000000000000000, 0x0000000000000000),
        new(0x1555555555555555, 0x5555555555555555),
        new(0x0555555555555555, 0x5555555555555555),
        new(0x0111111111111111, 0x1111111111111111),
        new(0x002D82D82D82D82D, 0x82D82D82D82D82D8),
    ];

    private static readonly UInt128[] FirstDigits = Table(0);
    private static readonly UInt128[] MiddleDigits = Table(1);
    private static readonly UInt128[] LastDigits = Table(2);

    /// <summary>Returns 2^-r with 127 binary digits, within 2^-121.</summary>
    /// <param name="fraction">r, in [0, 1), with 128 binary digits.</param>
    public static UInt128 Halve(UInt128 fraction)
    {
        int first = (int)(fraction >> 122);
        int middle = (int)(fraction >> 116) & (EntriesOfEachTable - 1);
        int last = (int)(fraction >> 110) & (EntriesOfEachTable - 1);
        UInt128 rest = fraction & ((UInt128.One << 110) - UInt128.One);
        UInt128 product = Multiply(Multiply(FirstDigits[first], MiddleDigits[middle]), LastDigits[last]);
        UInt128 exponent = UInt256.Multiply(rest, NaturalLogarithmOfTwo).Upper;
        return Multiply(product, Series(exponent));
    }

    /// <summary>The product of two numbers in [0, 1] with 127 binary digits, rounded down.</summary>
    public static UInt128 Multiply(UInt128 left, UInt128 right)
    {
        UInt256 product = UInt256.Multiply(left, right);
        return (product.Upper << 1) | (product.Lower >> 127);
    }

    /// <summary>e^-y for y below 2^-18, with 128 binary digits: 1 - y (1 - y (1/2 - y (1/6 - ...))).</summary>
    private static UInt128 Series(UInt128 exponent)
    {
        UInt128 sum = InverseFactorials[6];
        for (int term = 5; term >= 0; term--)
        {
            sum = InverseFactorials[term] - UInt256.Multiply(exponent, sum).Upper;
        }

        return sum;
    }

    /// <summary>2^-(i / 64^(table + 1)) for i = 0 to 63.</summary>
    private static UInt128[] Table(int table)
    {
        UInt128[] entries = new UInt128[EntriesOfEachTable];
        for (int entry = 0; entry < EntriesOfEachTable; entry++)
        {
            UInt128 product = One;
            for (int digit = 0; digit < DigitsForEachTable; digit++)
            {
                if ((entry & (EntriesOfEachTable >> (digit + 1))) != 0)
                {
                    product = Multiply(product, Roots[(table * DigitsForEachTable) + digit]);
                }
            }

            entries[entry] = product;
        }

        return entries;
    }
}
