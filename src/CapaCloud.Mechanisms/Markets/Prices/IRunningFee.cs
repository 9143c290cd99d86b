namespace CapaCloud.Mechanisms.Markets;

/// <summary>A posted price that is charged every period, and moves from one period to the next.</summary>
/// <remarks>
/// No formula. A period is what the market counts by: a second, a block, an epoch. A fee is a value: the next period's is another one, and two
/// are equal when all that follows is equal. <see cref="PrepaidTime"/> sums it and turns it around. Its laws are <c>RunningFeeLaws</c> in
/// CapaCloud.Mechanisms.Testing.
/// </remarks>
/// <typeparam name="TSelf">The fee itself.</typeparam>
public interface IRunningFee<TSelf> : IEquatable<TSelf>
    where TSelf : IRunningFee<TSelf>
{
    /// <summary>Gets the price of a period at this moment, in base units of money.</summary>
    Amount Price { get; }

    /// <summary>Returns the fee a period later.</summary>
    /// <returns>The fee.</returns>
    TSelf Advance();
}
