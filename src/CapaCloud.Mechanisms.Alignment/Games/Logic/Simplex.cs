using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Decides whether literals can hold together, exactly: the general simplex method over rationals with strict bounds
/// (Dutertre and de Moura, "A Fast Linear-Arithmetic Solver for DPLL(T)", CAV 2006), with scopes that can be left.
/// </summary>
/// <remarks>
/// A variable is a symbol, or stands for a linear form of several symbols. The tableau has a column for each symbol and rows only for
/// forms that have a bound now, so it stays as small as the question. Smallest-index pivoting, hence it ends.
/// </remarks>
internal sealed class Simplex(LinearTable table, Stopper stopper)
{
    private readonly int _columns = table.Symbols.Count;
    private readonly int[] _columnVariables = [.. Enumerable.Range(0, table.Symbols.Count)];
    private readonly List<Row> _rows = [];
    private readonly List<Variable> _variables = [.. Enumerable.Range(0, table.Symbols.Count).Select(symbol => new Variable(-1) { Column = symbol })];
    private readonly List<int> _variableOfForm = [];
    private readonly List<(int Variable, bool Upper, bool WasSet, NearValue Was)> _trail = [];
    private readonly List<int> _scopes = [];

    /// <summary>Gets a number that changes whenever the model may have.</summary>
    public int Version { get; private set; }

    public void Push() => _scopes.Add(_trail.Count);

    public void Pop()
    {
        int mark = _scopes[^1];
        _scopes.RemoveAt(_scopes.Count - 1);
        for (int i = _trail.Count - 1; i >= mark; i--)
        {
            (int number, bool upper, bool wasSet, NearValue was) = _trail[i];
            Variable variable = _variables[number];
            if (upper)
            {
                (variable.HasUpper, variable.Upper) = (wasSet, was);
            }
            else
            {
                (variable.HasLower, variable.Lower) = (wasSet, was);
            }

            if (variable.IsIdle && variable.Row >= 0)
            {
                RemoveRow(variable.Row);
            }
        }

        _trail.RemoveRange(mark, _trail.Count - mark);
    }

    /// <summary>Takes a literal on; says no when it contradicts a bound at once. <see cref="Check"/> looks at everything together.</summary>
    public bool Assert(Literal literal)
    {
        (int form, Rational bound) = table.Atom(literal.Atom);
        int variable = VariableOf(form);
        return literal.Relation switch
        {
            LiteralRelation.AtLeast => AssertLower(variable, new NearValue(bound, Rational.Zero)),
            LiteralRelation.Greater => AssertLower(variable, new NearValue(bound, Rational.One)),
            LiteralRelation.AtMost => AssertUpper(variable, new NearValue(bound, Rational.Zero)),
            _ => AssertUpper(variable, new NearValue(bound, -Rational.One)),
        };
    }

    /// <summary>Tells whether the bounds taken on say the literal outright.</summary>
    public bool IsBounded(Literal literal)
    {
        (int form, Rational bound) = table.Atom(literal.Atom);
        if (form >= _variableOfForm.Count || _variableOfForm[form] < 0)
        {
            return false;
        }

        Variable variable = _variables[_variableOfForm[form]];
        return literal.Relation switch
        {
            LiteralRelation.AtLeast => variable.HasLower && variable.Lower.CompareTo(new NearValue(bound, Rational.Zero)) >= 0,
            LiteralRelation.Greater => variable.HasLower && variable.Lower.CompareTo(new NearValue(bound, Rational.Zero)) > 0,
            LiteralRelation.AtMost => variable.HasUpper && variable.Upper.CompareTo(new NearValue(bound, Rational.Zero)) <= 0,
            _ => variable.HasUpper && variable.Upper.CompareTo(new NearValue(bound, Rational.Zero)) < 0,
        };
    }

