namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a change would have done to one participant over a recorded history.</summary>
/// <remarks>
/// <code>Difference = (PaidAfter - SlashedAfter) - (PaidBefore - SlashedBefore)</code>
/// In base units; bounties count as paid. <c>default</c> is nobody.
/// </remarks>
/// <param name="Participant">Who.</param>
/// <param name="PaidBefore">What the old policy paid it.</param>
/// <param name="PaidAfter">What the new policy would have paid it.</param>
/// <param name="SlashedBefore">What the old policy took.</param>
/// <param name="SlashedAfter">What the new policy would have taken.</param>
public readonly record struct ChangeEffect(ParticipantId Participant, Amount PaidBefore, Amount PaidAfter, Amount SlashedBefore, Amount SlashedAfter)
{
    /// <summary>Returns what the participant would have gained or lost by the change.</summary>
    /// <returns>The difference.</returns>
    public SignedAmount Difference() =>
        SignedAmount.Change(PaidBefore, PaidAfter) - SignedAmount.Change(SlashedBefore, SlashedAfter);
}
