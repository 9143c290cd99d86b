using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>A stretch of epochs in which stake stood behind an operator, both ends included.</summary>
/// <remarks>
/// <code>liable for a fault of epoch f  when  Since &lt;= f &lt;= Until</code>
/// Stake that stood at any moment of an epoch stood in that epoch: in which order an epoch's moves and faults came does not matter.
/// <c>default</c> is epoch 0 alone, behind nobody.
/// </remarks>
/// <param name="Operator">Behind whom the stake stood.</param>
/// <param name="Since">The first epoch.</param>
/// <param name="Until">The last epoch.</param>
public readonly record struct StandingInterval([property: JsonRequired] ParticipantId Operator, [property: JsonRequired] Epoch Since, [property: JsonRequired] Epoch Until) : IComparable<StandingInterval>
{
    /// <summary>Tells whether stake stood behind an operator in an epoch.</summary>
    /// <param name="operatorId">The operator.</param>
    /// <param name="epoch">The epoch.</param>
    /// <returns><see langword="true"/> when it did.</returns>
    public bool Covers(ParticipantId operatorId, Epoch epoch) => Since <= epoch && epoch <= Until && Operator == operatorId;

    /// <inheritdoc/>
    public int CompareTo(StandingInterval other)
    {
        int bySince = Since.CompareTo(other.Since);
        int byUntil = bySince != 0 ? bySince : Until.CompareTo(other.Until);
        return byUntil != 0 ? byUntil : Operator.CompareTo(other.Operator);
    }
}
