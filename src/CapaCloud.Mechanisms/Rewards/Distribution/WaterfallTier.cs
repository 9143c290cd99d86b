namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Who is served at one place of a <see cref="Waterfall"/>: a part of what is still there, up to a cap.</summary>
/// <remarks>
/// <code>tier = min(Cap, floor(Part * what is left))</code>
/// In base units, rounds down: a tenth of 19 is 1. <c>default</c> gets nothing.
/// </remarks>
/// <param name="Account">Whose account it is.</param>
/// <param name="Part">The part of what reaches it.</param>
/// <param name="Cap">The most it gets of one income, or null for no cap.</param>
public readonly record struct WaterfallTier(LedgerAccount Account, Proportion Part, Amount? Cap = null);
