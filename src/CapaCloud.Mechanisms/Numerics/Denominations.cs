using System.Collections.Immutable;

namespace CapaCloud.Mechanisms;

/// <summary>The currencies a service knows, by symbol.</summary>
/// <remarks>No formula. Symbols differ, letter case included. <c>Denominations.None</c> knows none. Looking one up is linear in their number. Immutable and safe to share.</remarks>
public sealed class Denominations
{
    private readonly ImmutableArray<Denomination> _known;

    private Denominations(ImmutableArray<Denomination> known) => _known = known;

    /// <summary>Gets the empty set.</summary>
    public static Denominations None { get; } = new([]);

    /// <summary>Gets the currencies, in the order given.</summary>
    public ImmutableArray<Denomination> Known => _known;

    /// <summary>Returns a set.</summary>
    /// <param name="known">The currencies; each has a symbol of its own.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">One has no symbol, or two have the same.</exception>
    public static Denominations Of(params ReadOnlySpan<Denomination> known)
    {
        for (int index = 0; index < known.Length; index++)
        {
            if (known[index].Symbol.Length == 0)
            {
                throw new ArgumentException($"The currency at position {index} has no symbol to be found by.", nameof(known));
            }

            for (int earlier = 0; earlier < index; earlier++)
            {
                if (string.Equals(known[earlier].Symbol, known[index].Symbol, StringComparison.Ordinal))
                {
                    throw new ArgumentException($"The symbol {known[index].Symbol} stands at positions {earlier} and {index}; expected each once.", nameof(known));
                }
            }
        }

        return new Denominations([.. known]);
    }

    /// <summary>Returns the currency of a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>The currency.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="symbol"/> is null.</exception>
    /// <exception cref="ArgumentException">The currency is unknown.</exception>
    public Denomination Get(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return TryFind(symbol, out Denomination found)
            ? found
            : throw new ArgumentException($"The currency '{symbol}' is unknown; expected one of {(_known.IsEmpty ? "none" : string.Join(", ", _known.Select(item => item.Symbol)))}.", nameof(symbol));
    }

    /// <summary>Looks a currency up.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="found">The currency, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when it is known.</returns>
    public bool TryFind(ReadOnlySpan<char> symbol, out Denomination found)
    {
        foreach (Denomination item in _known)
        {
            if (symbol.SequenceEqual(item.Symbol))
            {
                found = item;
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>Reads an amount with its symbol, such as 663,853.62 USDC.</summary>
    /// <param name="text">The amount, a space, the symbol.</param>
    /// <returns>The currency and the amount, in base units, exact.</returns>
    /// <exception cref="FormatException">There is no symbol, or the amount cannot be read.</exception>
    /// <exception cref="ArgumentException">The currency is unknown.</exception>
    public (Denomination Denomination, Amount Amount) Parse(ReadOnlySpan<char> text)
    {
        int space = text.LastIndexOf(' ');
        if (space < 0)
        {
            throw new FormatException($"'{text}' names no currency: expected an amount, a space and a symbol, such as 663,853.62 USDC.");
        }

        Denomination found = Get(text[(space + 1)..].ToString());
        return (found, found.Parse(text[..space]));
    }
}
