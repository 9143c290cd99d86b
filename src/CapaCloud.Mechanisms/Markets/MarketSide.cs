namespace CapaCloud.Mechanisms.Markets;

/// <summary>On which side of the trade somebody stands.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Sell"/>.</remarks>
public enum MarketSide
{
    /// <summary>Gives units and receives money.</summary>
    Sell = 0,

    /// <summary>Receives units and pays money.</summary>
    Buy = 1,
}