    /// <summary>Finds numbers that satisfy every bound, or says that there are none.</summary>
    public bool Check()
    {
        while (true)
        {
            stopper.ThrowIfStopped();
            int worst = -1;
            for (int row = 0; row < _rows.Count; row++)
            {
                int basic = _rows[row].Basic;
                if ((worst < 0 || basic < worst) && _variables[basic].IsOutside)
                {
                    worst = basic;
                }
            }

            if (worst < 0)
            {
                return true;
            }

            Variable leaving = _variables[worst];
            bool rises = leaving.IsBelow;
            int column = FindEntering(_rows[leaving.Row], rises);
            if (column < 0)
            {
                return false;
            }

            PivotAndUpdate(leaving.Row, column, rises ? leaving.Lower : leaving.Upper);
        }
    }

    /// <summary>Returns the number of each symbol in the model that <see cref="Check"/> found.</summary>
    public NearValue[] Model()
    {
        NearValue[] model = new NearValue[_columns];
        for (int symbol = 0; symbol < _columns; symbol++)
        {
            model[symbol] = _variables[symbol].Value;
        }

        return model;
    }

    private bool AssertLower(int number, NearValue bound)
    {
        Variable variable = _variables[number];
        if (variable.HasLower && variable.Lower.CompareTo(bound) >= 0)
        {
            return true;
        }

        if (variable.HasUpper && variable.Upper.CompareTo(bound) < 0)
        {
            return false;
        }

        Activate(number);
        _trail.Add((number, false, variable.HasLower, variable.Lower));
        (variable.HasLower, variable.Lower) = (true, bound);
        if (variable.Column >= 0 && variable.Value.CompareTo(bound) < 0)
        {
            Update(number, bound);
        }

        return true;
    }

    private bool AssertUpper(int number, NearValue bound)
    {
        Variable variable = _variables[number];
        if (variable.HasUpper && variable.Upper.CompareTo(bound) <= 0)
        {
            return true;
        }

        if (variable.HasLower && variable.Lower.CompareTo(bound) > 0)
        {
            return false;
        }

        Activate(number);
        _trail.Add((number, true, variable.HasUpper, variable.Upper));
        (variable.HasUpper, variable.Upper) = (true, bound);
        if (variable.Column >= 0 && variable.Value.CompareTo(bound) > 0)
        {
            Update(number, bound);
        }

        return true;
    }

    private int VariableOf(int form)
    {
        while (_variableOfForm.Count <= form)
        {
            _variableOfForm.Add(-1);
        }

        if (_variableOfForm[form] < 0)
        {
            ReadOnlySpan<(int Symbol, Rational Coefficient)> terms = table.Form(form);
            if (terms.Length == 1)
            {
                _variableOfForm[form] = terms[0].Symbol;
            }
            else
            {
                _variableOfForm[form] = _variables.Count;
                _variables.Add(new Variable(form));
            }
        }

        return _variableOfForm[form];
    }

    /// <summary>Gives a form's variable a row, written in the symbols that are columns now.</summary>
    private void Activate(int number)
    {
        Variable variable = _variables[number];
        if (variable.Row >= 0 || variable.Column >= 0)
        {
            return;
        }

        Rational[] coefficients = new Rational[_columns];
        NearValue value = default;
        foreach ((int symbol, Rational coefficient) in table.Form(variable.Form))
        {
            Variable part = _variables[symbol];
            value += part.Value * coefficient;
            if (part.Column >= 0)
            {
                coefficients[part.Column] += coefficient;
                continue;
            }

            Rational[] other = _rows[part.Row].Coefficients;
            for (int column = 0; column < _columns; column++)
            {
                if (!other[column].IsZero)
                {
                    coefficients[column] += coefficient * other[column];
                }
            }
        }

        variable.Value = value;
        variable.Row = _rows.Count;
        _rows.Add(new Row(number, coefficients));
    }

