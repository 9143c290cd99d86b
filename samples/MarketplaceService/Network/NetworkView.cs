namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Network;

/// <summary>What is written down and may be read: the newest position. Readers wait for nobody.</summary>
internal sealed class NetworkView
{
    private volatile NetworkPosition? _position;

    /// <summary>Gets the newest position.</summary>
    public NetworkPosition Position => _position ?? throw new InvalidOperationException("The network was not loaded yet.");

    /// <summary>Gets the open network.</summary>
    public OpenNetwork Network => Position.Network;

    public void Publish(NetworkPosition position) => _position = position;
}
