using CapaCloud.Mechanisms.Reputation;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Dynamics;

/// <summary>Marketplaces in which the stake is too small to deter alone: reputation must do it, or does not.</summary>
internal static class Marketplaces
{
    public static Economics Economics(long jobs = 3, int discountPercent = 95) => new()
    {
        CostPerJob = 50_000,
        PaymentPerJob = 100_000,
        JobsPerEpoch = jobs,
        Participants = 200,
        IdentityPrice = 50_000,
        Discount = new Fraction(discountPercent, 100),
        DetectionDelay = 0,
        DetectionAccuracy = 1,
        HonestFaultRate = 0,
        ColludingShare = 0,
        SidePaymentLimit = 0,
        OutsideOption = 0,
        CheckingCost = 0,
        DisputeCost = 0,
    };

    public static IReputationModel Model(string name) => name switch
    {
        "half-life" => new HalfLifeReputation(),
        "beta" => new BetaReputation(),
        "observations" => new ObservationBetaReputation { Proven = new ObservationMemory(Proportion.Percent(95), Ratio.One, Ratio.One, Ratio.Zero) },
        "values" => new ValueWeightedReputation(),
        "streak" => new StreakReputation(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected the name of a model."),
    };

    public static Mechanism Of(IReputationModel model, uint auditPercent = 20, uint slashPercent = 10, bool forfeits = true, ulong jail = 0, bool paysByReputation = true) =>
        Mechanism.Create(m =>
        {
            m.Stake(s => s.MinimumBond(100_000).UnbondingPeriod(EpochSpan.Of(21)))
                .Verify(v => v.AuditRate(Proportion.Percent(auditPercent)))
                .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(slashPercent)), o => o with { ForfeitsReward = forfeits, Jail = EpochSpan.Of(jail) })
                .Reputation(model);
            if (paysByReputation)
            {
                // The figures of these tests are of a pool that is paid out whole, whatever anybody loses.
                m.Reward(r => r.TimesReputation().LostShare(LostShareUse.Others));
            }
        });
}
