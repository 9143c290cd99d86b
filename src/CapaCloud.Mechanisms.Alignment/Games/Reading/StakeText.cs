using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Reads expressions and conditions on stakes from text.</summary>
/// <remarks>
/// <code>
/// condition  = alternative { "|" alternative }
/// alternative = part { "&amp;" part }
/// part       = expression ( "&gt;" | "&gt;=" | "&lt;" | "&lt;=" | "=" | "!=" ) expression | "(" condition ")"
/// expression = [ "-" ] term { ( "+" | "-" ) term }
/// term       = factor { "*" factor | "/" number }
/// factor     = number | symbol | "(" expression ")" | "-" factor
/// </code>
/// A product of two symbols is refused, since the result would not be linear. The one exception is the square of a constant, of which nothing
/// is known but its sign; it may stand where only that sign decides.
/// </remarks>
internal static class StakeText
{
    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text, such as <c>a - 2*f + alpha</c>.</param>
    /// <param name="symbols">The declared symbols by name.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="FormatException">The text is not such an expression; the message says where and why.</exception>
    public static StakeExpression ParseExpression(string text, IReadOnlyDictionary<string, StakeSymbol> symbols)
    {
        Cursor cursor = new(text, symbols);
        StakeExpression expression = cursor.Expression();
        cursor.RequireEnd();
        return expression;
    }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text, such as <c>a &gt;= f | b &gt; 0</c>.</param>
    /// <param name="symbols">The declared symbols by name.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="FormatException">The text is not such a condition; the message says where and why.</exception>
    public static StakeCondition ParseCondition(string text, IReadOnlyDictionary<string, StakeSymbol> symbols)
    {
        Cursor cursor = new(text, symbols);
        StakeCondition condition = cursor.Condition();
        cursor.RequireEnd();
        return condition;
    }

    private sealed class Cursor(string text, IReadOnlyDictionary<string, StakeSymbol> symbols)
    {
        private const int DeepestNesting = 200;

        private int _position;
        private int _depth;

        public StakeCondition Condition()
        {
            List<StakeCondition> parts = [Alternative()];
            while (Take("||") || Take("|"))
            {
                parts.Add(Alternative());
            }

            return StakeCondition.AnyOf(parts);
        }

        public StakeExpression Expression()
        {
            StakeExpression sum = Term();
            while (true)
            {
                if (Take("+"))
                {
                    sum += Term();
                }
                else if (Take("-"))
                {
                    sum -= Term();
                }
                else
                {
                    return sum;
                }
            }
        }

        public void RequireEnd()
        {
            SkipSpace();
            if (_position < text.Length)
            {
                throw Unexpected("the end");
            }
        }

        private StakeCondition Alternative()
        {
            List<StakeCondition> parts = [Part()];
            while (Take("&&") || Take("&"))
            {
                parts.Add(Part());
            }

            return StakeCondition.AllOf(parts);
        }

        private StakeCondition Part()
        {
            SkipSpace();
            if (_position < text.Length && text[_position] == '(' && IsConditionInBrackets())
            {
                Enter();
                Take("(");
                StakeCondition inner = Condition();
                RequireClosing();
                _depth--;
                return inner;
            }

            StakeExpression left = Expression();
            StakeRelation relation =
                Take(">=") ? StakeRelation.AtLeast
                : Take("<=") ? StakeRelation.AtMost
                : Take("!=") ? StakeRelation.Different
                : Take("==") || Take("=") ? StakeRelation.Equal
                : Take(">") ? StakeRelation.Greater
                : Take("<") ? StakeRelation.Less
                : throw Unexpected("a comparison (>, >=, <, <=, = or !=)");
            return new StakeCondition.Comparison(left, relation, Expression());
        }

        /// <summary>A bracket holds a condition when a comparison stands before its end.</summary>
        private bool IsConditionInBrackets()
        {
            int open = 0;
            for (int i = _position; i < text.Length; i++)
            {
                open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
                if (open == 0)
                {
                    return false;
                }

                if (text[i] is '<' or '>' or '=' or '!')
                {
                    return true;
                }
            }

            return false;
        }

        private StakeExpression Term()
        {
            StakeExpression product = Factor();
            while (true)
            {
                int at = _position;
                if (Take("*"))
                {
                    product = Multiply(product, Factor(), at);
                }
                else if (Take("/"))
                {
                    StakeExpression divisor = Factor();
                    product = !divisor.IsNumber
                        ? throw Fault(at, $"a division by '{divisor}' is not linear")
                        : divisor.Constant.IsZero
                            ? throw Fault(at, "a division by zero")
                            : product * divisor.Constant.Reciprocal();
                }
                else
                {
                    return product;
                }
            }
        }

        private StakeExpression Multiply(StakeExpression left, StakeExpression right, int at)
        {
            if (left.IsNumber || right.IsNumber)
            {
                return left.IsNumber ? right * left.Constant : left * right.Constant;
            }

            bool isSquare = left.Constant.IsZero && right.Constant.IsZero
                && left.Terms.Length == 1 && right.Terms.Length == 1
                && left.Terms[0].Symbol == right.Terms[0].Symbol
                && left.Terms[0].Symbol is { IsInfinitesimal: false, SquareOf: null };
            return isSquare
                ? StakeExpression.FromSymbol(StakeSymbol.Square(left.Terms[0].Symbol)) * (left.Terms[0].Coefficient * right.Terms[0].Coefficient)
                : throw Fault(at, $"the product of '{left}' and '{right}' is not linear: a symbol may only be multiplied by a number");
        }

        private StakeExpression Factor()
        {
            SkipSpace();
            if (Take("-"))
            {
                Enter();
                StakeExpression negated = -Factor();
                _depth--;
                return negated;
            }

            if (Take("("))
            {
                Enter();
                StakeExpression inner = Expression();
                RequireClosing();
                _depth--;
                return inner;
            }

            int start = _position;
            if (_position < text.Length && char.IsAsciiDigit(text[_position]))
            {
                while (_position < text.Length && (char.IsAsciiDigit(text[_position]) || text[_position] == '.'))
                {
                    _position++;
                }

                return Rational.TryParse(text.AsSpan(start, _position - start), out Rational number)
                    ? number
                    : throw Fault(start, $"'{text[start.._position]}' is not a number");
            }

            while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] is '_' or '\''))
            {
                _position++;
            }

            if (_position == start)
            {
                throw Unexpected("a number, a symbol or a bracket");
            }

            string name = text[start.._position];
            return symbols.TryGetValue(name, out StakeSymbol? symbol)
                ? symbol
                : throw Fault(start, $"the symbol '{name}' is declared neither as a constant nor as an infinitesimal");
        }

        private void Enter()
        {
            if (++_depth > DeepestNesting)
            {
                throw Fault(_position, $"brackets and signs are nested deeper than {DeepestNesting}");
            }
        }

        private void RequireClosing()
        {
            if (!Take(")"))
            {
                throw Unexpected("')'");
            }
        }

        private bool Take(string sign)
        {
            SkipSpace();
            if (string.CompareOrdinal(text, _position, sign, 0, sign.Length) != 0)
            {
                return false;
            }

            _position += sign.Length;
            return true;
        }

        private void SkipSpace()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
        }

        private FormatException Unexpected(string expected)
        {
            SkipSpace();
            string found = _position < text.Length ? $"'{text[_position]}'" : "the end";
            return Fault(_position, $"expected {expected}, found {found}");
        }

        private FormatException Fault(int position, string reason) =>
            new($"{reason} (at character {(position + 1).ToString(CultureInfo.InvariantCulture)} of '{text}')");
    }
}
