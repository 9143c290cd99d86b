using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Checking;

/// <summary>Mechanisms and economies to ask about.</summary>
internal static class Mechanisms
{
    public static Mechanism Marketplace { get; } = Build();

    public static Economics Ordinary { get; } = new()
    {
        CostPerJob = 5,
        PaymentPerJob = 10,
        JobsPerEpoch = 20,
        Participants = 200,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        ColludingShare = 0,
        SidePaymentLimit = 0,
        OutsideOption = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    /// <summary>The known trap: the condition for one job is met, and cheating on many at once pays.</summary>
    public static Economics Trap { get; } = new()
    {
        CostPerJob = 1,
        PaymentPerJob = 2,
        JobsPerEpoch = 1_000,
        ColludingShare = new Fraction(1, 2),
        Participants = 100,
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        IdentityPrice = 0,
        SidePaymentLimit = 0,
        OutsideOption = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    public static Mechanism Build(
        uint auditPercent = 10, uint slashPercent = 30, ulong bond = 1_000, bool forfeits = true, Action<MechanismBuilder>? more = null) =>
        Mechanism.Create(build =>
        {
            build.Name("marketplace")
                .Stake(stake => stake.MinimumBond(bond).UnbondingPeriod(EpochSpan.Of(21)))
                .Verify(verify => verify.AuditRate(Proportion.Percent(auditPercent)))
                .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(slashPercent)), offence => offence with { ForfeitsReward = forfeits })
                .Reward(reward => reward.TreasuryFee(Proportion.Percent(5)).SplitByFloor());
            more?.Invoke(build);
        });
}
