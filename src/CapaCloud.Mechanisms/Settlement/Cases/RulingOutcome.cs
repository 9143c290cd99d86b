using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What a ruling says of a pending penalty.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>, which a report may not carry.</remarks>
[JsonConverter(typeof(NameJsonConverter<RulingOutcome>))]
public enum RulingOutcome
{
    /// <summary>Nothing was ruled: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The accusation was wrong: everything is as if it had never been made.</summary>
    Overturned = 1,

    /// <summary>The accusation was right: the penalty is taken now.</summary>
    Confirmed = 2,
}
