using System.Collections.Immutable;
using System.Text;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One step of a settlement: what was computed, by which formula, from which values, rounded which way, with what result.</summary>
/// <remarks>No formula of its own: it shows one.</remarks>
public sealed record ExplanationStep
{
    /// <summary>Gets what was computed: <c>loss for incorrect-result</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the formula, or the rule of the policy that gave the result.</summary>
    public required string Formula { get; init; }

    /// <summary>Gets how the result follows from the operands.</summary>
    public required StepOperation Operation { get; init; }

    /// <summary>Gets the values it was computed from.</summary>
    public required ImmutableArray<Operand> Operands { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets which way it was rounded, for <see cref="StepOperation.MultiplyDivide"/>.</summary>
    public Rounding Rounding { get; init; }

    /// <summary>Gets the result.</summary>
    public required UInt128 Result { get; init; }

    /// <summary>Gets what the result counts.</summary>
    public required ExplanationUnit Unit { get; init; }

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

    /// <summary>Returns the step in one line: <c>loss = ceiling(1000 * 0.3) = 300 units</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Name).Append(" = ").Append(Formula);
        if (Operation != StepOperation.Given)
        {
            text.Append(" [");
            for (int index = 0; index < Operands.Length; index++)
            {
                text.Append(index == 0 ? "" : ", ").Append(Operands[index].Name).Append(' ').Append(Text(Operands[index].Value, Operands[index].Unit));
            }

            text.Append(']');
        }

        text.Append(" = ").Append(Text(Result, Unit));
        if (Operation == StepOperation.MultiplyDivide)
        {
            text.Append(Rounding == Rounding.Up ? " (rounded up)" : " (rounded down)");
        }

        return text.ToString();
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
        ExplanationUnit.Money => $"{DecimalText.Format(value)} units",
        ExplanationUnit.Parts => DecimalText.FormatFixed(value),
        _ => DecimalText.Format(value),
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
