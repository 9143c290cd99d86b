using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A pool of rewards beside the pool of work, with a source, a claim and multipliers of its own: it pays uptime, checks or stake.</summary>
/// <remarks>
/// <code>
/// there  = what earlier epochs left in it + floor(fee * FeeShare) + Issuance
/// weight = floor(claimed * 10^9 * reputation multiplier * uptime multiplier), of stake without 10^9; 0 in jail, when forfeited, or below the minimum bond
/// claim  = the weight at a score of one, an uptime of one and every duty kept, at least the weight; 0 below the minimum bond
/// lost   = there - floor(there * sum of weights / sum of claims), and goes where the policy's LostShare says
/// share  = Splitter(there - lost, weight)
/// </code>
/// In base units. What comes in rounds down, in favour of the treasury: a half of a fee of 5 units is 2. What a division leaves over, and all of a pool that nobody claims, stays in it for
/// the next epoch. Slashed stake comes in when it is taken, and is divided in the next epoch.
/// </remarks>
public sealed record FurtherPool
{
    /// <summary>Gets its name: 1 to 64 lowercase ASCII letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what it pays for; work when left out.</summary>
    public RewardClaim Claim { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets what is issued into it for each epoch, in base units.</summary>
    public Amount Issuance { get; init; }

    /// <summary>Gets its part of the network's fee (<see cref="RewardPolicy.TreasuryFee"/>); the treasury has the rest.</summary>
    public Proportion FeeShare { get; init; }

    /// <summary>Gets its part of what the treasury would get of slashed stake (<see cref="PenaltyPolicy.TreasuryShare"/>). Whoever claims the pool earns by it when another is slashed.</summary>
    public Proportion SlashedShare { get; init; }

    /// <summary>Gets what a participant's score does to its weight. One, whatever the score, when left out.</summary>
    public IRewardMultiplier ReputationMultiplier { get; init; } = new ConstantMultiplier(Ratio.One);

    /// <summary>Gets what a participant's uptime does to its weight. One, whatever the uptime, when left out.</summary>
    public IRewardMultiplier UptimeMultiplier { get; init; } = new ConstantMultiplier(Ratio.One);

    /// <summary>Gets how it is divided: by a splitter whose shares follow from the totals (<see cref="ITotalsSplitter"/>). Rounding down when left out.</summary>
    public IRewardSplitter Splitter { get; init; } = new FloorSplitter();

    /// <summary>Returns its name and what it pays for.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"pool '{Name}', by {Words(Claim)}";

    /// <summary>Says a claim in a sentence.</summary>
    internal static string Words(RewardClaim claim) => claim switch
    {
        RewardClaim.Checks => "checks that were right",
        RewardClaim.Uptime => "duties kept",
        RewardClaim.Stake => "stake",
        _ => "work",
    };
}
