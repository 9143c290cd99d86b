using CapaCloud.Mechanisms.Alignment.Conditions;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>Many jobs in flight, the jackpot split, captured majorities and partial cheating against the honest baseline.</summary>
internal sealed class MultiPeriodSuite : ConformanceSuite
{
    public override string File => "verification/derived-multi-period.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["* /inputs/cost"] = "with one check, as in every case, the cost saved and the cost forfeited are the same and cancel",
    };

    public override string OperationOf(VectorCase item) =>
        item.Has("jobsCheatedBeforeFirstDetection") ? "gain"
        : item.Has("maxInFlightJobs") ? "stake"
        : item.Has("challengers") ? "jackpot"
        : item.Has("population") ? "capture"
        : "partial";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "gain" => Rationals.Both(
            item.Near("netGainOneStakeSlashed", Middle(Gain(item, forfeits: false))),
            item.Near("netGainIfAllPendingRewardsForfeited", Middle(Gain(item, forfeits: true)))),
        "stake" => item.Near("minimumStake", Middle(ParallelCheating.MinimumSlash(
            item.Integer("maxInFlightJobs"), item.Rational("detectionPerJob"), item.Rational("costSavedPerJob"), item.Rational("rewardPerJob"), forfeitsPendingRewards: false))),
        "jackpot" => Rationals.Both(
            item.Near("paidEach", ChallengeJackpot.PaidEach(item.Rational("jackpot"), item.Integer("challengers"))),
            item.Near("paidTotal", ChallengeJackpot.PaidTotal(item.Rational("jackpot"), item.Integer("challengers")))),
        "capture" => item.Near("captureProbability", MajorityVoting.CaptureProbability(
            item.Integer("population"), item.Integer("colluders"), item.Integer("replicas"), item.Integer("majority"))),
        _ => item.Near("lossRelativeToHonest", PartialCheating.LossAgainstHonesty(
            item.Rational("cheatFraction"), item.Rational("cost"), item.Rational("margin"), item.Rational("penalty"), item.Integer("checks"))),
    };

    private static RationalInterval Gain(VectorCase item, bool forfeits) => ParallelCheating.NetGain(
        item.Integer("jobsCheatedBeforeFirstDetection"),
        item.Rational("challengeProbability") * (Fraction.One - item.Rational("colludingFraction")),
        item.Rational("costSavedPerJob"),
        item.Rational("rewardPerJob"),
        item.Rational("stake"),
        forfeits);

    private static Fraction Middle(RationalInterval interval) => (interval.Low + interval.High) / Fraction.Two;
}
