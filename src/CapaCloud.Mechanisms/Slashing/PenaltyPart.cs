namespace CapaCloud.Mechanisms.Slashing;

/// <summary>One of several penalties of the same participant: when the fault was, which part of the stake it alone would cost, and its cause.</summary>
/// <remarks>No formula. <c>default</c> costs nothing.</remarks>
/// <param name="Fault">The epoch of the fault.</param>
/// <param name="Fraction">The part of the stake.</param>
/// <param name="Cause">What the fault is about, as in <see cref="Evidence.Subject"/>: a breakdown that shows in several offences has one
/// cause. Zero where nobody names it: the epoch is then the cause.</param>
public readonly record struct PenaltyPart(Epoch Fault, Proportion Fraction, Digest Cause = default)
{
    /// <summary>Returns the penalty of a piece of evidence.</summary>
    /// <param name="evidence">The evidence: its epoch is that of the fault, its subject the cause.</param>
    /// <param name="fraction">The part of the stake that its curve asks for.</param>
    /// <returns>The penalty.</returns>
    public static PenaltyPart Of(in Evidence evidence, Proportion fraction) => new(evidence.FaultEpoch, fraction, evidence.Subject);
}
