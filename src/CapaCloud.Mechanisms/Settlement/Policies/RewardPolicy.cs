using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>How an epoch's pool is made and divided.</summary>
/// <remarks>
/// <code>
/// pool   = payments - floor(payments * TreasuryFee) + IssuancePerEpoch + carried dust
/// weight = floor(work * 10^9 * reputation multiplier * uptime multiplier), 0 in jail, when forfeited, or below the minimum bond
/// claim  = the weight at a score of one and an uptime of one, at least the weight; 0 below the minimum bond
/// lost   = pool - floor(pool * sum of weights / sum of claims), unless LostShare says that the others share it
/// share  = Splitter(pool - lost, weight)
/// </code>
/// The fee rounds down, in favour of the providers: 5 % of 99 units is 4. What is divided rounds down, in favour of what is lost: two claims of 3, one of them
/// down to a weight of 2, divide 8 units of 10. What the splitter leaves over goes to the dust account. So nobody earns more because another is jailed, condemned
/// or taken off the network.
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

    /// <summary>Gets where the part goes that participants lose by jail, forfeiture, score or uptime; it goes where slashed stake goes when left out.</summary>
    public LostShareUse LostShare { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets what is issued for each epoch, in base units.</summary>
    public Amount IssuancePerEpoch { get; init; }

    /// <summary>Gets the network's part of what requesters pay.</summary>
    public Proportion TreasuryFee { get; init; }

    /// <summary>Gets a value indicating whether what divisions left over in earlier epochs joins the next pool; <see langword="true"/> when left out.</summary>
    public bool CarriesDust { get; init; } = true;

    /// <summary>Gets the pools beside the pool of work, each with its own source and claim; none when left out. Left out of JSON then.</summary>
    [OptionalSection]
    public ImmutableArray<FurtherPool> Pools { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns what pools there are, in one sentence; <see cref="PolicyJson.Write"/> has everything.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() =>
        $"issues {Prose.Units(IssuancePerEpoch)} for each epoch, keeps {Prose.Percent(TreasuryFee)} of what requesters pay, and divides the rest by {Splitter}{(Pools.IsEmpty ? "" : $"; beside it {Prose.List(Pools)}")}";

    /// <inheritdoc/>
    public bool Equals(RewardPolicy? other) =>
        other is not null
        && Equals(Splitter, other.Splitter)
        && Equals(ReputationMultiplier, other.ReputationMultiplier)
        && Equals(UptimeMultiplier, other.UptimeMultiplier)
        && LostShare == other.LostShare
        && IssuancePerEpoch == other.IssuancePerEpoch
        && TreasuryFee == other.TreasuryFee
        && CarriesDust == other.CarriesDust
        && Pools.AsSpan().SequenceEqual(other.Pools.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => IssuancePerEpoch.GetHashCode() ^ TreasuryFee.GetHashCode() ^ Pools.Length;
}
