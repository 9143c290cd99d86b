using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A forecast of the price of an order, period after period, while the queue stays as full.</summary>
/// <remarks>
/// <code>
/// multiplier' = Rule.Next(multiplier, Capacity, Size)
/// Price       = floor(BasePrice * multiplier), at most 2^128 - 1
/// </code>
/// In base units of money. <c>default</c> has a queue without capacity and cannot advance.
/// </remarks>
/// <param name="Rule">How the multiplier moves.</param>
/// <param name="BasePrice">The price at a multiplier of one.</param>
/// <param name="Capacity">How many orders the queue holds.</param>
/// <param name="Size">How many wait in each period.</param>
/// <param name="Multiplier">The multiplier now.</param>
public readonly record struct QueueFee(
    QueuePrice Rule,
    Amount BasePrice,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Capacity,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Size,
    Ratio Multiplier) : IRunningFee<QueueFee>
{
    /// <inheritdoc/>
    [JsonIgnore]
    public Amount Price => MultiplyDivide.TryDivide(BasePrice.Units, Multiplier.Parts, Proportion.PartsPerOne, out UInt128 price, out _)
        ? Amount.Of(price)
        : Amount.MaxValue;

    /// <inheritdoc/>
    public QueueFee Advance() => this with { Multiplier = Rule.Next(Multiplier, Capacity, Size) };
}
