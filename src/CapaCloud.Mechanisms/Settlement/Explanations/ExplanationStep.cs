using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One step of a settlement: what was computed, by which formula, from which values, rounded which way, with what result.</summary>
/// <remarks>No formula of its own: it shows one.</remarks>
public sealed record ExplanationStep
{
    /// <summary>The name of the operand 1, by which a product of parts of 10^18 is divided; the text leaves it out.</summary>
    internal const string ScaleName = "one";

    /// <summary>Gets what was computed: <c>loss for incorrect-result</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the formula, or the rule of the policy that gave the result.</summary>
    public required string Formula { get; init; }

    /// <summary>Gets how the result follows from the operands.</summary>
    public required StepOperation Operation { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the values it was computed from.</summary>
    public required ImmutableArray<Operand> Operands { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets which way it was rounded, for <see cref="StepOperation.MultiplyDivide"/>.</summary>
    public Rounding Rounding { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets the result.</summary>
    public required UInt128 Result { get; init; }

    /// <summary>Gets what the result counts.</summary>
    public required ExplanationUnit Unit { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Recomputes the result from the operands alone.</summary>
    /// <returns>The result; for <see cref="StepOperation.Rule"/> the recorded one, because only the rule can repeat it.</returns>
    public UInt128 Recompute() => Operation switch
    {
        StepOperation.MultiplyDivide => MultiplyDivide.Round(Operands[0].Value, Operands[1].Value, Operands[2].Value, Rounding),
        StepOperation.Add => Fold(static (left, right) => left + right),
        StepOperation.Subtract => Fold(static (left, right) => left - right),
        StepOperation.Minimum => Fold(UInt128.Min),
        StepOperation.Given => Operands[0].Value,
        _ => Result,
    };

    /// <summary>Returns the step in one line: <c>due for late = stake at the fault * part [stake at the fault 1000 units, part 0.3] = 300 units (rounded up)</c>.</summary>
    /// <returns>The text. What was only looked up says where it came from: <c>duties due and not excused = 100 (from the report)</c>.</returns>
    public override string ToString()
    {
        string result = Text(Result, Unit);
        if (Operation == StepOperation.Given)
        {
            return $"{Name} = {result} ({Formula})";
        }

        string operands = string.Join(", ", Operands.Where(static operand => operand.Name != ScaleName).Select(static operand => $"{operand.Name} {Text(operand.Value, operand.Unit)}"));
        string rounding = Operation != StepOperation.MultiplyDivide ? "" : Rounding == Rounding.Up ? " (rounded up)" : " (rounded down)";
        return operands.Length == 0 ? $"{Name} = {Formula} = {result}{rounding}" : $"{Name} = {Formula} [{operands}] = {result}{rounding}";
    }

    /// <inheritdoc/>
    public bool Equals(ExplanationStep? other) =>
        other is not null
        && Name == other.Name
        && Formula == other.Formula
        && Operation == other.Operation
        && Rounding == other.Rounding
        && Result == other.Result
        && Unit == other.Unit
        && Operands.AsSpan().SequenceEqual(other.Operands.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Operation.GetHashCode() ^ Result.GetHashCode() ^ Operands.Length;

    private static string Text(UInt128 value, ExplanationUnit unit) => unit switch
    {
        ExplanationUnit.Money => Prose.Units(value),
        ExplanationUnit.Parts => DecimalText.FormatFixed(value),
        _ => Prose.Number(value),
    };

    private UInt128 Fold(Func<UInt128, UInt128, UInt128> combine)
    {
        UInt128 result = Operands[0].Value;
        for (int index = 1; index < Operands.Length; index++)
        {
            result = combine(result, Operands[index].Value);
        }

        return result;
    }
}
