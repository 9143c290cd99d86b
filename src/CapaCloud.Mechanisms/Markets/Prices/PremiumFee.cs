namespace CapaCloud.Mechanisms.Markets;

/// <summary>A forecast of the base fee of one unit, period after period, while users keep adding the same premium.</summary>
/// <remarks>
/// <code>price' = Rule.Next(price, Premium)</code>
/// In base units of money. <c>default</c> has no rule and is refused.
/// </remarks>
/// <param name="Rule">How the fee moves.</param>
/// <param name="Premium">The premium that is offered in each period.</param>
/// <param name="Price">The fee now.</param>
public readonly record struct PremiumFee(PremiumFeeRule Rule, Amount Premium, Amount Price) : IRunningFee<PremiumFee>
{
    /// <inheritdoc/>
    public PremiumFee Advance() => this with { Price = Rule.Next(Price, Premium) };
}
