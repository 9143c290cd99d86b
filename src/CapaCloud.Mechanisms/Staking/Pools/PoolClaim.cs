using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a delegator that left an <see cref="OperatorPool"/> can withdraw when it is released, less what the operator's earlier faults still take.</summary>
/// <remarks>No formula. The pool remembers each claim until it is paid: it is paid once, as it was given out. <c>default</c> is nothing.</remarks>
/// <param name="Number">The number the pool gave it.</param>
/// <param name="Joined">The first epoch in which the stake stood; the beginning of its layer when that is longer ago than any fault can be charged.</param>
/// <param name="Unbonded">The last epoch in which it stood.</param>
/// <param name="Exit">Which exit of that history, from 0.</param>
/// <param name="Units">The base units it was worth when it left.</param>
/// <param name="Release">The epoch from which on it is paid, by the rules under which it left; later when a fault of its time can still be charged then.</param>
public readonly record struct PoolClaim(
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Number,
    [property: JsonRequired] Epoch Joined,
    [property: JsonRequired] Epoch Unbonded,
    [property: JsonRequired] int Exit,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Units,
    [property: JsonRequired] Epoch Release)
{
    internal static IComparer<PoolClaim> ByNumber { get; } = Comparer<PoolClaim>.Create((left, right) => left.Number.CompareTo(right.Number));
}
