using System.Collections.Frozen;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A number for each symbol of a game.</summary>
/// <remarks>
/// No formula. The number of an infinitesimal says how many of one common infinitesimal unit it is. Immutable and safe to share between threads.
/// </remarks>
public sealed class Valuation
{
    private readonly FrozenDictionary<StakeSymbol, Rational> _numbers;

    /// <summary>Initializes a new instance of the <see cref="Valuation"/> class.</summary>
    /// <param name="numbers">The number for each symbol.</param>
    public Valuation(IEnumerable<KeyValuePair<StakeSymbol, Rational>> numbers) => _numbers = numbers.ToFrozenDictionary();

    /// <summary>Gets the symbols and their numbers, constants first, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<StakeSymbol, Rational>> Numbers =>
        _numbers.OrderBy(pair => pair.Key.IsInfinitesimal).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal);

    /// <summary>Gets the number of a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>The number.</returns>
    /// <exception cref="KeyNotFoundException">The valuation has no number for it.</exception>
    public Rational this[StakeSymbol symbol]
    {
        get
        {
            if (symbol.SquareOf is { } root)
            {
                Rational number = this[root];
                return number * number;
            }

            return _numbers.TryGetValue(symbol, out Rational found)
                ? found
                : throw new KeyNotFoundException($"The valuation has no number for '{symbol.Name}'.");
        }
    }

    /// <summary>Returns the numbers, such as <c>a = 1, f = 3/2, alpha = 1</c>.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString() => string.Join(", ", Numbers.Select(pair => $"{pair.Key.Name} = {pair.Value}"));
}
