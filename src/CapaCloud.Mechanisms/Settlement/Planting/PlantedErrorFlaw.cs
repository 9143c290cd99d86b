using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Why what was opened as a planted error does not count as one.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>: it counts.</remarks>
[JsonConverter(typeof(NameJsonConverter<PlantedErrorFlaw>))]
public enum PlantedErrorFlaw
{
    /// <summary>It counts: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>Its seal was not published before the commitments closed.</summary>
    NotSealed = 1,

    /// <summary>It claims the right result, or its commitment is to another one.</summary>
    NoError = 2,

    /// <summary>Its commitment is not among those of the epoch that count.</summary>
    NotCommitted = 3,

    /// <summary>It was opened before, or another one of its author and task was.</summary>
    Repeated = 4,
}
