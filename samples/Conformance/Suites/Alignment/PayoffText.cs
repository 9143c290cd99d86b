using System.Globalization;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Reads a formula as papers print it, such as <c>(1-p)R + p(r R - (1-r) S)</c>: letters are quantities, and what stands together is multiplied.</summary>
internal sealed class PayoffText(string text)
{
    private readonly string _text = text.Replace(" ", "", StringComparison.Ordinal);
    private int _position;

    /// <summary>Returns the value for given quantities.</summary>
    public Fraction At(IReadOnlyDictionary<char, Fraction> quantities)
    {
        _position = 0;
        Fraction value = Sum(quantities);
        return _position == _text.Length ? value : throw new FormatException($"'{_text}' cannot be read from position {_position} on.");
    }

    private Fraction Sum(IReadOnlyDictionary<char, Fraction> quantities)
    {
        Fraction sum = Product(quantities);
        while (Next is '+' or '-')
        {
            char sign = _text[_position++];
            Fraction term = Product(quantities);
            sum = sign == '+' ? sum + term : sum - term;
        }

        return sum;
    }

    private Fraction Product(IReadOnlyDictionary<char, Fraction> quantities)
    {
        Fraction product = Factor(quantities);
        while (Next is '/' or '*' or '(' || (Next is { } next && char.IsLetterOrDigit(next)))
        {
            bool divides = Next == '/';
            _position += Next is '/' or '*' ? 1 : 0;
            Fraction factor = Factor(quantities);
            product = divides ? product / factor : product * factor;
        }

        return product;
    }

    private Fraction Factor(IReadOnlyDictionary<char, Fraction> quantities)
    {
        char sign = _text[_position++];
        if (sign == '(')
        {
            Fraction inner = Sum(quantities);
            return _text[_position++] == ')' ? inner : throw new FormatException($"'{_text}' lacks a closing bracket.");
        }

        return char.IsDigit(sign) ? Fraction.FromString(sign.ToString(), CultureInfo.InvariantCulture) : quantities[sign];
    }

    private char? Next => _position < _text.Length ? _text[_position] : null;
}
