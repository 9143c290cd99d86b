using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What somebody offers on top of the base fee for each unit, and for how many units.</summary>
/// <remarks>No formula. <c>default</c> is an offer for nothing.</remarks>
/// <param name="Premium">The premium of one unit, in base units of money.</param>
/// <param name="Units">For how many units of the resource.</param>
public readonly record struct PremiumOffer(
    Amount Premium,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Units);
