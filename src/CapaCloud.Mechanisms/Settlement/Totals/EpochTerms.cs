using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What is the same for every participant in an epoch: the pool, the totals, the share of stake at fault. With it each participant can be settled alone, on any machine; the
/// alignment checker plays a cheater against it.
/// </summary>
/// <remarks>
/// <code>
/// pool    = payments - floor(payments * TreasuryFee) + IssuancePerEpoch + what earlier epochs could not pay + carried dust
/// divided = floor(pool * sum of weights / sum of claims), the whole pool when the others share what is lost or nobody has a claim
/// lost    = pool - divided
/// check   = min(pay of a check, floor(treasury when the epoch began / checks of all))
/// </code>
/// What is divided rounds down: 2 of 3 of 10 units is 6.
/// Immutable and safe to share between threads.
/// </remarks>
public sealed class EpochTerms
{
    internal EpochTerms(MechanismPolicy policy, NetworkState state, FaultClimate climate, EpochTotals totals, Amount payments, Digest? commitments)
    {
        Epoch = state.Epoch;
        StakeRules = new StakeRulesOfEpoch(policy, state);
        Climate = climate;
        Totals = totals;
        Payments = payments;
        Commitments = commitments;
        Fee = payments.Multiply(policy.Reward.TreasuryFee, Rounding.Down);
        Issuance = policy.Reward.IssuancePerEpoch;
        CarriedDust = policy.Reward.CarriesDust ? state.Dust : Amount.Zero;
        Pool = payments - Fee + Issuance + state.RewardPool + CarriedDust;
        Amount pay = policy.Verification.Panels?.Pay ?? Amount.Zero;
        CheckPay = totals.Checks == 0 ? pay : Amount.Min(pay, Amount.Of(state.Treasury.Units / totals.Checks));
        if (totals.Weight > totals.Claim)
        {
            throw new ArgumentException(
                $"The totals have a weight of {DecimalText.Format(totals.Weight)} and a claim of {DecimalText.Format(totals.Claim)}; expected a claim of at least the weight.", nameof(totals));
        }

        Lost = policy.Reward.LostShare == LostShareUse.Others || totals.Weight == totals.Claim ? Amount.Zero : Pool - Pool.Multiply(totals.Weight, totals.Claim, Rounding.Down);
        LostToTreasury = ToTreasury(policy, Lost);
        Pools = PoolFunds.Of(policy, state, totals, Fee);
        ClosedPools = PoolFunds.Closed(policy, state);
    }

    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets what everybody's faults mean for each.</summary>
    public FaultClimate Climate { get; }

    /// <summary>Gets the totals over all participants.</summary>
    public EpochTotals Totals { get; }

    /// <summary>Gets the root over the epoch's commitments, which the next state remembers; null when the report had none.</summary>
    public Digest? Commitments { get; }

    /// <summary>Gets what requesters paid, in base units.</summary>
    public Amount Payments { get; }

    /// <summary>Gets the network's part of it, in base units, rounded down; what of it no further pool gets is the treasury's.</summary>
    public Amount Fee { get; }

    /// <summary>Gets what is issued, in base units.</summary>
    public Amount Issuance { get; }

    /// <summary>Gets the dust of earlier epochs that joins the pool, in base units.</summary>
    public Amount CarriedDust { get; }

    /// <summary>Gets what there is to divide and to lose, in base units.</summary>
    public Amount Pool { get; }

    /// <summary>Gets what the treasury pays for each check that was right, in base units.</summary>
    public Amount CheckPay { get; }

    /// <summary>Gets what of the pool was lost by jail, forfeiture, score or uptime, and is not shared by the others, in base units.</summary>
    public Amount Lost { get; }

    /// <summary>Gets what each further pool of the policy has, by name; none where the policy has none.</summary>
    public ImmutableArray<PoolTerms> Pools { get; }

    /// <summary>Gets what is divided by weight, in base units: the pool without what was lost.</summary>
    public Amount Divided => Pool - Lost;

    /// <summary>Gets the treasury's part of what was lost, in base units; the rest is burned.</summary>
    internal Amount LostToTreasury { get; }

    /// <summary>Gets what lies in pools that the policy has no more; it goes to the treasury.</summary>
    internal ImmutableArray<PoolAmount> ClosedPools { get; }

    /// <summary>Gets the treasury's part of the fee: what the further pools leave of it, in base units.</summary>
    internal Amount FeeToTreasury
    {
        get
        {
            Amount left = Fee;
            foreach (PoolTerms pool in Pools)
            {
                left -= pool.Fee;
            }

            return left;
        }
    }

    internal StakeRulesOfEpoch StakeRules { get; }

    /// <summary>Returns the treasury's part of what was lost of a pool.</summary>
    internal static Amount ToTreasury(MechanismPolicy policy, Amount lost) => policy.Reward.LostShare switch
    {
        LostShareUse.Treasury => lost,
        LostShareUse.Penalty => lost.Multiply(policy.Penalty.TreasuryShare, Rounding.Down),
        _ => Amount.Zero,
    };
}
