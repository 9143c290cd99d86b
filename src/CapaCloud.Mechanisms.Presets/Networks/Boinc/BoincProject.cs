using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Presets.Networks.Boinc;

/// <summary>A project of volunteers by BOINC's rules: no stake, a quorum of two, and replication that grows rare with a host's streak.</summary>
/// <remarks>
/// <code>chance of a check = 1 when streak &lt; 10, else 1 / streak;  a false result costs the credit of its job</code>
/// A base unit is a thousandth of a credit, an epoch and a job one task. There is no stake; the bond of one unit stands for none. Parameters: BOINC/boinc, sched/sched_send.cpp (set_trust: 1 /
/// consecutive_valid) and the wiki page Job replication (a strict majority of two). What a task costs its host, in credit, is assumed. docs/presets/networks.md has the verdict.
/// </remarks>
public sealed record BoincProject : Preset
{
    private const int Credit = 1_000;

    /// <summary>Makes it, at the figures of its page.</summary>
    public BoincProject()
        : base("boinc", Figures)
    {
    }

    /// <inheritdoc/>
    public override string Scale => "a base unit is a thousandth of a credit, an epoch and a job are one task";

    /// <summary>Gets the least chance that a host of any streak is checked: as good as none, as in BOINC.</summary>
    public Proportion Floor { get; init; } = Least;

    /// <summary>Gets how many results have to agree.</summary>
    public int Quorum { get; init; } = 2;

    private static Economics Figures { get; } = new()
    {
        CostPerJob = 4 * Credit,
        PaymentPerJob = 10 * Credit,
        JobsPerEpoch = 1,
        Participants = 1_000,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        OutsideOption = 0,
        ColludingShare = new Fraction(1, 10),
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
            .Stake(stake => stake.MinimumBond(1))
            .Verify(verify => verify.Sample(new ReputationAdaptiveSampler(Floor, Proportion.One)).Decide(new MajorityRule(Quorum)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Least), offence => offence with { ForfeitsReward = true })
            .Reputation(BoincAdaptiveReplication.Model)
            .Reward(reward => reward.SplitByFloor());
    }
}
