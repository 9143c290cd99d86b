using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>Which way a value goes when the reading is above its target.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Rises"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<ControlDirection>))]
public enum ControlDirection
{
    /// <summary>The value rises: a price under too much demand, an audit rate under too many failures.</summary>
    Rises = 0,

    /// <summary>The value falls: a reward pool under too much participation, a difficulty when work takes too long.</summary>
    Falls = 1,
}
