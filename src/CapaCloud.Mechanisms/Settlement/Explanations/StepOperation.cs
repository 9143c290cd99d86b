using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How a step's result follows from its operands, so that anyone can recompute it.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Given"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<StepOperation>))]
public enum StepOperation
{
    /// <summary>A value of the state, the report or the policy; one operand, which is the result.</summary>
    Given = 0,

    /// <summary>A value that a named rule of the policy gave for the operands shown; recomputed by asking the rule.</summary>
    Rule = 1,

    /// <summary><c>a * b / c</c>, rounded as stated.</summary>
    MultiplyDivide = 2,

    /// <summary>The sum of the operands.</summary>
    Add = 3,

    /// <summary>The first operand less the others.</summary>
    Subtract = 4,

    /// <summary>The smallest operand.</summary>
    Minimum = 5,
}
