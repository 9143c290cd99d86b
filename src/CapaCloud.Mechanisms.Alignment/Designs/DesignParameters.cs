using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Every number that a margin may depend on: those of the policy first, then those of the economy.</summary>
internal static class DesignParameters
{
    private static readonly Fraction Large = new(BigInteger.Pow(10, 30));
    private static readonly Fraction LongestSpan = new(1_000_000);

    public static ImmutableArray<DesignParameter> All { get; } =
    [
        OfPolicy("stake.minimumBond", "base units", Large, whole: true, policy => policy.Stake.MinimumBond.ToFraction(), (policy, value) => PolicyDesign.WithStake(policy, Units(value))),
        OfPolicy("stake.liabilityWindow", "epochs", LongestSpan, whole: true, policy => Epochs(policy.Stake.LiabilityWindow), (policy, value) => policy with { Stake = policy.Stake with { LiabilityWindow = Span(value) } }),
        OfPolicy("stake.unbondingPeriod", "epochs", LongestSpan, whole: true, policy => Epochs(policy.Stake.UnbondingPeriod), (policy, value) => policy with { Stake = policy.Stake with { UnbondingPeriod = Span(value) } }),
        OfPolicy("verification.sampler (one rate for all)", "share of jobs", Fraction.One, whole: false, AuditRate, (policy, value) => PolicyDesign.WithAuditRate(policy, Share(value))),
        OfPolicy("offences[incorrect-result].curve (times)", "factor", new Fraction(1_000_000_000), whole: false, policy => Rule(policy) is null ? null : Fraction.One, WithCurve),
        OfPolicy("reward.treasuryFee", "share of payments", Fraction.One, whole: false, policy => policy.Reward.TreasuryFee.ToFraction(), (policy, value) => policy with { Reward = policy.Reward with { TreasuryFee = Share(value) } }),
        OfPolicy("reward.issuancePerEpoch", "base units", Large, whole: true, policy => policy.Reward.IssuancePerEpoch.ToFraction(), (policy, value) => policy with { Reward = policy.Reward with { IssuancePerEpoch = Units(value) } }),
        OfPolicy("penalty.bountyShare", "share of a penalty", Fraction.One, whole: false, policy => policy.Penalty.BountyShare.ToFraction(), WithBounty),
        Money("costPerJob", economics => economics.CostPerJob, (economics, value) => economics with { CostPerJob = value }),
        Money("cheatingCostPerJob", economics => economics.CheatingCostPerJob, (economics, value) => economics with { CheatingCostPerJob = value }),
        Money("externalGainPerJob", economics => economics.ExternalGainPerJob, (economics, value) => economics with { ExternalGainPerJob = value }),
        new("valuableJobsPerEpoch", "jobs", Fraction.One, new Fraction(1_000_000), IsWhole: true, (_, economics) => ValuableJobs(economics), WithValuableJobs),
        Money("paymentPerJob", economics => economics.PaymentPerJob, (economics, value) => economics with { PaymentPerJob = value }),
        Count("jobsPerEpoch", "jobs", 1, 1_000_000, economics => economics.JobsPerEpoch, WithJobs),
        Count("participants", "participants", 1, 1_000_000_000, economics => economics.Participants, (economics, value) => economics with { Participants = value }),
        Count("detectionDelay", "epochs", 0, Economics.LongestDelay, economics => economics.DetectionDelay, (economics, value) => economics with { DetectionDelay = value }),
        Chance("detectionAccuracy", economics => economics.DetectionAccuracy, (economics, value) => economics with { DetectionAccuracy = value }),
        Chance("honestFaultRate", economics => economics.HonestFaultRate, (economics, value) => economics with { HonestFaultRate = value }),
        Chance("colludingShare", economics => economics.ColludingShare.OrZero(), (economics, value) => economics with { ColludingShare = value }),
        Count("coalitionMembers", "participants", 0, 1_000_000_000, economics => economics.CoalitionMembers, (economics, value) => economics with { CoalitionMembers = value }),
        Money("sidePaymentLimit", economics => economics.SidePaymentLimit.OrZero(), (economics, value) => economics with { SidePaymentLimit = value }),
        Chance("reviewRate", economics => economics.ReviewRate, (economics, value) => economics with { ReviewRate = value }),
        Of("discount", "", new Fraction(1, 1_000_000), new Fraction(999_999, 1_000_000), economics => economics.Discount, (economics, value) => economics with { Discount = value }),
        Money("identityPrice", economics => economics.IdentityPrice, (economics, value) => economics with { IdentityPrice = value }),
        Money("outsideOption", economics => economics.OutsideOption.OrZero(), (economics, value) => economics with { OutsideOption = value }),
        Money("checkingCost", economics => economics.CheckingCost.OrZero(), (economics, value) => economics with { CheckingCost = value }),
        Money("checkingReward", economics => economics.CheckingReward, (economics, value) => economics with { CheckingReward = value }),
        Chance("plantedErrorRate", economics => economics.PlantedErrorRate, (economics, value) => economics with { PlantedErrorRate = value }),
        Money("disputeDeposit", economics => economics.DisputeDeposit, (economics, value) => economics with { DisputeDeposit = value }),
        Money("disputeCost", economics => economics.DisputeCost.OrZero(), (economics, value) => economics with { DisputeCost = value }),
        Of("griefingLimit", "units of harm for each unit spent", Fraction.Zero, Large, economics => economics.GriefingLimit, (economics, value) => economics with { GriefingLimit = value }),
        Chance("wrongfulLossLimit", economics => economics.WrongfulLossLimit, (economics, value) => economics with { WrongfulLossLimit = value }),
    ];

