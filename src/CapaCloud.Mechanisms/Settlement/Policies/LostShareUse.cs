using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Where the part of the pool goes that participants lose by jail, forfeiture, their score or their uptime.</summary>
/// <remarks>
/// <code>lost = pool - floor(pool * sum of weights / sum of claims),   claim = the weight at a score of one and an uptime of one</code>
/// <c>default</c> is <see cref="Penalty"/>: nobody earns more because somebody else earns less.
/// </remarks>
[JsonConverter(typeof(NameJsonConverter<LostShareUse>))]
public enum LostShareUse
{
    /// <summary>It goes where slashed stake goes: the treasury's part of <see cref="PenaltyPolicy"/> to the treasury, the rest is burned.</summary>
    Penalty = 0,

    /// <summary>It goes to the treasury.</summary>
    Treasury = 1,

    /// <summary>It is burned.</summary>
    Burned = 2,

    /// <summary>The others share it. Who gets a competitor condemned, or takes it off the network, earns by it.</summary>
    Others = 3,
}