    private void Update(int number, NearValue value)
    {
        Variable variable = _variables[number];
        NearValue change = value - variable.Value;
        variable.Value = value;
        Version++;
        foreach (Row row in _rows)
        {
            Rational coefficient = row.Coefficients[variable.Column];
            if (!coefficient.IsZero)
            {
                Variable basic = _variables[row.Basic];
                basic.Value += change * coefficient;
            }
        }
    }

    private int FindEntering(Row row, bool rises)
    {
        int best = -1;
        for (int column = 0; column < _columns; column++)
        {
            int sign = row.Coefficients[column].Sign;
            if (sign == 0 || (best >= 0 && _columnVariables[column] > _columnVariables[best]))
            {
                continue;
            }

            Variable candidate = _variables[_columnVariables[column]];
            if ((sign > 0) == rises ? candidate.CanRise : candidate.CanFall)
            {
                best = column;
            }
        }

        return best;
    }

    private void PivotAndUpdate(int rowNumber, int column, NearValue target)
    {
        Row row = _rows[rowNumber];
        int leavingNumber = row.Basic;
        int enteringNumber = _columnVariables[column];
        Variable leaving = _variables[leavingNumber];
        NearValue change = (target - leaving.Value) * row.Coefficients[column].Reciprocal();
        Update(enteringNumber, _variables[enteringNumber].Value + change);
        Pivot(rowNumber, column);
        Variable entering = _variables[enteringNumber];
        (leaving.Row, leaving.Column) = (-1, column);
        (entering.Row, entering.Column) = (rowNumber, -1);
        _columnVariables[column] = leavingNumber;
        row.Basic = enteringNumber;
        if (entering.IsIdle)
        {
            RemoveRow(rowNumber);
        }
    }

    private void Pivot(int rowNumber, int column)
    {
        Rational[] pivotRow = _rows[rowNumber].Coefficients;
        Rational inverse = pivotRow[column].Reciprocal();
        Rational negative = -inverse;
        for (int j = 0; j < _columns; j++)
        {
            if (!pivotRow[j].IsZero)
            {
                pivotRow[j] = j == column ? inverse : pivotRow[j] * negative;
            }
        }

        for (int i = 0; i < _rows.Count; i++)
        {
            Rational[] other = _rows[i].Coefficients;
            Rational factor = other[column];
            if (i == rowNumber || factor.IsZero)
            {
                continue;
            }

            other[column] = Rational.Zero;
            for (int j = 0; j < _columns; j++)
            {
                if (!pivotRow[j].IsZero)
                {
                    other[j] += factor * pivotRow[j];
                }
            }
        }
    }

    private void RemoveRow(int number)
    {
        _variables[_rows[number].Basic].Row = -1;
        Row last = _rows[^1];
        _rows.RemoveAt(_rows.Count - 1);
        if (number < _rows.Count)
        {
            _rows[number] = last;
            _variables[last.Basic].Row = number;
        }
    }

    private sealed class Row(int basic, Rational[] coefficients)
    {
        public int Basic { get; set; } = basic;

        public Rational[] Coefficients { get; } = coefficients;
    }

    private sealed class Variable(int form)
    {
        /// <summary>Gets the form the variable stands for, -1 for a symbol.</summary>
        public int Form { get; } = form;

        public int Row { get; set; } = -1;

        public int Column { get; set; } = -1;

        public NearValue Value { get; set; }

        public bool HasLower { get; set; }

        public NearValue Lower { get; set; }

        public bool HasUpper { get; set; }

        public NearValue Upper { get; set; }

        public bool IsBelow => HasLower && Value.CompareTo(Lower) < 0;

        public bool IsOutside => IsBelow || (HasUpper && Value.CompareTo(Upper) > 0);

        public bool CanRise => !HasUpper || Value.CompareTo(Upper) < 0;

        public bool CanFall => !HasLower || Value.CompareTo(Lower) > 0;

        /// <summary>Gets a value indicating whether this is a form that nothing bounds: it needs no row.</summary>
        public bool IsIdle => Form >= 0 && !HasLower && !HasUpper;
    }
}
