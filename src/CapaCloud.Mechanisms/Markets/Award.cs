using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What became of one bid: the units, and the money for them.</summary>
/// <remarks>
/// No formula. A buyer pays <see cref="Payment"/>, a seller receives it. A bid that won nothing has no units and no money, which is
/// also <c>default</c>.
/// </remarks>
/// <param name="Quantity">How many units.</param>
/// <param name="Payment">The money for all of them, in base units.</param>
public readonly record struct Award(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Quantity,
    Amount Payment);
