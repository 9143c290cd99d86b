using System.Net;
using System.Net.Sockets;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Asks the system for ports that nobody uses.</summary>
internal static class FreePorts
{
    /// <summary>Returns one.</summary>
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
