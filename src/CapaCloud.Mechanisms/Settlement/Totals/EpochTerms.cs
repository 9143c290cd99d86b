namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// What every participant faces alike in one epoch: the pool, the totals, how much stake is at fault. The last map needs this and the participant, and nothing
/// else; it is also the environment in which a strategic participant is made to play.
/// </summary>
/// <remarks>
/// <code>pool = payments - floor(payments * TreasuryFee) + IssuancePerEpoch + what earlier epochs could not pay + carried dust</code>
/// Immutable and safe to share between threads.
/// </remarks>
public sealed class EpochTerms
{
    internal EpochTerms(MechanismPolicy policy, NetworkState state, FaultClimate climate, EpochTotals totals, Amount payments)
    {
        Epoch = state.Epoch;
        StakeRules = new StakeRulesOfEpoch(policy, state);
        Climate = climate;
        Totals = totals;
        Payments = payments;
        Fee = payments.Multiply(policy.Reward.TreasuryFee, Rounding.Down);
        Issuance = policy.Reward.IssuancePerEpoch;
        CarriedDust = policy.Reward.CarriesDust ? state.Dust : Amount.Zero;
        Pool = payments - Fee + Issuance + state.RewardPool + CarriedDust;
    }

    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets what everybody's faults mean for each.</summary>
    public FaultClimate Climate { get; }

    /// <summary>Gets the totals over all participants.</summary>
    public EpochTotals Totals { get; }

    /// <summary>Gets what requesters paid, in base units.</summary>
    public Amount Payments { get; }

    /// <summary>Gets the treasury's part of it, in base units, rounded down.</summary>
    public Amount Fee { get; }

    /// <summary>Gets what is issued, in base units.</summary>
    public Amount Issuance { get; }

    /// <summary>Gets the dust of earlier epochs that joins the pool, in base units.</summary>
    public Amount CarriedDust { get; }

    /// <summary>Gets what is divided, in base units.</summary>
    public Amount Pool { get; }

    internal StakeRulesOfEpoch StakeRules { get; }
}
