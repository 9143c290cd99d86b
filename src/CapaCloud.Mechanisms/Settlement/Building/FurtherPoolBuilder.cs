using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms;

/// <summary>Says from what a further pool of rewards is filled, and what it pays for.</summary>
/// <remarks>No formula.</remarks>
public sealed class FurtherPoolBuilder
{
    private FurtherPool _pool;

    internal FurtherPoolBuilder(string name) => _pool = new FurtherPool { Name = name };

    /// <summary>Issues new money into it in each epoch. None when left out.</summary>
    /// <param name="units">The amount in base units.</param>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder Issue(UInt128 units) => With(_pool with { Issuance = Amount.Of(units) });

    /// <summary>Gives it a part of the network's fee. Nothing when left out.</summary>
    /// <param name="part">The part.</param>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder FeeShare(Proportion part) => With(_pool with { FeeShare = part });

    /// <summary>Gives it a part of what the treasury would get of slashed stake. Nothing when left out. Whoever claims the pool earns by it when another is slashed.</summary>
    /// <param name="part">The part.</param>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder SlashedShare(Proportion part) => With(_pool with { SlashedShare = part });

    /// <summary>Pays it by work. So it is when left out.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder ByWork() => With(_pool with { Claim = RewardClaim.Work });

    /// <summary>Pays it by checks that were found right.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder ByChecks() => With(_pool with { Claim = RewardClaim.Checks });

    /// <summary>Pays it by duties that were kept.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder ByUptime() => With(_pool with { Claim = RewardClaim.Uptime });

    /// <summary>Pays it by stake that stood before the epoch.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder ByStake() => With(_pool with { Claim = RewardClaim.Stake });

    /// <summary>Weighs a claim by the score: nothing at a score of zero, all of it at a score of one, straight in between.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder TimesReputation() => TimesReputation(new LinearMultiplier(Ratio.Zero, Ratio.One));

    /// <summary>Weighs a claim by the score.</summary>
    /// <param name="multiplier">What a score does to the weight.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="multiplier"/> is null.</exception>
    public FurtherPoolBuilder TimesReputation(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        return With(_pool with { ReputationMultiplier = multiplier });
    }

    /// <summary>Weighs a claim by the uptime: nothing at an uptime of zero, all of it at an uptime of one, straight in between.</summary>
    /// <returns>This builder.</returns>
    public FurtherPoolBuilder TimesUptime() => TimesUptime(new LinearMultiplier(Ratio.Zero, Ratio.One));

    /// <summary>Weighs a claim by the uptime.</summary>
    /// <param name="multiplier">What an uptime does to the weight.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="multiplier"/> is null.</exception>
    public FurtherPoolBuilder TimesUptime(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        return With(_pool with { UptimeMultiplier = multiplier });
    }

    /// <summary>Divides it by a splitter whose shares follow from the totals. Rounding down when left out; what is left over stays in the pool.</summary>
    /// <param name="splitter">The splitter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="splitter"/> is null.</exception>
    public FurtherPoolBuilder Split(IRewardSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        return With(_pool with { Splitter = splitter });
    }

    internal FurtherPool ToPool() => _pool;

    private FurtherPoolBuilder With(FurtherPool pool)
    {
        _pool = pool;
        return this;
    }
}
