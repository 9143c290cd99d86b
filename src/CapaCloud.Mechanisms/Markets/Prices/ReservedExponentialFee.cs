using System.Text;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A fee by the exponential price with a reserve, charged every period while the load and the reserve stay what they are (EIP-7918).</summary>
/// <remarks>
/// <code>price = Curve.At(excess);   excess' = Excess.WithReserve(excess, Load, Target, Limit, price, Reserve)</code>
/// In base units of money for one period. While the price is below the reserve, the excess grows by <c>Load * (Limit - Target) // Limit</c> and does not fall, unless excess and
/// load together are below the target. <c>default</c> has no curve, no price and no limit.
/// </remarks>
/// <param name="Curve">The price by excess.</param>
/// <param name="Target">What should be used in a period.</param>
/// <param name="Limit">The most that can be used in a period; at least the target, above zero.</param>
/// <param name="Load">What is used in each period.</param>
/// <param name="Excess">What was used above the target so far.</param>
/// <param name="Reserve">The reserve price of a period, in base units of money.</param>
public readonly record struct ReservedExponentialFee(
    ExponentialPrice Curve,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Target,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Limit,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Load,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Excess,
    Amount Reserve) : IRunningFee<ReservedExponentialFee>
{
    /// <inheritdoc/>
    [JsonIgnore]
    public Amount Price => Curve.At(Excess);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or below the target.</exception>
    public ReservedExponentialFee Advance() => this with
    {
        // Amounts are compared here, because the largest ones do not fit in a ratio.
        Excess = Reserve > Price
            ? Markets.Excess.WithReserve(Excess, Load, Target, Limit, price: Ratio.Zero, reserve: Ratio.One)
            : Markets.Excess.WithReserve(Excess, Load, Target, Limit, price: Ratio.One, reserve: Ratio.Zero),
    };

    /// <summary>Without the price, which a fee without a curve does not have.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Curve = ").Append(Curve.ToString()).Append(", Target = ").Append(DecimalText.Format(Target)).Append(", Limit = ").Append(DecimalText.Format(Limit))
            .Append(", Load = ").Append(DecimalText.Format(Load)).Append(", Excess = ").Append(DecimalText.Format(Excess)).Append(", Reserve = ").Append(Reserve.ToString());
        return true;
    }
}
