using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Which rule moves the bonds of Yuma consensus.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Original"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<YumaVersion>))]
public enum YumaVersion
{
    /// <summary>Bonds are shares in a server: columns that add up to one, moved toward stake times clipped weight.</summary>
    Original = 0,

    /// <summary>Bonds are each pair's own average of its weight; stake enters when dividends are paid.</summary>
    Third = 3,
}
