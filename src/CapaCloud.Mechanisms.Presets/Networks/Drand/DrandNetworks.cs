using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Drand;

/// <summary>The schedules of the League of Entropy's public beacons.</summary>
/// <remarks>
/// No formula; see <see cref="BeaconSchedule"/>. Figures from each chain's public <c>/info</c>: genesis time and period in seconds.
/// </remarks>
public static class DrandNetworks
{
    /// <summary>
    /// Gets the schedule of <c>quicknet</c> (chain 52db9ba7...e971): a round every 3 seconds since 1692803367.
    /// </summary>
    public static BeaconSchedule Quicknet { get; } = new(1_692_803_367, 3);

    /// <summary>
    /// Gets the schedule of <c>default</c> (chain 8990e7a9...b2ce), chained: a round every 30 seconds since 1595431050.
    /// </summary>
    public static BeaconSchedule Default { get; } = new(1_595_431_050, 30);
}
