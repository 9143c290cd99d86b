using System.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>What one case comes to, as computed on paper.</summary>
internal sealed record PaperCharge(
    PaperCase Case, OffencePolicy Rule, OffenceContext Context, bool IsSuspended, bool WasCharged, BigInteger Before, BigInteger StillDue)
{
    public bool Counts { get; init; }

    /// <summary>Gets a value indicating whether the fault costs something for the first time.</summary>
    public bool Costs => !IsSuspended && Before.IsZero && !StillDue.IsZero;
}
