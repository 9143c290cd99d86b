using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A forecast of the base fee of one unit of a resource, period after period, while the same is used in each. The rule itself is <see cref="BaseFeeRule"/>.</summary>
/// <remarks>
/// <code>price' = Rule.Next(price, Used, Limit)</code>
/// In base units of money. <c>default</c> is free and stays so.
/// </remarks>
/// <param name="Rule">How the fee moves.</param>
/// <param name="Used">What is used in each period.</param>
/// <param name="Limit">The most that can be used.</param>
/// <param name="Price">The fee now.</param>
public readonly record struct BaseFee(
    BaseFeeRule Rule,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Used,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Limit,
    Amount Price) : IRunningFee<BaseFee>
{
    /// <inheritdoc/>
    public BaseFee Advance() => this with { Price = Rule.Next(Price, Used, Limit) };
}
