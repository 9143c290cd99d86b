namespace CapaCloud.Mechanisms.Reputation;

/// <summary>The numbers that a reputation model promises, beside its <see cref="ReputationPromises"/>.</summary>
/// <remarks>
/// <code>
/// lowest &lt;= every score &lt;= 1
/// |score after conduct - score before| &lt;= LipschitzConstant * (good + bad)
/// what a new name is worth at most = Newcomer - Lowest
/// </code>
/// The laws test each. <c>default</c> says that a newcomer starts at 0 and promises no Lipschitz constant.
/// </remarks>
/// <param name="Newcomer">The score of somebody of whom nothing is known.</param>
/// <param name="Lowest">A score that nobody can fall below.</param>
/// <param name="LipschitzConstant">The most that one unit of conduct moves the score; null when one observation can move it by any
/// amount.</param>
public readonly record struct ReputationLimits(Proportion Newcomer, Proportion Lowest, Ratio? LipschitzConstant)
{
    /// <summary>Gets what a reset gives to the worst participant: an entry must cost more than this is worth.</summary>
    public Proportion NewNameGain => Newcomer.SubtractToZero(Lowest);
}
