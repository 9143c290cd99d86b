using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What a delegator holds of an <see cref="OperatorPool"/>: shares, and since when they stand.</summary>
/// <remarks>
/// No formula. The pool knows each holding by its number: shares that left cannot leave again, whoever brings them. <c>default</c> is
/// nothing.
/// </remarks>
/// <param name="Number">The number the pool gave it.</param>
/// <param name="Joined">The first epoch in which they stood behind the operator.</param>
/// <param name="Shares">How many.</param>
public readonly record struct PoolShare(
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Number,
    [property: JsonRequired] Epoch Joined,
    [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares);
