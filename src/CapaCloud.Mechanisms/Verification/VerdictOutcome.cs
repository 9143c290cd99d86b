using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What was found of one party. Only <see cref="Incorrect"/> may cost stake.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Inconclusive"/>: nothing was found.</remarks>
[JsonConverter(typeof(NameJsonConverter<VerdictOutcome>))]
public enum VerdictOutcome
{
    /// <summary>Nothing was proven; never slashes.</summary>
    Inconclusive = 0,

    /// <summary>The party was right.</summary>
    Correct = 1,

    /// <summary>The party was wrong, or failed a duty that it alone could meet.</summary>
    Incorrect = 2,
}
