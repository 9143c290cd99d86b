using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>All stake that joined in one epoch and still stands, as it was brought.</summary>
/// <remarks>No formula. <c>default</c> is none of epoch 0.</remarks>
/// <param name="Joined">The epoch.</param>
/// <param name="Stake">The stake, before slashes.</param>
public readonly record struct StakeCohort(
    Epoch Joined, [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Stake);
