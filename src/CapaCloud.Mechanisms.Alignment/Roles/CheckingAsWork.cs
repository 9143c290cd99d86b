using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>Checking seen as work: a check is a job, a planted error is its audit, and a wrong check its wrong result.</summary>
/// <remarks>
/// The rule, its curve, jail, windows and forfeiture, is the mechanism's own. With panels it is that of a wrong result, which a member's wrong answer is charged as. Without, it is that of negligent
/// verification, which settles under the name by which the engines ask. A member of a panel is not paid for a wrong check, and the pay of a job does not depend on it, so what that loses is an
/// expected cost of the check:
/// <code>
/// an unchecked result loses    planted error rate * (1 - LeakRate) * pay
/// an honest one loses          planted error rate * MissRate * pay
/// </code>
/// However late a planted error is found: a check is paid with its verdict, and that on a planted error is the known answer's.
/// </remarks>
internal static class CheckingAsWork
{
    /// <summary>The mechanism of a validator.</summary>
    public static Mechanism Of(Mechanism mechanism, Economics economics)
    {
        MechanismPolicy policy = mechanism.Policy;
        Offence charged = policy.Verification.Panels is null ? Offence.NegligentVerification : Offence.IncorrectResult;
        return Mechanism.FromPolicy(policy with
        {
            Reputation = policy.Verification.Panels?.Record is { } record ? new ReputationPolicy(record) : policy.Reputation,

            // What a check pays is the payment of a job here; no treasury pays it a second time.
            Verification = policy.Verification with { Sampler = new BernoulliSampler(Rate(policy, economics)), Panels = policy.Verification.Panels is { } panels ? panels with { Pay = Amount.Zero } : null },
            Offences =
            [
                .. policy.Offences
                    .Where(offence => offence.Offence == charged || offence.Offence != Offence.IncorrectResult)
                    .Select(offence => offence.Offence == charged ? offence with { Offence = Offence.IncorrectResult } : offence),
            ],
            Reward = policy.Reward with { ReputationMultiplier = new ConstantMultiplier(Ratio.One), IssuancePerEpoch = Amount.Zero, TreasuryFee = Proportion.Zero },
        });
    }

    /// <summary>The economics of a validator.</summary>
    public static Economics Of(Mechanism mechanism, Economics economics, ValidationEconomics validation)
    {
        // What rounding takes from the rate of planted errors must not be spared the honest.
        Fraction rate = Rate(mechanism.Policy, economics).ToFraction();
        Fraction missed = rate.IsZero ? Fraction.Zero : validation.MissRate.High * PlantedErrorRates.Of(mechanism.Policy, economics).High / rate;
        RationalInterval paid = Paid(mechanism.Policy, economics.CheckingReward);
        RationalInterval unpaid = Unpaid(mechanism.Policy, economics, paid);
        RationalInterval cost = economics.CheckingCost.OrZero();
        RationalInterval found = RationalInterval.Between(Fraction.One - validation.LeakRate.High, Fraction.One - validation.LeakRate.Low);
        return new Economics
        {
            CostPerJob = RationalInterval.Between(cost.Low + (unpaid.Low * validation.MissRate.Low), cost.High + (unpaid.High * validation.MissRate.High)),
            CheatingCostPerJob = RationalInterval.Between(unpaid.Low * found.Low, unpaid.High * found.High),
            PaymentPerJob = paid,
            JobsPerEpoch = validation.ChecksPerEpoch,
            Participants = validation.Validators,
            DetectionDelay = economics.DetectionDelay,
            DetectionAccuracy = found,
            HonestFaultRate = missed > Fraction.One ? Fraction.One : missed,
            Discount = economics.Discount,
            IdentityPrice = economics.IdentityPrice,
            OutsideOption = economics.OutsideOption,
            WrongfulLossLimit = economics.WrongfulLossLimit,
            GriefingLimit = economics.GriefingLimit,
            ColludingShare = 0,
            SidePaymentLimit = 0,
            CheckingCost = 0,
            DisputeCost = 0,
        };
    }

    /// <summary>A panel's check is paid what the policy says, at most.</summary>
    private static RationalInterval Paid(MechanismPolicy policy, RationalInterval stated)
    {
        Fraction? most = policy.Verification.Panels?.Pay.ToFraction();
        return most is { } limit && limit < stated.High ? RationalInterval.Between(limit < stated.Low ? limit : stated.Low, limit) : stated;
    }

    /// <summary>What a planted error that nobody tells a member of takes from the pay of a check, as it is expected; without panels the settlement takes none.</summary>
    private static RationalInterval Unpaid(MechanismPolicy policy, Economics economics, RationalInterval paid)
    {
        if (policy.Verification.Panels is null)
        {
            return RationalInterval.Of(Fraction.Zero);
        }

        RationalInterval planted = PlantedErrorRates.Of(policy, economics);
        return RationalInterval.Between(planted.Low * paid.Low, planted.High * paid.High);
    }

    private static Proportion Rate(MechanismPolicy policy, Economics economics)
    {
        Fraction parts = PlantedErrorRates.Of(policy, economics).Low * new Fraction(Proportion.PartsPerOne);
        return Proportion.FromParts((ulong)parts.ToBigInteger());
    }
}
