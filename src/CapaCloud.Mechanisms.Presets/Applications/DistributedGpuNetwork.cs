using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>People lend the GPU of their own machine: they cannot bond much, so what keeps them honest is the pay of the day and the place in the network that a new name would have to buy.</summary>
/// <remarks>
/// <code>one cheated task:  audit rate 10 % * accuracy 95 % * (bond of 0.50 dollars + its pay of 0.45 dollars) = 0.09 dollars lost, 0.14 gained: the rest is what later days are worth</code>
/// A base unit is a millionth of a dollar, an epoch a day, a job a task of half an hour. The bond alone does not deter: the future does, and <see cref="Preset.Effort"/> plays it.
/// docs/presets/distributed-gpu-network.md has the reason for each number.
/// </remarks>
public sealed record DistributedGpuNetwork : Preset
{
    private const int Dollar = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public DistributedGpuNetwork()
        : base("distributed-gpu-network", Figures)
    {
        Effort = DynamicEffort.Quick;
        Validation = new ValidationEconomics { ChecksPerEpoch = 30, Validators = 100, LeakRate = new Fraction(1, 10) };
        Request = new RequestEconomics { ValuePerJob = 800_000, FalseResultRate = new Fraction(1, 100), WrongRulingRate = new Fraction(1, 1_000) };
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of a dollar, an epoch is a day, a job is a task of half an hour";

    /// <summary>Gets the least bond, in base units.</summary>
    public Amount Bond { get; init; } = Amount.Of(Dollar / 2);

    /// <summary>Gets the rate at which results are audited.</summary>
    public Proportion AuditRate { get; init; } = Proportion.Percent(10);

    /// <summary>Gets the part of the bond that a false result costs.</summary>
    public Proportion Slash { get; init; } = Proportion.One;

    /// <summary>Gets a value indicating whether a false result costs the day's pay too.</summary>
    public bool ForfeitsReward { get; init; } = true;

    /// <summary>Gets the part of the price that a score of zero earns; at a score of one it is all of it. All of it by default: no engine answers for coalitions where pay follows the record.</summary>
    public Ratio PayAtNoScore { get; init; } = Ratio.One;

    /// <summary>Gets how long a bond takes to leave.</summary>
    public EpochSpan Unbonding { get; init; } = EpochSpan.Of(3);

    /// <summary>Gets the part of the bond that vouching for a false result unchecked costs.</summary>
    public Proportion NegligenceSlash { get; init; } = Proportion.Half;

    /// <summary>Gets the part of the bond that a false accusation costs.</summary>
    public Proportion AccusationSlash { get; init; } = Proportion.One;

    /// <summary>Gets the network's part of what requesters pay.</summary>
    public Proportion Fee { get; init; } = Proportion.Percent(10);

    /// <inheritdoc/>
    public override IReadOnlyList<Defence> Defences =>
    [
        new("audits", this with { AuditRate = Proportion.Zero }),
        new("the bond", this with { Bond = Amount.One }),
        new("the slash", this with { Slash = Least }),
        new("the forfeited pay", this with { ForfeitsReward = false }),
        new("planted errors", this with { Economics = Economics with { PlantedErrorRate = 0 } }),
        new("the price of negligence", this with { NegligenceSlash = Least }),
        new("the price of a false accusation", this with { AccusationSlash = Least }),
        new("the deposit of a dispute", this with { Economics = Economics with { DisputeDeposit = 0 } }),
    ];

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 150_000,
        CheatingCostPerJob = 10_000,
        PaymentPerJob = 500_000,
        JobsPerEpoch = 3,
        Participants = 5_000,
        DetectionDelay = 0,
        DetectionAccuracy = new Fraction(95, 100),
        HonestFaultRate = new Fraction(1, 10_000),
        IdentityPrice = 2 * Dollar,
        OutsideOption = 200_000,
        ColludingShare = new Fraction(1, 100),
        SidePaymentLimit = 0,
        Discount = new Fraction(95, 100),
        CheckingCost = 5_000,
        CheckingReward = 15_000,
        PlantedErrorRate = new Fraction(5, 100),
        DisputeDeposit = 600_000,
        DisputeCost = 450_000,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(Bond.Units).UnbondingPeriod(Unbonding))
            .Verify(verify => verify.AuditRate(AuditRate).Decide(new MajorityRule(quorum: 3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash), offence => offence with { ForfeitsReward = ForfeitsReward })
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(NegligenceSlash))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(AccusationSlash))
            .Reputation(new HalfLifeReputation())
            .Reward(reward => reward.TreasuryFee(Fee).TimesReputation(new LinearMultiplier(PayAtNoScore, Ratio.One)).SplitByFloor());
    }
}
