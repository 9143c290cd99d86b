using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets;

/// <summary>Validators of a proof-of-stake chain make blocks for fees and issuance: everybody checks every block, and a bad one costs more than a briber pays.</summary>
/// <remarks>
/// <code>a bad block loses at least 74 % * 32 tokens / 3 epochs in flight = 7.9 tokens, and brings 3</code>
/// A base unit is a millionth of a token, an epoch 1,000 blocks of 12 seconds, a job a block. docs/presets/blockchain-validators.md has the reason for each number.
/// </remarks>
public sealed record BlockchainValidators : Preset
{
    private const int Token = 1_000_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public BlockchainValidators()
        : base("blockchain-validators", Figures)
    {
        Delegation = new DelegationEconomics
        {
            OperatorBond = Amount.Of(32 * Token),
            Delegation = Amount.Of(4 * Token),
            OtherDelegations = Amount.Of(26 * Token),
            RewardPerEpoch = 18_000,
            Commission = new Commission { Rate = Proportion.Percent(10), Ceiling = Proportion.Percent(20), LargestStep = Proportion.Percent(1), Pause = EpochSpan.Of(50) },
            OutsideOption = 200,
        };
        Validation = new ValidationEconomics { ChecksPerEpoch = 99, Validators = 1_000 };
        Request = new RequestEconomics { ValuePerJob = 80_000, FalseResultRate = new Fraction(1, 1_000_000) };
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a millionth of a token, an epoch is 1,000 blocks of 12 seconds, a job is a block";

    /// <summary>Gets the least bond, in base units.</summary>
    public Amount Bond { get; init; } = Amount.Of(32 * Token);

    /// <summary>Gets the part of the blocks that the committee checks again.</summary>
    public Proportion AuditRate { get; init; } = Proportion.One;

    /// <summary>Gets how many of the committee have to answer.</summary>
    public int Quorum { get; init; } = 99;

    /// <summary>Gets the part of the bond that a bad block costs.</summary>
    public Proportion Slash { get; init; } = Proportion.Half;

    /// <summary>Gets by how much signing two blocks costs more when many do it: the part of all stake at fault, times this.</summary>
    public Ratio Correlation { get; init; } = Ratio.Of(3);

    /// <summary>Gets how long a bond takes to leave.</summary>
    public EpochSpan Unbonding { get; init; } = EpochSpan.Of(150);

    /// <summary>Gets the part of the bond that vouching for a bad block unchecked costs.</summary>
    public Proportion NegligenceSlash { get; init; } = Proportion.Percent(5);

    /// <summary>Gets the part of the bond that a false accusation costs.</summary>
    public Proportion AccusationSlash { get; init; } = Proportion.Percent(20);

    /// <summary>Gets the part of the fees that goes to the treasury.</summary>
    public Proportion Fee { get; init; } = Proportion.Percent(60);

    /// <summary>Gets what is issued in an epoch, in base units.</summary>
    public Amount Issuance { get; init; } = Amount.Of(20 * Token);

    /// <summary>Gets a value indicating whether others may put stake behind a validator. No engine plays an operator with delegators, so with them the provider's answers stay open.</summary>
    public bool TakesDelegations { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Defence> Defences =>
    [
        new("the committee's checks", this with { AuditRate = Proportion.Zero }),
        new("the slash", this with { Slash = Least }),
        new("the bond", this with { Bond = Amount.One }),
        new("the unbonding period", this with { Unbonding = EpochSpan.One }),
        new("planted bad blocks", this with { Economics = Economics with { PlantedErrorRate = 0 } }),
        new("the price of negligence", this with { NegligenceSlash = Least }),
        new("the price of a false accusation", this with { AccusationSlash = Least }),
        new("the fee that exceeds issuance", this with { Fee = Proportion.Percent(30) }),
    ];

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 1_000,
        ExternalGainPerJob = 3 * Token,
        PaymentPerJob = 50_000,
        JobsPerEpoch = 1,
        Participants = 1_000,
        DetectionDelay = 2,
        DetectionAccuracy = new Fraction(99, 100),
        HonestFaultRate = 0,
        IdentityPrice = 0,
        OutsideOption = 5_000,
        ColludingShare = new Fraction(1, 4),
        SidePaymentLimit = 0,
        CheckingCost = 500,
        CheckingReward = 1_000,
        PlantedErrorRate = new Fraction(1, 1_000),
        DisputeCost = 0,
    };

    /// <inheritdoc/>
    public override void Compose(MechanismBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        build
            .Name(Name)
            .Stake(stake => Delegations(stake.MinimumBond(Bond.Units).UnbondingPeriod(Unbonding)))
            .Verify(verify => verify.AuditRate(AuditRate).Decide(new MajorityRule(Quorum)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Slash))
            .Slash(Offence.Equivocation, SlashingCurve.Correlated(Correlation).AtLeast(Slash).Capped(Proportion.One))
            .Slash(Offence.NegligentVerification, SlashingCurve.Constant(NegligenceSlash))
            .Slash(Offence.FalseAccusation, SlashingCurve.Constant(AccusationSlash))
            .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.BasisPoints(1)).WithTolerance(Proportion.Percent(5)), offence => offence with { CircuitBreaker = Proportion.Percent(60) })
            .Reward(reward => reward.IssuePerEpoch(Issuance.Units).TreasuryFee(Fee).TimesUptime().SplitByFloor());
    }

    private void Delegations(StakeBuilder stake)
    {
        if (TakesDelegations)
        {
            stake.Delegated(terms => terms.CommissionAtMost(Proportion.Percent(20)).CommissionStep(Proportion.Percent(1), EpochSpan.Of(50)));
        }
    }
}