    /// <summary>Tells whether a mix of jobs says it kind by kind, so that it has no one value to move.</summary>
    public static bool IsOfMix(DesignParameter parameter) => parameter.Name is "costPerJob" or "cheatingCostPerJob" or "externalGainPerJob" or "valuableJobsPerEpoch" or "jobsPerEpoch";

    private static DesignParameter OfPolicy(
        string name, string unit, Fraction most, bool whole, Func<MechanismPolicy, Fraction?> read, Func<MechanismPolicy, Fraction, MechanismPolicy> write) =>
        new(name, unit, Fraction.Zero, most, whole, (policy, _) => read(policy), (policy, economics, value) => (write(policy, value), economics));

    private static DesignParameter Money(string name, Func<Economics, RationalInterval> read, Func<Economics, RationalInterval, Economics> write) =>
        Of(name, "base units", Fraction.Zero, Large, read, write);

    private static DesignParameter Chance(string name, Func<Economics, RationalInterval> read, Func<Economics, RationalInterval, Economics> write) =>
        Of(name, "chance", Fraction.Zero, Fraction.One, read, write);

    private static DesignParameter Count(string name, string unit, long least, long most, Func<Economics, long> read, Func<Economics, long, Economics> write) =>
        new(
            name,
            unit,
            new Fraction(least),
            new Fraction(most),
            IsWhole: true,
            (_, economics) => new Fraction(read(economics)),
            (policy, economics, value) => (policy, write(economics, (long)value.ToBigInteger())));

    /// <summary>An interval moves as a whole and stops at the ends of its range.</summary>
    private static DesignParameter Of(
        string name, string unit, Fraction least, Fraction most, Func<Economics, RationalInterval> read, Func<Economics, RationalInterval, Economics> write) =>
        new(
            name,
            unit,
            least,
            most,
            IsWhole: false,
            (_, economics) => read(economics).Low,
            (policy, economics, value) =>
            {
                Fraction high = value + read(economics).Width;
                return (policy, write(economics, RationalInterval.Between(value, high > most ? most : high)));
            });

    private static Fraction? ValuableJobs(Economics economics) => economics.ValuableJobsPerEpoch is { } valuable ? new Fraction(valuable) : null;

    /// <summary>Never more valuable jobs than jobs.</summary>
    private static (MechanismPolicy Policy, Economics Economics) WithValuableJobs(MechanismPolicy policy, Economics economics, Fraction value) =>
        (policy, economics with { ValuableJobsPerEpoch = Math.Min((long)value.ToBigInteger(), economics.JobsPerEpoch) });

    private static Economics WithJobs(Economics economics, long value) => economics with
    {
        JobsPerEpoch = value,
        ValuableJobsPerEpoch = economics.ValuableJobsPerEpoch is { } valuable ? Math.Min(valuable, value) : null,
    };

    private static Fraction? AuditRate(MechanismPolicy policy) =>
        policy.Verification.Sampler.Rate(new AuditCandidate(default, default, Proportion.One, policy.Stake.MinimumBond)).ToFraction();

    private static OffencePolicy? Rule(MechanismPolicy policy) => policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult);

    private static MechanismPolicy WithCurve(MechanismPolicy policy, Fraction factor) => policy with
    {
        Offences =
        [
            .. policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult
                ? offence with { Curve = new ScaledCurve { Inner = offence.Curve, Factor = Times(factor) } }
                : offence),
        ],
    };

    /// <summary>The treasury's part makes room: the two are shares of the same penalty.</summary>
    private static MechanismPolicy WithBounty(MechanismPolicy policy, Fraction value)
    {
        Proportion bounty = Share(value), room = Proportion.FromParts(Proportion.PartsPerOne - bounty.Parts);
        return policy with { Penalty = policy.Penalty with { BountyShare = bounty, TreasuryShare = Proportion.Min(policy.Penalty.TreasuryShare, room) } };
    }

    private static Amount Units(Fraction value) => Amount.Of((UInt128)value.ToBigInteger());

    private static EpochSpan Span(Fraction value) => EpochSpan.Of((ulong)value.ToBigInteger());

    private static Fraction Epochs(EpochSpan span) => new(span.Epochs);

    private static Proportion Share(Fraction value) => Proportion.FromParts((ulong)(value * new Fraction(Proportion.PartsPerOne)).ToBigInteger());

    private static Ratio Times(Fraction value) => Ratio.FromParts((UInt128)(value * new Fraction(Proportion.PartsPerOne)).ToBigInteger());
}
