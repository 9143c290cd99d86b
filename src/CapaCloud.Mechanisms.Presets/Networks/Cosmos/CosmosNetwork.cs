using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>A chain of the Cosmos SDK at its default parameters: an operator may stand behind its delegators' tokens with one unit of its own.</summary>
/// <remarks>
/// <code>a double signature costs the operator 5 % of its own stake, however much its delegators have</code>
/// A base unit is a millionth of a token, an epoch a day, a job a day of signing. The conflicting block is the false result. Parameters: cosmos/cosmos-sdk, x/slashing/types/params.go (double sign
/// 1/20, downtime 1/100, half of the window) and x/staking (21 days of unbonding, 100 validators, a least self-delegation of 1). Costs, pay and bribe are assumed. docs/presets/networks.md has the verdict.
/// </remarks>
public sealed record CosmosNetwork : Preset
{
    private const int Token = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public CosmosNetwork()
        : base("cosmos-sdk-defaults", Figures) => Delegation = Behind(SelfDelegation);

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of a token, an epoch is a day, a job is a day of signing";

    /// <summary>Gets the operator's own stake, in base units: 1, the least that the SDK takes.</summary>
    public Amount SelfDelegation
    {
        get;
        init
        {
            field = value;
            Delegation = Behind(value);
        }
    } = Amount.One;

    /// <summary>Gets the community's part of what the chain pays: 2 %.</summary>
    public Proportion CommunityTax { get; init; } = Proportion.Percent(2);

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 2 * Token,
        ExternalGainPerJob = 100 * Token,
        PaymentPerJob = 20 * Token,
        JobsPerEpoch = 1,
        Participants = 100,
        DetectionDelay = 1,
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
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(SelfDelegation.Units).UnbondingPeriod(EpochSpan.Of(21)))
            .Verify(verify => verify.AuditRate(Proportion.One))
            .Slash(Offence.IncorrectResult, CosmosSlashingRules.DoubleSign)
            .Slash(Offence.Downtime, CosmosSlashingRules.Downtime.WithTolerance(Proportion.Half))
            .Reward(reward => reward.TreasuryFee(CommunityTax).SplitByFloor());
    }

    private static DelegationEconomics Behind(Amount own) => new()
    {
        OperatorBond = own,
        Delegation = Amount.Of(1_000UL * Token),
        OtherDelegations = Amount.Of(999_000UL * Token),
        RewardPerEpoch = 400 * Token,
        Commission = new Commission { Rate = Proportion.Percent(5), Ceiling = Proportion.Percent(20), LargestStep = Proportion.Percent(1) },
    };
}
