using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A forecast of the base fee of one unit, round after round, while each round is as full.</summary>
/// <remarks>
/// <code>price' = Rule.Next(price, Used, Blocks)</code>
/// In base units of money. <c>default</c> has no rule and is refused.
/// </remarks>
/// <param name="Rule">How the fee moves.</param>
/// <param name="Used">What is used in all blocks of a round.</param>
/// <param name="Blocks">How many blocks a round has; at least 1.</param>
/// <param name="Price">The fee now.</param>
public readonly record struct UtilisationFee(
    UtilisationFeeRule Rule,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Used,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Blocks,
    Amount Price) : IRunningFee<UtilisationFee>
{
    /// <inheritdoc/>
    public UtilisationFee Advance() => this with { Price = Rule.Next(Price, Used, Blocks) };
}
