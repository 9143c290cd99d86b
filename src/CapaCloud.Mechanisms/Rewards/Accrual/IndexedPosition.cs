using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What one member holds of <see cref="IndexedRewards"/>: its stake, the index up to which it was settled, and what it has earned and not been paid.</summary>
/// <remarks>No formula. <c>default</c> holds nothing and has earned nothing. Every operation gives a new one; keep that and drop the old.</remarks>
/// <param name="Stake">The stake, or shares.</param>
/// <param name="Settled">The index up to which <paramref name="Owed"/> counts.</param>
/// <param name="Owed">What was earned up to there and not paid.</param>
public readonly record struct IndexedPosition(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Stake,
    RewardIndex Settled,
    FractionalAmount Owed);
