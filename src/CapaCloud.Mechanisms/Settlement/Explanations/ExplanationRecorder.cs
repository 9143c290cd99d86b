using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Writes down the steps of a settlement while it runs. Settling without one costs nothing.</summary>
internal sealed class ExplanationRecorder(RuleText text)
{
    private readonly List<string> _formulas = [];
    private readonly ImmutableArray<ExplanationStep>.Builder _steps = ImmutableArray.CreateBuilder<ExplanationStep>();

    public ImmutableArray<ExplanationStep> Steps => _steps.ToImmutable();

    /// <summary>Gets what the words of the steps mean, in the order in which they came up.</summary>
    public ImmutableArray<string> Formulas => [.. _formulas.Distinct()];

    /// <summary>Gets what a product of parts of 10^18 is divided by; nobody needs to see it.</summary>
    public static Operand One { get; } = new(ExplanationStep.ScaleName, Proportion.PartsPerOne, ExplanationUnit.Parts);

    public static Operand Money(string name, Amount value) => new(name, value.Units, ExplanationUnit.Money);

    public static Operand Parts(string name, Proportion value) => new(name, value.Parts, ExplanationUnit.Parts);

    public static Operand Parts(string name, Ratio value) => new(name, value.Parts, ExplanationUnit.Parts);

    public static Operand Count(string name, UInt128 value) => new(name, value, ExplanationUnit.Count);

    public void Given(string name, string origin, Operand value) =>
        Add(name, origin, StepOperation.Given, [value], default, value.Value, value.Unit);

    public void Rule(string name, string rule, Operand result, params ReadOnlySpan<Operand> operands) =>
        Add(name, rule, StepOperation.Rule, [.. operands], default, result.Value, result.Unit);

    public void MultiplyDivide(string name, string formula, Operand left, Operand right, Operand divisor, Rounding rounding, Operand result) =>
        Add(name, formula, StepOperation.MultiplyDivide, [left, right, divisor], rounding, result.Value, result.Unit);

    public void Combine(string name, string formula, StepOperation operation, Operand result, params ReadOnlySpan<Operand> operands) =>
        Add(name, formula, operation, [.. operands], default, result.Value, result.Unit);

    /// <summary>Returns a rule in one line, and notes its formula.</summary>
    public string Say<TRule>(TRule rule)
        where TRule : notnull
    {
        _formulas.AddRange(text.Formulas(rule));
        return text.Of(rule);
    }

    /// <summary>Says what a word of the steps means.</summary>
    public void Define(string meaning) => _formulas.Add(meaning);

    private void Add(
        string name, string formula, StepOperation operation, ImmutableArray<Operand> operands, Rounding rounding, UInt128 result, ExplanationUnit unit) =>
        _steps.Add(new ExplanationStep
        {
            Name = name,
            Formula = formula,
            Operation = operation,
            Operands = operands,
            Rounding = rounding,
            Result = result,
            Unit = unit,
        });
}
