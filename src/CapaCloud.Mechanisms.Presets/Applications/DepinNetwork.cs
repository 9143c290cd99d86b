using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>People run physical devices (radios, sensors, disks) where they are needed: challenges ask whether the device is really there, and neighbours answer.</summary>
/// <remarks>
/// <code>one faked hour:  challenge rate 5 % * accuracy 80 % * not captured * a quarter of a bond of 20 dollars = up to 0.2 dollars lost, 0.008 saved</code>
/// A base unit is a millionth of a dollar, an epoch a day, a job an hour of service. docs/presets/depin-network.md has the reason for each number.
/// </remarks>
public sealed record DepinNetwork : Preset
{
    private const int Dollar = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public DepinNetwork()
        : base("depin-network", Figures)
    {
        Delegation = new DelegationEconomics
        {
            OperatorBond = Amount.Of(20 * Dollar),
            Delegation = Amount.Of(5 * Dollar),
            OtherDelegations = Amount.Of(10 * Dollar),
            RewardPerEpoch = 100_000,
            Commission = new Commission { Rate = Proportion.Percent(10), Ceiling = Proportion.Percent(20), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(7) },
            OutsideOption = 2_000,
        };
        Validation = new ValidationEconomics { ChecksPerEpoch = 6, Validators = 10_000, MissRate = new Fraction(1, 100) };
        Request = new RequestEconomics { ValuePerJob = 70_000, FalseResultRate = new Fraction(1, 100) };
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of a dollar, an epoch is a day, a job is an hour of service";

    /// <summary>Gets the least bond, in base units.</summary>
    public Amount Bond { get; init; } = Amount.Of(20 * Dollar);

    /// <summary>Gets the rate at which a device of the best record is challenged.</summary>
    public Proportion ChallengeRate { get; init; } = Proportion.Percent(5);

    /// <summary>Gets the rate at which a newcomer is challenged.</summary>
    public Proportion NewcomerChallengeRate { get; init; } = Proportion.Percent(10);

    /// <summary>Gets how many neighbours have to answer a challenge.</summary>
    public int Witnesses { get; init; } = 5;

    /// <summary>Gets the part of the bond that a faked hour costs.</summary>
    public Proportion Slash { get; init; } = Proportion.Percent(25);

    /// <summary>Gets how long a bond takes to leave.</summary>
    public EpochSpan Unbonding { get; init; } = EpochSpan.Of(14);

    /// <summary>Gets the part of the bond that vouching for a challenge unchecked costs.</summary>
    public Proportion NegligenceSlash { get; init; } = Proportion.Percent(10);

    /// <summary>Gets the part of the bond that a false accusation costs.</summary>
    public Proportion AccusationSlash { get; init; } = Proportion.Percent(10);

    /// <summary>Gets the part of what users pay that is burned or kept.</summary>
    public Proportion Fee { get; init; } = Proportion.Percent(40);

    /// <summary>Gets what is issued in an epoch, in base units.</summary>
    public Amount Issuance { get; init; } = Amount.Of(2_000UL * Dollar);

    /// <summary>Gets the part of the duties that may be missed for nothing.</summary>
    public Proportion DowntimeTolerance { get; init; } = Proportion.Percent(10);

    /// <inheritdoc/>
    public override IReadOnlyList<Defence> Defences =>
    [
        new("challenges", this with { ChallengeRate = Proportion.Zero }),
        new("the slash", this with { Slash = Least }),
        new("the bond", this with { Bond = Amount.One }),
        new("planted challenges", this with { Economics = Economics with { PlantedErrorRate = 0 } }),
        new("the price of negligence", this with { NegligenceSlash = Least }),
        new("the price of a false accusation", this with { AccusationSlash = Least }),
        new("the fee that exceeds issuance", this with { Fee = Proportion.Percent(10) }),
        new("neighbours who are strangers", this with { Economics = Economics with { ColludingShare = new Fraction(95, 100) } }),
    ];

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 10_000,
        CheatingCostPerJob = 2_000,
        PaymentPerJob = 50_000,
        JobsPerEpoch = 24,
        Participants = 10_000,
        DetectionDelay = 0,
        DetectionAccuracy = new Fraction(80, 100),
        HonestFaultRate = new Fraction(1, 10_000),
        IdentityPrice = Dollar,
        OutsideOption = 100_000,
        ColludingShare = new Fraction(10, 100),
        SidePaymentLimit = 0,
        CheckingCost = 500,
        CheckingReward = 20_000,
        PlantedErrorRate = new Fraction(1, 100),
        DisputeCost = 0,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(Bond.Units).UnbondingPeriod(Unbonding))
            .Verify(verify => verify.Sample(Audits(ChallengeRate, NewcomerChallengeRate)).Decide(new MajorityRule(Witnesses)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash))
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(NegligenceSlash))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(AccusationSlash))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(DowntimeTolerance), offence => offence with { CircuitBreaker = Proportion.Percent(60) })
            .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
            .Reward(reward => reward.IssuePerEpoch(Issuance.Units).TreasuryFee(Fee).TimesUptime().SplitByFloor())
            .Excuse("power-cut", "storm");
    }
}
