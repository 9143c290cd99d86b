namespace CapaCloud.Mechanisms.Markets.Bundles;

/// <summary>Which of the payments of least revenue in the core is taken.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="NearestToVcg"/>.</remarks>
public enum CorePoint
{
    /// <summary>The one nearest to the VCG payments, so that as little as possible is gained by shading.</summary>
    NearestToVcg = 0,

    /// <summary>The one nearest to the winning bids.</summary>
    NearestToBids = 1,
}
