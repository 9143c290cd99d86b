using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Settlement.Appeals;

/// <summary>An accusation whose penalty has not been taken yet.</summary>
/// <remarks>
/// <code>
/// deadline = epoch of the accusation + AppealWindow
/// appealed : deadline = epoch of the appeal + AppealWindow
/// at the deadline, without a ruling: confirmed
/// </code>
/// While it is pending all stake that stood at the fault is kept from leaving, and, where the offence forfeits the reward, the reward of the accusation's epoch is withheld.
/// Nothing else changes: not the score, not the eligibility, not what anybody else gets. So overturning it is forgetting it. <c>default</c> is no accusation.
/// </remarks>
/// <param name="Evidence">The evidence.</param>
/// <param name="Accused">The epoch in which it was brought.</param>
/// <param name="Deadline">The epoch whose settlement confirms it when nobody has ruled.</param>
/// <param name="IsAppealed">Whether the accused has appealed.</param>
/// <param name="Withheld">The reward that waits with it, in base units.</param>
public readonly record struct PendingPenalty(Evidence Evidence, Epoch Accused, Epoch Deadline, bool IsAppealed, Amount Withheld)
{
    /// <summary>Gets the key of the evidence, by which appeals and rulings name it.</summary>
    public Digest Key => Evidence.Key;
}
