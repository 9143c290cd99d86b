using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>Teams of one company share a cluster and pay each other in credits: no token, a small reserve of credits for a bond, and the week's credits at stake.</summary>
/// <remarks>
/// <code>one faked batch:  audit rate 20 % * accuracy 99 % * (half of a reserve of 300 credits + the pay of the batch, 100 credits) = 49.5 credits lost, 40 saved</code>
/// A base unit is a thousandth of a credit, an epoch a week, a job a batch. docs/presets/enterprise-cluster.md has the reason for each number.
/// </remarks>
public sealed record EnterpriseCluster : Preset
{
    private const int Credit = 1_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public EnterpriseCluster()
        : base("enterprise-cluster", Figures)
    {
        Validation = new ValidationEconomics { ChecksPerEpoch = 10, Validators = 40 };
        Request = new RequestEconomics { ValuePerJob = 150 * Credit, FalseResultRate = new Fraction(1, 1_000) };
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a thousandth of a credit, an epoch is a week, a job is a batch";

    /// <summary>Gets the reserve of credits that a team keeps, in base units.</summary>
    public Amount Reserve { get; init; } = Amount.Of(300 * Credit);

    /// <summary>Gets the rate at which batches are run again.</summary>
    public Proportion AuditRate { get; init; } = Proportion.Percent(20);

    /// <summary>Gets the part of the reserve that a faked batch costs.</summary>
    public Proportion Slash { get; init; } = Proportion.Half;

    /// <summary>Gets a value indicating whether a faked batch costs the week's credits too.</summary>
    public bool ForfeitsReward { get; init; } = true;

    /// <summary>Gets how long a team that was found out gets no work.</summary>
    public EpochSpan Pause { get; init; } = EpochSpan.One;

    /// <summary>Gets how long a reserve takes to be given back.</summary>
    public EpochSpan Unbonding { get; init; } = EpochSpan.Of(4);

    /// <summary>Gets the part of the reserve that signing off a batch unread costs.</summary>
    public Proportion NegligenceSlash { get; init; } = Proportion.Half;

    /// <summary>Gets the part of the reserve that a false accusation costs.</summary>
    public Proportion AccusationSlash { get; init; } = Proportion.Percent(75);

    /// <summary>Gets the platform's part of what teams pay.</summary>
    public Proportion Fee { get; init; } = Proportion.Percent(1);

    /// <inheritdoc/>
    public override IReadOnlyList<Defence> Defences =>
    [
        new("audits", this with { AuditRate = Proportion.Zero }),
        new("the reserve", this with { Reserve = Amount.One }),
        new("the forfeited credits", this with { ForfeitsReward = false }),
        new("names that belong to somebody", this with { Economics = Economics with { IdentityPrice = 0 } }),
        new("planted errors", this with { Economics = Economics with { PlantedErrorRate = 0 } }),
        new("the price of negligence", this with { NegligenceSlash = Least }),
        new("the price of a false accusation", this with { AccusationSlash = Least }),
        new("the deposit of a complaint", this with { Economics = Economics with { DisputeDeposit = 0 } }),
    ];

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 40 * Credit,
        PaymentPerJob = 100 * Credit,
        JobsPerEpoch = 20,
        Participants = 40,
        DetectionDelay = 0,
        DetectionAccuracy = new Fraction(99, 100),
        HonestFaultRate = new Fraction(1, 10_000),
        IdentityPrice = 10_000 * Credit,
        OutsideOption = 500 * Credit,
        ColludingShare = new Fraction(5, 100),
        SidePaymentLimit = 0,
        CheckingCost = 4 * Credit,
        CheckingReward = 60 * Credit,
        PlantedErrorRate = new Fraction(1, 20),
        DisputeDeposit = 30 * Credit,
        DisputeCost = 20 * Credit,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(Reserve.Units).UnbondingPeriod(Unbonding))
            .Verify(verify => verify.AuditRate(AuditRate).Decide(new MajorityRule(quorum: 3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash), offence => offence with { ForfeitsReward = ForfeitsReward, Jail = Pause })
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(NegligenceSlash))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(AccusationSlash))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)), offence => offence with { CircuitBreaker = Proportion.Percent(60) })
            .DividePenalties(treasury: Proportion.One)
            .Reward(reward => reward.TreasuryFee(Fee).TimesUptime().SplitByFloor())
            .Excuse("maintenance", "network");
    }
}
