using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms;

/// <summary>Says how an epoch's pool is made and divided.</summary>
/// <remarks>No formula.</remarks>
public sealed class RewardBuilder
{
    private RewardPolicy _policy = new() { Splitter = new LargestRemainderSplitter() };

    /// <summary>Issues new money in each epoch. None when left out.</summary>
    /// <param name="units">The amount in base units.</param>
    /// <returns>This builder.</returns>
    public RewardBuilder IssuePerEpoch(UInt128 units)
    {
        _policy = _policy with { IssuancePerEpoch = Amount.Of(units) };
        return this;
    }

    /// <summary>Takes a part of what requesters pay for the treasury. Nothing when left out.</summary>
    /// <param name="part">The part.</param>
    /// <returns>This builder.</returns>
    public RewardBuilder TreasuryFee(Proportion part)
    {
        _policy = _policy with { TreasuryFee = part };
        return this;
    }

    /// <summary>Weighs work by the score: nothing at a score of zero, all of it at a score of one, straight in between.</summary>
    /// <returns>This builder.</returns>
    public RewardBuilder TimesReputation() => TimesReputation(new LinearMultiplier(Ratio.Zero, Ratio.One));

    /// <summary>Weighs work by the score.</summary>
    /// <param name="multiplier">What a score does to the weight.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="multiplier"/> is null.</exception>
    public RewardBuilder TimesReputation(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        _policy = _policy with { ReputationMultiplier = multiplier };
        return this;
    }

    /// <summary>Weighs work by the uptime: nothing at an uptime of zero, all of it at an uptime of one, straight in between.</summary>
    /// <returns>This builder.</returns>
    public RewardBuilder TimesUptime() => TimesUptime(new LinearMultiplier(Ratio.Zero, Ratio.One));

    /// <summary>Weighs work by the uptime.</summary>
    /// <param name="multiplier">What an uptime does to the weight.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="multiplier"/> is null.</exception>
    public RewardBuilder TimesUptime(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        _policy = _policy with { UptimeMultiplier = multiplier };
        return this;
    }

    /// <summary>Says where the part of the pool goes that participants lose by jail, forfeiture, score or uptime. It goes where slashed stake goes when left out.</summary>
    /// <param name="use">Where it goes.</param>
    /// <returns>This builder.</returns>
    public RewardBuilder LostShare(LostShareUse use)
    {
        _policy = _policy with { LostShare = use };
        return this;
    }

    /// <summary>Divides the pool by the largest remainders: to the last unit, on one machine. So it is when left out.</summary>
    /// <returns>This builder.</returns>
    public RewardBuilder SplitByLargestRemainder() => Split(new LargestRemainderSplitter());

    /// <summary>Divides the pool rounding down, so that each share follows from the totals alone; the remainder is dust of the next epoch.</summary>
    /// <returns>This builder.</returns>
    public RewardBuilder SplitByFloor() => Split(new FloorSplitter());

    /// <summary>Divides the pool by a splitter of your own choice.</summary>
    /// <param name="splitter">The splitter.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="splitter"/> is null.</exception>
    public RewardBuilder Split(IRewardSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        _policy = _policy with { Splitter = splitter };
        return this;
    }

    /// <summary>Keeps what divisions leave over in the dust account. It joins the next pool when left out.</summary>
    /// <returns>This builder.</returns>
    public RewardBuilder KeepDust()
    {
        _policy = _policy with { CarriesDust = false };
        return this;
    }

    /// <summary>Adds a pool beside the pool of work. None when left out.</summary>
    /// <param name="name">Its name: 1 to 64 lowercase ASCII letters, digits and hyphens.</param>
    /// <param name="build">Says from what it is filled, and what it pays for.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public RewardBuilder Pool(string name, Action<FurtherPoolBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(build);
        FurtherPoolBuilder pool = new(name);
        build(pool);
        _policy = _policy with { Pools = _policy.Pools.Add(pool.ToPool()) };
        return this;
    }

    internal RewardPolicy ToPolicy() => _policy;
}
