using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Issues money in step with verified paid demand, toward a stated share of rewards from fees; demand that one pays to oneself never pays.</summary>
/// <remarks>
/// <code>
/// net     = max(0, paid - self-dealt)                       base units of payments in the epoch
/// issued  = floor(min(Highest, net * PerUnit, net * (1 - FeeShare) / FeeShare))
/// wash    : w more of paid demand costs at least floor(w * Kept) and issues at most ceil(w * PerUnit) more
/// </code>
/// Kept is the part of a payment that does not come back to whoever pays itself: the treasury's fee and what is burned. PerUnit is at most Kept, so the cost is at least the gain even for
/// somebody who gets every issued unit: a rule with more is refused. Issuance is at most a fixed multiple of fees, so the share of rewards from fees never falls below FeeShare; while the
/// network is young and PerUnit the smaller, it is above. Rounds down, in favour of those who hold money. Both amounts are of one asset; convert a payment in another one at the low end of
/// its price first.
/// </remarks>
public sealed record DemandIssuance
{
    /// <summary>Initializes a new instance of the <see cref="DemandIssuance"/> class.</summary>
    /// <param name="perUnit">What a unit of net demand issues at most.</param>
    /// <param name="kept">The part of a payment that never returns to its payer.</param>
    /// <param name="feeShare">The part of all rewards that comes from payments, at least; not zero.</param>
    /// <param name="highest">The most that an epoch issues, in base units.</param>
    /// <exception cref="ArgumentOutOfRangeException">More is issued for a unit than is kept of it, or the share is zero.</exception>
    [JsonConstructor]
    public DemandIssuance(Proportion perUnit, Proportion kept, Proportion feeShare, Amount highest)
    {
        if (perUnit > kept)
        {
            throw new ArgumentOutOfRangeException(
                nameof(perUnit), $"A unit of demand issues {perUnit}, and only {kept} of it is kept: paying oneself would pay. Expected at most as much as is kept.");
        }

        if (feeShare.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(feeShare), "A share of rewards from fees of 0 bounds nothing; expected more than 0.");
        }

        (PerUnit, Kept, FeeShare, Highest) = (perUnit, kept, feeShare, highest);
    }

    /// <summary>Gets what a unit of net demand issues at most.</summary>
    public Proportion PerUnit { get; }

    /// <summary>Gets the part of a payment that never returns to its payer.</summary>
    public Proportion Kept { get; }

    /// <summary>Gets the part of all rewards that comes from payments, at least.</summary>
    public Proportion FeeShare { get; }

    /// <summary>Gets the most that an epoch issues.</summary>
    public Amount Highest { get; }

    /// <summary>Returns what an epoch issues.</summary>
    /// <param name="paid">Verified paid demand of the epoch, in base units.</param>
    /// <param name="selfDealt">The part of it in which payer and provider are known to be one.</param>
    /// <returns>The issue, in base units.</returns>
    public Amount Of(Amount paid, Amount selfDealt)
    {
        Amount net = paid.SubtractToZero(selfDealt), byDemand = net.Multiply(PerUnit, Rounding.Down);
        Amount byShare = MultiplyDivide.TryDivide(net.Units, FeeShare.Complement.Parts, FeeShare.Parts, out UInt128 most, out _) ? Amount.Of(most) : Amount.MaxValue;
        return Amount.Min(Highest, Amount.Min(byDemand, byShare));
    }
}
