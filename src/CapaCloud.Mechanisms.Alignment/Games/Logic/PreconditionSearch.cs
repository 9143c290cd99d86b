namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>
/// Finds the weakest condition on the stakes under which formulas hold: every failing case is made as wide as it can be, and the condition is
/// that none of them arises.
/// </summary>
internal sealed class PreconditionSearch(Question question, IReadOnlyList<int> formulas)
{
    private readonly List<Literal[]> _clauses = [];

    private FormulaStore Store => question.Store;

    public StakeCondition Find()
    {
        if (question.Valid(Store.Not(Store.And([.. formulas]))))
        {
            return StakeCondition.Never;
        }

        foreach (int part in formulas.SelectMany(Conjuncts).Distinct())
        {
            Collect(part);
        }

        DropImplied();
        return StakeCondition.AllOf(_clauses
            .Select(clause => StakeCondition.AnyOf(clause.Select(Store.Table.ToCondition)))
            .OrderBy(Length).ThenBy(condition => condition.ToString(), StringComparer.Ordinal));
    }

    private static int Length(StakeCondition condition) => condition is StakeCondition.Any any ? any.Conditions.Length : 1;

    private IEnumerable<int> Conjuncts(int formula)
    {
        Stack<int> open = new([formula]);
        while (open.TryPop(out int next))
        {
            if (Store.Kind(next) != FormulaKind.And)
            {
                yield return next;
                continue;
            }

            foreach (int part in Store.Parts(next).ToArray())
            {
                open.Push(part);
            }
        }
    }

    private void Collect(int part)
    {
        int current = Store.Or(question.NotAlternatives, part);
        int failsOrIsNotAdmissible = Store.Or(question.NotAlternatives, Store.Not(part));
        CaseSearch search = question.Search();
        search.OnFailure = (_, reader) =>
        {
            Literal[] clause = Widen(reader.Reason(_ => false), failsOrIsNotAdmissible);
            _clauses.Add(clause);
            int excused = Store.And([.. clause.Select(literal => Store.Of(literal.Negated()))]);
            return current = Store.Or(current, excused);
        };
        search.Run(current);
    }

    /// <summary>Drops from the literals whose failing together makes the part fail those that are not needed for it.</summary>
    private Literal[] Widen(List<Literal> literals, int failing)
    {
        List<Literal> kept = literals;
        for (int i = kept.Count - 1; i >= 0 && kept.Count > 1; i--)
        {
            List<Literal> fewer = [.. kept[..i], .. kept[(i + 1)..]];
            if (question.ValidWhere(fewer.Select(literal => literal.Negated()), failing))
            {
                kept = fewer;
            }
        }

        return [.. kept];
    }

    private void DropImplied()
    {
        List<Literal[]> ordered = [.. _clauses.OrderByDescending(clause => clause.Length)];
        _clauses.Clear();
        _clauses.AddRange(ordered);
        for (int i = 0; i < _clauses.Count;)
        {
            Literal[] clause = _clauses[i];
            int others = Store.And([.. _clauses.Where((_, index) => index != i).Select(other => Store.Or([.. other.Select(Store.Of)]))]);
            if (question.ValidWhere(clause.Select(literal => literal.Negated()), Store.Not(others)))
            {
                _clauses.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }
}
