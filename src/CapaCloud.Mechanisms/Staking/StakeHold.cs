using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>A fault that may still be charged: until it is decided, none of the stake that stood at it can leave.</summary>
/// <remarks>
/// <code>held = all that is left of the stake that stood behind Operator in epoch Fault</code>
/// Held twice is held once. Nothing is taken by it, so letting go is forgetting it. In order by operator, then by epoch. <c>default</c>
/// is epoch 0, behind nobody.
/// </remarks>
/// <param name="Operator">Whose fault it is said to be.</param>
/// <param name="Fault">The epoch of the fault.</param>
public readonly record struct StakeHold([property: JsonRequired] ParticipantId Operator, [property: JsonRequired] Epoch Fault) : IComparable<StakeHold>
{
    /// <inheritdoc/>
    public int CompareTo(StakeHold other)
    {
        int byOperator = Operator.CompareTo(other.Operator);
        return byOperator != 0 ? byOperator : Fault.CompareTo(other.Fault);
    }
}
