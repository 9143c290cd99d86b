using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms;

/// <summary>One currency as people write it: a symbol and the digits after the point. It turns a decimal text into base units and back, exactly.</summary>
/// <remarks>
/// <code>units = whole * 10^Decimals + the digits after the point, filled with zeros to Decimals digits</code>
/// Exact in both directions, without floating point; nothing is rounded: text with more digits after the point than there are is refused, zeros included.
/// "663,853.62" with 6 decimals is 663,853,620,000 base units, and these are written "663853.62", or "663,853.62" with groups. The text is the same in every culture:
/// ASCII digits, a point, and a comma between groups of three where <see cref="NumberMarks"/> do not say otherwise. <c>default</c> has no symbol and no decimals: it
/// writes base units. Linear in the digits; reading and writing to a span allocate nothing. Immutable and safe to share between threads.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct Denomination
{
    /// <summary>The most decimals there can be: 38, since 2^128 - 1 has 39 digits.</summary>
    public const int MaxDecimals = 38;

    /// <summary>The most characters a symbol can have.</summary>
    public const int MaxSymbolLength = 16;

    private readonly string? _symbol;

    /// <summary>Initializes a new instance of the <see cref="Denomination"/> struct.</summary>
    /// <param name="symbol">The symbol, such as USDC: ASCII letters and digits, a letter first, at most 16; empty for none.</param>
    /// <param name="decimals">How many digits stand after the point, from 0 to 38.</param>
    /// <exception cref="ArgumentNullException"><paramref name="symbol"/> is null.</exception>
    /// <exception cref="ArgumentException">The symbol has another character, begins with a digit or is too long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The decimals are not from 0 to 38.</exception>
    [JsonConstructor]
    public Denomination(string symbol, int decimals)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (!IsSymbol(symbol))
        {
            throw new ArgumentException($"'{symbol}' is not a symbol: expected at most {MaxSymbolLength} ASCII letters and digits, a letter first, such as USDC.", nameof(symbol));
        }

        if (decimals is < 0 or > MaxDecimals)
        {
            throw new ArgumentOutOfRangeException(nameof(decimals), $"{Prose.Count(decimals, "decimal")} of {symbol}: expected from 0 to {MaxDecimals}.");
        }

        _symbol = symbol;
        Decimals = decimals;
    }

    /// <summary>Gets the symbol; empty when there is none.</summary>
    public string Symbol => _symbol ?? "";

    /// <summary>Gets how many digits stand after the point, from 0 to 38.</summary>
    public int Decimals { get; }

    /// <summary>Gets one whole unit of the currency, in base units: 10^Decimals.</summary>
    [JsonIgnore]
    public Amount Whole => Amount.Of(PowerOfTen(Decimals));

    /// <inheritdoc/>
    public bool Equals(Denomination other) => Decimals == other.Decimals && string.Equals(Symbol, other.Symbol, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Symbol, StringComparison.Ordinal) ^ Decimals;

    /// <summary>Returns the symbol and the decimals: <c>USDC (6 decimals)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{(Symbol.Length == 0 ? "(no symbol)" : Symbol)} ({Prose.Count(Decimals, "decimal")})";

    internal static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = UInt128.One;
        for (int digit = 0; digit < exponent; digit++)
        {
            power *= 10;
        }

        return power;
    }

    private static bool IsSymbol(string text)
    {
        if (text.Length > MaxSymbolLength || (text.Length > 0 && !char.IsAsciiLetter(text[0])))
        {
            return false;
        }

        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
