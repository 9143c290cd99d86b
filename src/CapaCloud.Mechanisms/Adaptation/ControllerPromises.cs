using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What can be relied on of a controller beyond its range and step.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<ControllerPromises>))]
public enum ControllerPromises
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>A higher reading, in any epoch, gives no lower value afterwards (or no higher one, for a rule that falls), whatever the other readings are.</summary>
    Monotone = 1,

    /// <summary>While nothing is limited, the order of the readings does not matter: only their sum does.</summary>
    PathIndependent = 2,
}
