using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What literals are worth in one model; forms are evaluated once.</summary>
internal sealed class ModelView(LinearTable table, NearValue[] model)
{
    private readonly Dictionary<int, NearValue> _values = [];

    public NearValue[] Numbers { get; } = model;

    public bool Holds(Literal literal)
    {
        (int form, Rational bound) = table.Atom(literal.Atom);
        int order = Value(form).CompareTo(new NearValue(bound, Rational.Zero));
        return literal.Relation switch
        {
            LiteralRelation.AtLeast => order >= 0,
            LiteralRelation.Greater => order > 0,
            LiteralRelation.AtMost => order <= 0,
            _ => order < 0,
        };
    }

    private NearValue Value(int form)
    {
        if (!_values.TryGetValue(form, out NearValue value))
        {
            foreach ((int symbol, Rational coefficient) in table.Form(form))
            {
                value += Numbers[symbol] * coefficient;
            }

            _values.Add(form, value);
        }

        return value;
    }
}
