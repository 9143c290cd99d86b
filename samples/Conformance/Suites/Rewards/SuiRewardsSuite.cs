using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Sui;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class SuiRewardsSuite : ConformanceSuite
{
    public override string File => "staking/sui_reward_slashing.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["everyone_slashed /inputs/stakes/*"] = "all lose their whole reward, so nobody is paid whatever the stakes are",
    };

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "pool_stake_after" or "equal_voting_power" => PoolsAfter(item),
        "reward_slashing_self_stake" => Slashed(item, ofDelegators: false),
        "reward_slashing_delegator" => Slashed(item, ofDelegators: true),
        "everyone_slashed" => EveryoneSlashed(item),
        "pool_over_epochs" => OverEpochs(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome PoolsAfter(VectorCase item)
    {
        BigInteger[] stakes = RewardCase.Integers(item, "stakes");
        IReadOnlyList<SuiRational> pools = SuiRewards.Divide(stakes, RewardCase.Integer(item, "reward"), BigInteger.Zero, new HashSet<int>(), SuiRational.Of(0)).Pools;
        return RewardCase.Compare(item, stakes.Zip(pools, (stake, pool) => SuiRational.Of(stake).Plus(pool).Floor));
    }

    private static CaseOutcome Slashed(VectorCase item, bool ofDelegators)
    {
        BigInteger[] own = RewardCase.Integers(item, "own"), delegated = RewardCase.Integers(item, "delegated"), stakes = [.. own.Zip(delegated, (mine, theirs) => mine + theirs)];
        BigInteger ownerReward = RewardCase.Integer(item.OptionalInput("ownerReward") ?? "0");
        (IReadOnlyList<SuiRational> pools, IReadOnlyList<SuiRational> owners, _) = SuiRewards.Divide(stakes, RewardCase.Integer(item, "reward"), ownerReward, AtFault(item), Rate(item));
        IEnumerable<BigInteger> balances = Enumerable.Range(0, own.Length)
            .Where(index => !ofDelegators || !delegated[index].IsZero)
            .Select(index =>
            {
                BigInteger stake = ofDelegators ? delegated[index] : own[index];
                SuiRational grown = SuiRational.Of(stake).Plus(pools[index].Times(stake, stakes[index]));
                return (ofDelegators ? grown : grown.Plus(owners[index])).Floor;
            });
        return RewardCase.Compare(item, balances);
    }

    private static CaseOutcome EveryoneSlashed(VectorCase item)
    {
        (IReadOnlyList<SuiRational> pools, _, SuiRational unpaid) = SuiRewards.Divide(
            RewardCase.Integers(item, "stakes"), RewardCase.Integer(item, "reward"), BigInteger.Zero, AtFault(item), Rate(item));
        return CaseOutcome.Compare(
            $"{string.Join(" ", RewardCase.Integers(item.Expected.GetProperty("rewards")))}, {item.Expect("unpaid")}",
            $"{string.Join(" ", pools.Select(pool => pool.Floor))}, {unpaid.Floor}");
    }

    private static CaseOutcome OverEpochs(VectorCase item)
    {
        SuiStakingPool pool = SuiStakingPool.Begin(RewardCase.Integer(item, "first"));
        Dictionary<string, SuiRational> shares = [];
        foreach (VectorValue step in item.Inputs.GetProperty("events").EnumerateArray())
        {
            pool = pool.Reward(RewardCase.Integer(RewardCase.Text(step, "reward")));
            foreach (VectorValue deposit in step.GetProperty("deposits").EnumerateArray())
            {
                string who = deposit[0].GetString()!;
                (pool, SuiRational issued) = pool.Deposit(RewardCase.Integer(deposit[1].GetString()!));
                shares[who] = shares.TryGetValue(who, out SuiRational before) ? before.Plus(issued) : issued;
            }
        }

        return Read.Compare(item, [.. shares.Select(holder => (holder.Key, $"{pool.WorthOf(holder.Value)}")), ("pool", $"{pool.Units}")]);
    }

    /// <summary>The cases count operators from 1.</summary>
    private static HashSet<int> AtFault(VectorCase item) => [.. RewardCase.Integers(item, "slashed").Select(position => (int)position - 1)];

    private static SuiRational Rate(VectorCase item)
    {
        (BigInteger numerator, BigInteger denominator) = RewardCase.Rational(item.Input("rate"));
        return new SuiRational(numerator, denominator);
    }
}
