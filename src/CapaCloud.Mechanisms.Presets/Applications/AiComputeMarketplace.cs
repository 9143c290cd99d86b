using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>Strangers rent GPU hours for inference and training: a bond, audits by recomputing, and a penalty that one GPU hour cannot earn back.</summary>
/// <remarks>
/// <code>one cheated hour:  audit rate 2 % * accuracy 95 % * half of a bond of 300 dollars = 2.85 dollars lost, 1 dollar gained</code>
/// A base unit is a millionth of a dollar, an epoch a day, a job a GPU hour. Audits are judged within the day. docs/presets/ai-compute-marketplace.md has the reason for each number.
/// </remarks>
public sealed record AiComputeMarketplace : Preset
{
    private const int Dollar = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public AiComputeMarketplace()
        : base("ai-compute-marketplace", Figures)
    {
        Delegation = new DelegationEconomics
        {
            OperatorBond = Amount.Of(300 * Dollar),
            Delegation = Amount.Of(50 * Dollar),
            OtherDelegations = Amount.Of(200 * Dollar),
            RewardPerEpoch = 10 * Dollar,
            Commission = new Commission { Rate = Proportion.Percent(20), Ceiling = Proportion.Percent(30), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(7) },
            OutsideOption = Dollar / 10,
        };
        Validation = new ValidationEconomics { ChecksPerEpoch = 15, Validators = 20, MissRate = new Fraction(1, 10_000), LeakRate = new Fraction(1, 10) };
        Request = new RequestEconomics { ValuePerJob = 3 * Dollar, FalseResultRate = new Fraction(1, 1_000), WrongRulingRate = new Fraction(1, 1_000) };
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of a dollar, an epoch is a day, a job is a GPU hour";

    /// <summary>Gets the least bond, in base units.</summary>
    public Amount Bond { get; init; } = Amount.Of(300 * Dollar);

    /// <summary>Gets the rate at which results of the best reputed are audited.</summary>
    public Proportion AuditRate { get; init; } = Proportion.Percent(2);

    /// <summary>Gets the rate at which a newcomer's results are audited.</summary>
    public Proportion NewcomerAuditRate { get; init; } = Proportion.Percent(20);

    /// <summary>Gets the part of the bond that a false result costs.</summary>
    public Proportion Slash { get; init; } = Proportion.Half;

    /// <summary>Gets how long who was found out gets no work.</summary>
    public EpochSpan Jail { get; init; } = EpochSpan.One;

    /// <summary>Gets how long a bond takes to leave.</summary>
    public EpochSpan Unbonding { get; init; } = EpochSpan.Of(7);

    /// <summary>Gets the part of the bond that vouching for a false result unchecked costs.</summary>
    public Proportion NegligenceSlash { get; init; } = Proportion.Percent(20);

    /// <summary>Gets the part of the bond that a false accusation costs.</summary>
    public Proportion AccusationSlash { get; init; } = Proportion.Percent(5);

    /// <summary>Gets the network's part of what requesters pay.</summary>
    public Proportion Fee { get; init; } = Proportion.Percent(10);

    /// <inheritdoc/>
    public override IReadOnlyList<Defence> Defences =>
    [
        new("audits", this with { AuditRate = Proportion.Zero }),
        new("the slash", this with { Slash = Least }),
        new("the bond", this with { Bond = Amount.One }),
        new("planted errors", this with { Economics = Economics with { PlantedErrorRate = 0 } }),
        new("the price of negligence", this with { NegligenceSlash = Least }),
        new("the price of a false accusation", this with { AccusationSlash = Least }),
        new("the deposit of a dispute", this with { Economics = Economics with { DisputeDeposit = 0 } }),
    ];

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 1_200_000,
        CheatingCostPerJob = 200_000,
        PaymentPerJob = 2 * Dollar,
        JobsPerEpoch = 20,
        Participants = 200,
        DetectionDelay = 0,
        DetectionAccuracy = new Fraction(95, 100),
        HonestFaultRate = new Fraction(1, 10_000),
        IdentityPrice = 25 * Dollar,
        OutsideOption = 5 * Dollar,
        ColludingShare = new Fraction(2, 100),
        SidePaymentLimit = 2 * Dollar,
        ReviewRate = new Fraction(1, 10),
        CheckingCost = 1_200_000,
        CheckingReward = 2 * Dollar,
        PlantedErrorRate = new Fraction(5, 100),
        DisputeDeposit = 4 * Dollar,
        DisputeCost = 3_600_000,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build
            .Name(Name)
            .Stake(stake => stake.MinimumBond(Bond.Units).UnbondingPeriod(Unbonding))
            .Verify(verify => verify.Sample(Audits(AuditRate, NewcomerAuditRate)).Decide(new MajorityRule(quorum: 3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash), offence => offence with { Jail = Jail })
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(NegligenceSlash))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(AccusationSlash))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
            .DividePenalties(treasury: Proportion.Half)
            .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
            .Reward(reward => reward.TreasuryFee(Fee).TimesUptime().SplitByFloor());
    }
}
