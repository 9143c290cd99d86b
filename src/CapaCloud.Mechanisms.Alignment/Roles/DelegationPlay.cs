using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>One delegator's money in the real pool of its operator: what it comes out with, whatever it does.</summary>
/// <remarks>No formula of its own: every figure is what <see cref="OperatorPool"/> answers.</remarks>
internal sealed class DelegationPlay(StakingRules rules, DelegationEconomics delegation)
{
    /// <summary>Gets the epoch of the fault: late enough for every window to have passed.</summary>
    public static Epoch Fault => Epoch.Of(1_000_000_000);

    /// <summary>Returns what one epoch's reward adds to the delegation, under several names of equal parts.</summary>
    public Amount Income(Amount delegators, int names = 1) => Worth(Joined(Fault, names), pool => pool.Reward(delegators, Fault, rules).Pool) - delegation.Delegation;

    /// <summary>Returns what is left of the delegation after a slash, under several names of equal parts.</summary>
    public Amount AfterSlash(Proportion penalty, int names) =>
        Worth(Joined(Before, names), pool => rules.IsChargeable(Fault, Fault) ? pool.Slash(Fault, penalty, Fault, rules).Pool : pool);

    /// <summary>Returns what a delegator comes out with that joined and left when it did, when the verdict on a fault came later.</summary>
    /// <param name="joins">The epoch in which it joined.</param>
    /// <param name="leaves">The epoch in which it left, or null: it stays.</param>
    /// <param name="verdict">The epoch of the verdict, in which the fault can be charged.</param>
    /// <param name="penalty">The part of the stake that is taken.</param>
    public Amount Through(Epoch joins, Epoch? leaves, Epoch verdict, Proportion penalty)
    {
        (OperatorPool pool, PoolShare[] shares) = Joined(joins, 1);
        PoolShare share = shares[0];
        if (leaves is not { } epoch || epoch > verdict)
        {
            return pool.Slash(Fault, penalty, verdict, rules).Pool.WorthOf(share);
        }

        (pool, _, PoolClaim claim) = pool.Undelegate(share, share.Shares, epoch, rules);

        // Released before the verdict, it is gone; else it waits and answers.
        Epoch released = epoch + rules.ReleaseDelay;
        if (released < verdict)
        {
            return pool.Withdraw(claim, released, rules).Paid;
        }

        pool = pool.Slash(Fault, penalty, verdict, rules).Pool;
        return pool.Withdraw(claim, released, rules).Paid;
    }

    /// <summary>Returns what a fault of the operator takes from all delegations.</summary>
    public Amount Harm(Proportion penalty) =>
        rules.IsChargeable(Fault, Fault) ? Joined(Before, 1).Pool.Slash(Fault, penalty, Fault, rules).Taken : Amount.Zero;

    private static Epoch Before => Epoch.Of(Fault.Number - 1_000);

    private static Amount Worth((OperatorPool Pool, PoolShare[] Shares) joined, Func<OperatorPool, OperatorPool> then)
    {
        OperatorPool pool = then(joined.Pool);
        return joined.Shares.Aggregate(Amount.Zero, (sum, share) => sum + pool.WorthOf(share));
    }

    private (OperatorPool Pool, PoolShare[] Shares) Joined(Epoch joins, int names)
    {
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        if (!delegation.OtherDelegations.IsZero)
        {
            pool = pool.Delegate(delegation.OtherDelegations, Before < joins ? Before : joins, rules).Pool;
        }

        PoolShare[] shares = new PoolShare[names];
        for (int name = 0; name < names; name++)
        {
            UInt128 part = (delegation.Delegation.Units / (UInt128)names) + (name == 0 ? delegation.Delegation.Units % (UInt128)names : UInt128.Zero);
            if (part != UInt128.Zero)
            {
                (pool, shares[name]) = pool.Delegate(Amount.Of(part), joins, rules);
            }
        }

        return (pool, shares);
    }
}
