using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Akash;

/// <summary>Akash's market for compute at its default parameters: leases are paid by the block, and nobody checks a result.</summary>
/// <remarks>
/// No formula: nothing is audited, and no offence has a price. A base unit is a millionth of an AKT, an epoch a day, a job an hour of a lease. Parameters: akash-network/akash-api,
/// go/node/market/v1beta4/params.go (a bid's deposit of 500,000 units) and go/node/take (20 % of what is paid in a currency without a rate of its own). Costs and price are assumed.
/// <see cref="AkashEscrow"/> has the network's settlement of a lease. docs/presets/networks.md has the verdict.
/// </remarks>
public sealed record AkashNetwork : Preset
{
    private const int Akt = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public AkashNetwork()
        : base("akash", Figures)
    {
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of an AKT, an epoch is a day, a job is an hour of a lease";

    /// <summary>Gets what a bid deposits, in base units: half an AKT.</summary>
    public Amount BidDeposit { get; init; } = Amount.Of(Akt / 2);

    /// <summary>Gets the network's part of what tenants pay.</summary>
    public Proportion TakeRate { get; init; } = Proportion.Percent(20);

    /// <summary>Gets the rate at which results are audited: 0, as in Akash.</summary>
    public Proportion AuditRate { get; init; } = Proportion.Zero;

    /// <summary>Gets the part of the deposit that a false result costs: none, as in Akash.</summary>
    public Proportion Slash { get; init; } = Proportion.Zero;

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 600_000,
        PaymentPerJob = Akt,
        JobsPerEpoch = 24,
        Participants = 100,
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
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(BidDeposit.Units).UnbondingPeriod(EpochSpan.One))
            .Verify(verify => verify.AuditRate(AuditRate).Decide(new MajorityRule(quorum: 3)))
            .Reward(reward => reward.TreasuryFee(TakeRate).SplitByFloor());
        if (!Slash.IsZero)
        {
            build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash));
        }
    }
}
