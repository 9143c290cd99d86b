using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Truebit;

/// <summary>Truebit's incentives as a configuration of <see cref="ForcedErrors"/> and <see cref="Jackpot"/>.</summary>
/// <remarks>No formula. Figures: a forced error in about 1,000 tasks (Teutsch and Reitwiessner, arXiv 1908.04756, as surveyed).</remarks>
public static class TruebitIncentives
{
    /// <summary>Gets the rate of forced errors: 0.001.</summary>
    public static ForcedErrors ForcedErrors { get; } = new(Proportion.FromQuotient(1, 1_000, Rounding.Down));
}
