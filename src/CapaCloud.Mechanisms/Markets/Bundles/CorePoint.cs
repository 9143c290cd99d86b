using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Which of the payments of least revenue in the core is taken.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NearestToVcg"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<CorePoint>))]
public enum CorePoint
{
    /// <summary>The one nearest to the VCG payments, so that as little as possible is gained by shading.</summary>
    NearestToVcg = 0,

    /// <summary>The one nearest to the winning bids.</summary>
    NearestToBids = 1,
}
