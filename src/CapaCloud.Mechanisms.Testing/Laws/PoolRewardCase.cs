using CapaCloud.Mechanisms.Staking;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One epoch of a pool: some stood before it, and in it some join, some leave in part and two rewards come, in a drawn order.</summary>
internal sealed record PoolRewardCase(ulong[] Stood, ulong[] Late, int[] Leaving, ulong[] Rewards, int[] Order)
{
    private static readonly Epoch Now = Epoch.Of(200);

    public static Arbitrary<PoolRewardCase> Any { get; } =
        (from stood in Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Units, count))
         from late in Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Units, count))
         from leaving in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0), Gen.Constant(100), Gen.Choose(1, 99)), stood.Length)
         from rewards in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0UL), Units), 2)
         from order in Gen.ArrayOf(Gen.Choose(0, 99), 10)
         select new PoolRewardCase(stood, late, leaving, rewards, order)).ToArbitrary();

    /// <summary>What one unit of stake gains: so much depends on a unit that leaving rounds off, and nothing when nobody leaves.</summary>
    private UInt128 ForAUnit => Leaving.All(part => part == 0) ? UInt128.Zero : Sum(Rewards) / Sum(Stood);

    private static Gen<ulong> Units => from bits in Gen.Choose(0, 45) from low in Gen.Choose(0, int.MaxValue) select (1UL << bits) + ((ulong)low % (1UL << bits));

    public bool GainsAreShares(StakingRules rules, PoolRewarding reward)
    {
        Played played = Play(rules, reward, Order);
        UInt128 all = Sum(Stood), came = Sum(Rewards);
        return Enumerable.Range(0, Stood.Length).All(index =>
            PoolRewardLaws.Near(played.Stood[index], Amount.Of(Stood[index] + (came * Stood[index] / all)), Stood[index] + came, ForAUnit));
    }

    public bool LatecomersKeepWhatTheyBrought(StakingRules rules, PoolRewarding reward)
    {
        Played played = Play(rules, reward, Order);
        return Enumerable.Range(0, Late.Length).All(index => played.Late[index] is not { } worth || PoolRewardLaws.Near(worth, Amount.Of(Late[index]), Late[index], UInt128.Zero));
    }

    public bool OrderIsNothing(StakingRules rules, PoolRewarding reward)
    {
        Played one = Play(rules, reward, Order), other = Play(rules, reward, [.. Order.Select(key => 99 - key)]);
        UInt128 came = Sum(Rewards);
        return Enumerable.Range(0, Stood.Length).All(index => PoolRewardLaws.Near(one.Stood[index], other.Stood[index], Stood[index] + came, ForAUnit))
            && Enumerable.Range(0, Late.Length).All(index => one.Late[index] is not { } left || other.Late[index] is not { } right || PoolRewardLaws.Near(left, right, Late[index], UInt128.Zero));
    }

    public bool RewardIsKept(StakingRules rules, PoolRewarding reward)
    {
        Played played = Play(rules, reward, Order);
        return played.Pool.Total + played.Refused == Amount.Of(Sum(Rewards)) + played.Brought;
    }

    public override string ToString() =>
        $"stood [{string.Join(", ", Stood)}] late [{string.Join(", ", Late)}] leaving [{string.Join(", ", Leaving)}] % rewards [{string.Join(", ", Rewards)}] order [{string.Join(", ", Order)}]";

    private static UInt128 Sum(ulong[] units) => units.Aggregate(UInt128.Zero, (sum, one) => sum + one);

    private Played Play(StakingRules rules, PoolRewarding reward, int[] order)
    {
        Played played = new(OperatorPool.Open(ParticipantId.Of("operator")), Stood.Length, Late.Length);
        PoolShare[] stood = new PoolShare[Stood.Length];
        for (int index = 0; index < Stood.Length; index++)
        {
            (played.Pool, stood[index]) = played.Pool.Delegate(Amount.Of(Stood[index]), Epoch.Of(150 + (ulong)index), rules);
            played.Brought += Amount.Of(Stood[index]);
        }

        PoolClaim?[] claims = new PoolClaim?[Stood.Length];
        PoolShare?[] late = new PoolShare?[Late.Length];
        List<Action> acts =
        [
            .. Rewards.Select<ulong, Action>(units => () =>
            {
                (played.Pool, Amount refused) = reward(played.Pool, Amount.Of(units), Now);
                played.Refused += refused;
            }),
            .. Enumerable.Range(0, Stood.Length).Where(index => Leaving[index] > 0).Select<int, Action>(index => () =>
                (played.Pool, stood[index], claims[index]) = played.Pool.Undelegate(stood[index], stood[index].Shares * (UInt128)Leaving[index] / 100, Now, rules)),
            .. Enumerable.Range(0, Late.Length).Select<int, Action>(index => () => late[index] = Join(played, Amount.Of(Late[index]), rules)),
        ];
        foreach (Action act in acts.Select((act, index) => (act, order[index])).OrderBy(one => one.Item2).Select(one => one.act))
        {
            act();
        }

        for (int index = 0; index < Stood.Length; index++)
        {
            played.Stood[index] = (stood[index].Shares == UInt128.Zero ? Amount.Zero : played.Pool.WorthOf(stood[index])) + (claims[index] is { } claim ? played.Pool.WorthOf(claim) : Amount.Zero);
        }

        for (int index = 0; index < Late.Length; index++)
        {
            played.Late[index] = late[index] is { } share ? played.Pool.WorthOf(share) : null;
        }

        return played;
    }

    /// <summary>Who is refused, because what it brings is worth too few shares, stays out.</summary>
    private static PoolShare? Join(Played played, Amount amount, StakingRules rules)
    {
        try
        {
            (played.Pool, PoolShare share) = played.Pool.Delegate(amount, Now, rules);
            played.Brought += amount;
            return share;
        }
        catch (StakeRefusedException)
        {
            return null;
        }
    }

    private sealed class Played(OperatorPool pool, int stood, int late)
    {
        public OperatorPool Pool { get; set; } = pool;

        public Amount Brought { get; set; }

        public Amount Refused { get; set; }

        public Amount[] Stood { get; } = new Amount[stood];

        public Amount?[] Late { get; } = new Amount?[late];
    }
}
