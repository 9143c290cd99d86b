using System.Text;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A fee by the exponential price, charged every period while the load stays what it is (ACP-77).</summary>
/// <remarks>
/// <code>excess' = Excess.OverTime(excess, Load, Target, 1);   price = Curve.At(excess)</code>
/// In base units of money for one period. <c>default</c> has no curve and no price.
/// </remarks>
/// <param name="Curve">The price by excess.</param>
/// <param name="Target">What should be used in a period.</param>
/// <param name="Load">What is used in each period.</param>
/// <param name="Excess">What was used above the target so far.</param>
public readonly record struct ExponentialFee(
    ExponentialPrice Curve,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Target,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Load,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Excess) : IRunningFee<ExponentialFee>
{
    /// <inheritdoc/>
    [JsonIgnore]
    public Amount Price => Curve.At(Excess);

    /// <inheritdoc/>
    public ExponentialFee Advance() => this with { Excess = Markets.Excess.OverTime(Excess, Load, Target, 1) };

    /// <summary>Without the price, which a fee without a curve does not have.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Curve = ").Append(Curve.ToString()).Append(", Target = ").Append(DecimalText.Format(Target))
            .Append(", Load = ").Append(DecimalText.Format(Load)).Append(", Excess = ").Append(DecimalText.Format(Excess));
        return true;
    }
}
