using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>A drawn life of a delegation pool around one fault: who stood at it, and what happened since.</summary>
/// <remarks>
/// No formula. The fault is of epoch 50; before it some delegate, after it (from the same epoch on) others delegate, those who stood leave in parts, rewards come. Amounts
/// are of a size at which rounding is a few units.
/// </remarks>
/// <param name="Stood">What each delegator put in before the end of the fault's epoch, in base units; the last one in that epoch itself.</param>
/// <param name="Later">What others put in afterwards, in base units, one an epoch.</param>
/// <param name="Leaves">For each delegator that stood: which part of its shares leaves, in percent, and how many epochs after the fault (0 is the fault's epoch).</param>
/// <param name="Reward">What is added to the pool in the epoch after the fault, in base units.</param>
internal sealed record PoolLife(ImmutableArray<ulong> Stood, ImmutableArray<ulong> Later, ImmutableArray<(int Percent, int After)> Leaves, ulong Reward)
{
    /// <summary>Gets the epoch of the fault: 50.</summary>
    public static Epoch Fault { get; } = Epoch.Of(50);

    /// <summary>Gets lives of up to five delegators who stood and four who came later.</summary>
    public static Arbitrary<PoolLife> Any { get; } =
        (from count in Gen.Choose(1, 5)
         from stood in Gen.ArrayOf(Units, count)
         from later in Gen.Choose(0, 4).SelectMany(number => Gen.ArrayOf(Units, number))
         from leaves in Gen.ArrayOf(from percent in Gen.OneOf(Gen.Constant(0), Gen.Constant(100), Gen.Choose(1, 99)) from after in Gen.Choose(0, 6) select (percent, after), count)
         from reward in Gen.OneOf(Gen.Constant(0UL), Units)
         select new PoolLife([.. stood], [.. later], [.. leaves], reward)).ToArbitrary();

    /// <summary>Gets how many units rounding may move, over all steps.</summary>
    public ulong Tolerance => (ulong)(2 * (Stood.Length + Later.Length + Leaves.Length + 2));

    private static Gen<ulong> Units => Gen.Choose(1_000, 2_000_000_000).Select(units => (ulong)units * 1_000);

    /// <summary>Plays the life.</summary>
    /// <param name="rules">The network's rules; the window must hold seven epochs.</param>
    /// <returns>The pool afterwards, what everybody holds, and the present epoch.</returns>
    public PoolStanding Play(StakingRules rules)
    {
        OperatorPool pool = OperatorPool.Open(ParticipantId.Of("operator"));
        List<PoolShare> stood = [], later = [];
        List<PoolClaim> claims = [];
        for (int index = 0; index < Stood.Length; index++)
        {
            // The last of them comes in the very epoch of the fault.
            Epoch joins = index == Stood.Length - 1 ? Fault : Epoch.Of(40 + (ulong)index);
            (pool, PoolShare share) = pool.Delegate(Amount.Of(Stood[index]), joins, rules);
            stood.Add(share);
        }

        Amount standing = pool.Bonded;
        for (int after = 0; after <= 6; after++)
        {
            Epoch now = Fault + EpochSpan.Of((ulong)after);
            for (int index = 0; index < stood.Count; index++)
            {
                UInt128 leaves = Leaves[index].After == after ? stood[index].Shares * (UInt128)Leaves[index].Percent / 100 : UInt128.Zero;
                if (leaves != UInt128.Zero)
                {
                    (pool, stood[index], PoolClaim claim) = pool.Undelegate(stood[index], leaves, now, rules);
                    claims.Add(claim);
                }
            }

            if (after == 1)
            {
                (pool, _) = pool.Reward(Amount.Of(Reward), now, rules);
            }

            if (after >= 1 && after <= Later.Length)
            {
                (pool, PoolShare share) = TryDelegate(pool, Later[after - 1], now, rules);
                later.Add(share);
            }
        }

        return new PoolStanding(pool, standing, [.. stood], [.. later], [.. claims], Fault + EpochSpan.Of(6));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"stood [{string.Join(", ", Stood)}] later [{string.Join(", ", Later)}] leaves [{string.Join(", ", Leaves.Select(leave => $"{leave.Percent} % after {leave.After}"))}] reward {Reward}";

    private static (OperatorPool Pool, PoolShare Share) TryDelegate(OperatorPool pool, ulong units, Epoch now, StakingRules rules)
    {
        try
        {
            return pool.Delegate(Amount.Of(units), now, rules);
        }
        catch (StakeRefusedException)
        {
            // Worth too few shares of what the reward made of the pool.
            return (pool, new PoolShare(0, now, UInt128.Zero));
        }
    }
}
