using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Games;

/// <summary>Reads conditions in SMT-LIB's prefix notation, as solvers print them: <c>(and (>= (+ a (* 2.0 b)) 0.0) (not (&lt;= c d)))</c>.</summary>
internal sealed class SmtLibText
{
    private readonly string[] _words;
    private readonly IReadOnlyDictionary<string, StakeSymbol> _symbols;
    private int _position;

    private SmtLibText(string text, IReadOnlyDictionary<string, StakeSymbol> symbols)
    {
        _words = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _symbols = symbols;
    }

    public static StakeCondition ParseCondition(string text, IReadOnlyDictionary<string, StakeSymbol> symbols)
    {
        SmtLibText reader = new(text, symbols);
        StakeCondition condition = reader.Condition(negated: false);
        return reader._position == reader._words.Length ? condition : throw new FormatException($"'{text}' goes on after its end.");
    }

    private StakeCondition Condition(bool negated)
    {
        string word = Next();
        if (word is "true" or "false")
        {
            return (word == "true") != negated ? StakeCondition.Always : StakeCondition.Never;
        }

        string sign = Next();
        switch (sign)
        {
            case "not":
                StakeCondition inner = Condition(!negated);
                Expect(")");
                return inner;
            case "and" or "or":
                List<StakeCondition> parts = [];
                while (_words[_position] != ")")
                {
                    parts.Add(Condition(negated));
                }

                Expect(")");
                return (sign == "and") != negated ? StakeCondition.AllOf(parts) : StakeCondition.AnyOf(parts);
            default:
                StakeExpression left = Expression();
                StakeExpression right = Expression();
                Expect(")");
                return new StakeCondition.Comparison(left, Relation(sign, negated), right);
        }
    }

    private static StakeRelation Relation(string sign, bool negated) => (sign, negated) switch
    {
        (">", false) or ("<=", true) => StakeRelation.Greater,
        (">=", false) or ("<", true) => StakeRelation.AtLeast,
        ("<", false) or (">=", true) => StakeRelation.Less,
        ("<=", false) or (">", true) => StakeRelation.AtMost,
        ("=", false) => StakeRelation.Equal,
        ("=", true) => StakeRelation.Different,
        _ => throw new FormatException($"'{sign}' is no comparison."),
    };

    private StakeExpression Expression()
    {
        string word = Next();
        if (word != "(")
        {
            return _symbols.TryGetValue(word, out StakeSymbol? symbol) ? symbol : Rational.Parse(word);
        }

        string sign = Next();
        StakeExpression result = Expression();
        bool isAlone = true;
        while (_words[_position] != ")")
        {
            StakeExpression operand = Expression();
            isAlone = false;
            result = sign switch
            {
                "+" => result + operand,
                "-" => result - operand,
                "*" when result.IsNumber => operand * result.Constant,
                "*" when operand.IsNumber => result * operand.Constant,
                "/" when operand.IsNumber => result * operand.Constant.Reciprocal(),
                _ => throw new FormatException($"'{sign}' of '{result}' and '{operand}' is not linear."),
            };
        }

        Expect(")");
        return sign == "-" && isAlone ? -result : result;
    }

    private string Next() => _words[_position++];

    private void Expect(string word)
    {
        if (Next() != word)
        {
            throw new FormatException($"Expected '{word}', found '{_words[_position - 1]}'.");
        }
    }
}
