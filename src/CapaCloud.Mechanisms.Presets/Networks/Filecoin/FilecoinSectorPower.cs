using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Filecoin;

/// <summary>Quality-adjusted power in bytes: a sector's, the network's, and what the network was planned to have.</summary>
/// <remarks>No formula. <c>default</c> is no power at all.</remarks>
public readonly record struct FilecoinSectorPower
{
    /// <summary>Initializes a new instance of the <see cref="FilecoinSectorPower"/> struct.</summary>
    /// <param name="sector">The sector's power, in bytes.</param>
    /// <param name="network">The network's.</param>
    /// <param name="baseline">The baseline's.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public FilecoinSectorPower(BigInteger sector, BigInteger network, BigInteger baseline)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sector);
        ArgumentOutOfRangeException.ThrowIfNegative(network);
        ArgumentOutOfRangeException.ThrowIfNegative(baseline);
        (Sector, Network, Baseline) = (sector, network, baseline);
    }

    /// <summary>Gets the sector's power, in bytes.</summary>
    public BigInteger Sector { get; }

    /// <summary>Gets the network's power, in bytes.</summary>
    public BigInteger Network { get; }

    /// <summary>Gets the baseline's power, in bytes.</summary>
    public BigInteger Baseline { get; }
}
