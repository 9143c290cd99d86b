using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What the pool remembers of a delegator's shares: how many are left, and what they are in the layer they belong to.</summary>
/// <remarks>
/// <code>x of the shares are floor(x * PotShares / Shares) shares of the layer, all of them all</code>
/// The two numbers are equal until the layer becomes one with another, whose shares are worth something else, or a reward of many times the stake has it counted in finer shares. <c>default</c> is nothing.
/// </remarks>
/// <param name="Number">The number of the holding.</param>
/// <param name="Joined">The first epoch in which they stood.</param>
/// <param name="Shares">How many shares the delegator holds.</param>
/// <param name="PotShares">How many shares of its layer these are.</param>
public readonly record struct PoolHolding(
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Number,
    [property: JsonRequired] Epoch Joined,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 PotShares)
{
    internal static IComparer<PoolHolding> ByNumber { get; } = Comparer<PoolHolding>.Create((left, right) => left.Number.CompareTo(right.Number));

    internal static IComparer<PoolHolding> ByEpoch { get; } = Comparer<PoolHolding>.Create((left, right) => left.Joined.CompareTo(right.Joined));

    internal UInt128 PartOf(UInt128 shares) => shares == Shares ? PotShares : MultiplyDivide.Down(PotShares, shares, Shares);
}
