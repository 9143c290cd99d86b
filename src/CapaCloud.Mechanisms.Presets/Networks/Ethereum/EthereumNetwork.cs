using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Presets.Networks.Ethereum;

/// <summary>Ethereum's validators by the rules of a fork: who signs two blocks pays little alone and everything together with a third of the others.</summary>
/// <remarks>
/// <code>penalty = balance / MinimumPenaltyQuotient + balance * Multiplier * stake at fault of 36 days</code>
/// A base unit is a Gwei, an epoch of this mechanism a day, a job a day of duties. The second block is the false result. The core rounds the penalty up and counts the stake to the unit;
/// <see cref="EthereumSlashing"/> has the network's own rounding. Parameters: ethereum/consensus-specs, presets/mainnet: 32 ETH, quotients and multipliers of each fork. Costs, pay and bribe are assumed.
/// docs/presets/networks.md has the verdict.
/// </remarks>
public sealed record EthereumNetwork : Preset
{
    private const int MilliEther = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public EthereumNetwork()
        : base("ethereum", Figures)
    {
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a Gwei, an epoch is a day, a job is a day of duties";

    /// <summary>Gets the rules of slashing: those since Electra.</summary>
    public EthereumSlashing Rules { get; init => field = value ?? throw new ArgumentNullException(nameof(value), "A network needs rules of slashing, got null."); } = EthereumSlashing.Electra;

    private static Economics Figures { get; } = new()
    {
        CostPerJob = MilliEther / 2,
        ExternalGainPerJob = 100 * MilliEther,
        PaymentPerJob = 3 * MilliEther,
        JobsPerEpoch = 1,
        Participants = 1_000_000,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        OutsideOption = 0,
        ColludingShare = 0,
        SidePaymentLimit = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Proportion initial = Proportion.FromQuotient(1, Rules.MinimumPenaltyQuotient, Rounding.Down);
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(32 * (UInt128)EthereumSlashing.Increment).UnbondingPeriod(EpochSpan.Of(36)))
            .Verify(verify => verify.AuditRate(Proportion.One))
            .Slash(
                Offence.IncorrectResult,
                SlashingCurve.Constant(initial).Plus(SlashingCurve.Correlated(Ratio.Of(Rules.Multiplier))).Capped(Proportion.One),
                offence => offence with { CorrelationWindow = EpochSpan.Of(36) })
            .Reward(reward => reward.SplitByFloor());
    }
}
