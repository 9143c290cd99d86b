using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Presets.Networks.Boinc;

/// <summary>BOINC's adaptive replication: a host with a long streak of valid results is checked ever less often.</summary>
/// <remarks>
/// <code>chance of a check = 1 when streak &lt; 10, else 1 / streak</code>
/// As BOINC has it, without a floor: after a streak of N a host that turns bad is caught after N wrong results on average. Our
/// samplers keep a floor; this composition is for comparison. Source: BOINC wiki, "Adaptive replication".
/// </remarks>
public static class BoincAdaptiveReplication
{
    /// <summary>Gets the model: streaks, from 10 on.</summary>
    public static StreakReputation Model { get; } = new();

    /// <summary>Returns the chance that a host's next result is checked by replication.</summary>
    /// <param name="record">The host's record.</param>
    /// <returns>One less the score.</returns>
    public static Proportion CheckChance(in ReputationRecord record) => Model.Read(record).Complement;
}
