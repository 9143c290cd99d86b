using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What one delegation holds of <see cref="DelegatorRewards"/>.</summary>
/// <remarks>
/// No formula. It earns for the epochs after <paramref name="PaidThrough"/> up to <paramref name="Until"/>. <c>default</c> holds nothing. Every operation gives a new one:
/// keep that and drop the old, or let <see cref="DelegatorBook"/> do so.
/// </remarks>
/// <param name="Joined">The epoch in which it joined: it answers for faults from there on, and earns from the next epoch on.</param>
/// <param name="PaidThrough">The last epoch whose reward was paid, but for the fraction in <paramref name="Owed"/>.</param>
/// <param name="Until">The epoch in which it left, the last for which it earns; null while it stands.</param>
/// <param name="Stake">The stake as it was brought; <see cref="DelegatorRewards.StakeOf"/> says what slashes left of it.</param>
/// <param name="Owed">The fraction of a base unit that earlier claims left.</param>
public readonly record struct DelegatorPosition(
    Epoch Joined,
    Epoch PaidThrough,
    Epoch? Until,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Stake,
    FractionalAmount Owed)
{
    /// <summary>Gets a value indicating whether it left and was paid for all it earned.</summary>
    [JsonIgnore]
    public bool IsFinished => Stake == UInt128.Zero || (Until is { } until && PaidThrough >= until);
}
