using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>On which side of the trade somebody stands.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Sell"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<MarketSide>))]
public enum MarketSide
{
    /// <summary>Gives units and receives money.</summary>
    Sell = 0,

    /// <summary>Receives units and pays money.</summary>
    Buy = 1,
}
