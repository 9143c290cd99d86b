using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms;

/// <summary>How an epoch's pool is made and divided.</summary>
/// <remarks>
/// <code>
/// pool   = payments - floor(payments * TreasuryFee) + IssuancePerEpoch + carried dust
/// weight = floor(work * 10^9 * reputation multiplier * uptime multiplier)
/// share  = Splitter(pool, weight)
/// </code>
/// The fee rounds down, in favour of the providers: 5 % of 99 units is 4. What the splitter leaves over goes to the dust account.
/// </remarks>
public sealed record RewardPolicy
{
    /// <summary>Gets how many weight units one unit of work has before its multipliers: 10^9, so that a multiplier of 10^-9 still counts.</summary>
    public const ulong WeightPerWork = 1_000_000_000;

    /// <summary>Gets how the pool is divided.</summary>
    public required IRewardSplitter Splitter { get; init; }

    /// <summary>Gets what a participant's score does to the weight of its work. One, whatever the score, when left out.</summary>
    public IRewardMultiplier ReputationMultiplier { get; init; } = new ConstantMultiplier(Ratio.One);

    /// <summary>Gets what a participant's uptime does to the weight of its work. One, whatever the uptime, when left out.</summary>
    public IRewardMultiplier UptimeMultiplier { get; init; } = new ConstantMultiplier(Ratio.One);

    /// <summary>Gets what is issued for each epoch, in base units.</summary>
    public Amount IssuancePerEpoch { get; init; }

    /// <summary>Gets the network's part of what requesters pay.</summary>
    public Proportion TreasuryFee { get; init; }

    /// <summary>Gets a value indicating whether what divisions left over in earlier epochs joins the next pool; <see langword="true"/> when left out.</summary>
    public bool CarriesDust { get; init; } = true;
}
