using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Shares that joined a layer lately. A fault from before they joined can still be charged, and must not fall on them.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Epoch">The epoch in which they joined.</param>
/// <param name="Shares">How many of them still stand.</param>
public readonly record struct PoolJoin([property: JsonRequired] Epoch Epoch, [property: JsonRequired, JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Shares);
