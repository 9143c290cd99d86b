using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Sushi;

/// <summary>SushiSwap's farm: a fixed issue for each block over pools by weight, and in each pool by reward per share, unit for unit.</summary>
/// <remarks>
/// <code>
/// reward = floor(blocks * PerBlock * weight / all weights), times a bonus up to a block;  acc = acc + floor(reward * Scale / stake)
/// pending = floor(stake * acc / Scale) - debt        debt = floor(stake * acc / Scale)
/// </code>
/// In base units. What a pool without stake would have earned is never issued; what floors leave stays in the farm. Developers get floor(reward * part) on top. Mutable: it replays a
/// chain. New mechanisms take <c>IndexedRewards</c> of CapaCloud.Mechanisms, which carries what this loses. Source: sushi-labs/sushiswap, contracts/MasterChef.sol.
/// </remarks>
/// <param name="perBlock">What each block issues, in base units.</param>
/// <param name="startBlock">The first block that issues.</param>
/// <param name="bonusEndBlock">The block up to which the bonus counts.</param>
/// <param name="bonus">What the issue is multiplied by until then.</param>
/// <param name="scale">What a reward is multiplied by before it is divided: 10^12.</param>
/// <param name="developers">The developers' part on top, numerator and denominator.</param>
public sealed class MasterChef(BigInteger perBlock, ulong startBlock, ulong bonusEndBlock, ulong bonus, BigInteger scale, (BigInteger Numerator, BigInteger Denominator) developers)
{
    private readonly List<Pool> _pools = [];

    private readonly Dictionary<string, BigInteger> _balances = new(StringComparer.Ordinal);

    /// <summary>Gets what was issued, in base units.</summary>
    public BigInteger Supply { get; private set; }

    /// <summary>Gets what developers got, in base units.</summary>
    public BigInteger Developers { get; private set; }

    /// <summary>Gets what lies in the farm, in base units.</summary>
    public BigInteger Held => Supply - Developers - _balances.Values.Aggregate(BigInteger.Zero, (sum, balance) => sum + balance);

    /// <summary>Returns what somebody was paid, in base units.</summary>
    /// <param name="user">Who.</param>
    /// <returns>The balance.</returns>
    public BigInteger BalanceOf(string user) => _balances.GetValueOrDefault(user);

    /// <summary>Adds a pool; the others are brought up to date first.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="block">The block.</param>
    public void Add(BigInteger weight, ulong block)
    {
        _pools.ForEach(pool => Update(pool, block));
        _pools.Add(new Pool { Weight = weight, Block = ulong.Max(block, startBlock) });
    }

    /// <summary>Adds stake, and pays what is pending.</summary>
    /// <param name="pool">The pool's position.</param>
    /// <param name="user">Who.</param>
    /// <param name="stake">How much, or zero to be paid only.</param>
    /// <param name="block">The block.</param>
    public void Deposit(int pool, string user, BigInteger stake, ulong block) => Change(_pools[pool], user, stake, block);

    /// <summary>Takes stake out, and pays what is pending.</summary>
    /// <param name="pool">The pool's position.</param>
    /// <param name="user">Who.</param>
    /// <param name="stake">How much.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less.</exception>
    public void Withdraw(int pool, string user, BigInteger stake, ulong block) => Change(_pools[pool], user, -stake, block);

    /// <summary>Returns what somebody would be paid in a block, in base units.</summary>
    /// <param name="pool">The pool's position.</param>
    /// <param name="user">Who.</param>
    /// <param name="block">The block.</param>
    /// <returns>What is pending.</returns>
    public BigInteger Pending(int pool, string user, ulong block)
    {
        Pool of = _pools[pool];
        (BigInteger stake, BigInteger debt) = of.Users.GetValueOrDefault(user);
        BigInteger accumulated = of.Stake.IsZero ? of.Accumulated : of.Accumulated + (Reward(of, block) * scale / of.Stake);
        return (stake * accumulated / scale) - debt;
    }

    private void Change(Pool pool, string user, BigInteger change, ulong block)
    {
        Update(pool, block);
        (BigInteger stake, BigInteger debt) = pool.Users.GetValueOrDefault(user);
        if (stake + change < BigInteger.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(change), $"{Prose.Units(-change, "of stake was", "of stake were")} to leave; {user} has {Prose.Number(stake)}.");
        }

        BigInteger pending = (stake * pool.Accumulated / scale) - debt;
        _balances[user] = BalanceOf(user) + BigInteger.Min(pending, Held);
        stake += change;
        pool.Stake += change;
        pool.Users[user] = (stake, stake * pool.Accumulated / scale);
    }

    private void Update(Pool pool, ulong block)
    {
        if (block <= pool.Block)
        {
            return;
        }

        if (!pool.Stake.IsZero)
        {
            BigInteger reward = Reward(pool, block), forDevelopers = reward * developers.Numerator / developers.Denominator;
            Supply += reward + forDevelopers;
            Developers += forDevelopers;
            pool.Accumulated += reward * scale / pool.Stake;
        }

        pool.Block = block;
    }

    private BigInteger Reward(Pool pool, ulong block)
    {
        ulong from = pool.Block, to = ulong.Max(block, from), inBonus = ulong.Min(to, bonusEndBlock) - ulong.Min(from, bonusEndBlock);
        BigInteger blocks = ((BigInteger)inBonus * bonus) + (to - from - inBonus);
        return blocks * perBlock * pool.Weight / _pools.Aggregate(BigInteger.Zero, (sum, other) => sum + other.Weight);
    }

    private sealed class Pool
    {
        public Dictionary<string, (BigInteger Stake, BigInteger Debt)> Users { get; } = new(StringComparer.Ordinal);

        public BigInteger Weight { get; init; }

        public ulong Block { get; set; }

        public BigInteger Stake { get; set; }

        public BigInteger Accumulated { get; set; }
    }
}
