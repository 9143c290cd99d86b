using System.Numerics;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>What one case comes to, as computed on paper.</summary>
internal sealed record PaperCharge(
    PaperCase Case, OffencePolicy Rule, OffenceContext Context, bool IsSuspended, bool WasCharged, BigInteger Before, BigInteger StillDue)
{
    public bool Counts { get; init; }

    /// <summary>Gets what it comes to by itself, whatever was charged for it before.</summary>
    public BigInteger Due { get; init; }

    /// <summary>Gets what is asked for: what is still due, or what that makes its span dearer.</summary>
    public BigInteger Asked { get; set; } = StillDue;

    /// <summary>Gets what would be asked for if nothing else were charged now.</summary>
    public BigInteger Alone { get; set; } = StillDue;

    /// <summary>Gets a value indicating whether the fault costs something for the first time.</summary>
    public bool Costs => !IsSuspended && Before.IsZero && !StillDue.IsZero;

    /// <summary>Gets a value indicating whether it takes the reward of its epoch: the first time that it costs something, or the first time of all where it can cost nothing.</summary>
    public bool Forfeits => Rule.ForfeitsReward && (Costs || (Rule.Curve is ConstantCurve { Fraction.IsZero: true } && !IsSuspended && !WasCharged));
}
