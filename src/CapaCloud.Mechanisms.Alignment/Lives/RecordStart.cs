using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>A record from which honest work is asked about: a newcomer's, or that of somebody whose first jobs were judged and some of them condemned wrongly.</summary>
/// <param name="Path">How its score grows.</param>
/// <param name="Wrongful">How many wrongful verdicts came at once; 0 for a newcomer.</param>
/// <param name="Passed">How many audits were passed with them.</param>
/// <param name="InFlight">How many epochs of a newcomer's work have no verdicts yet.</param>
internal sealed record RecordStart(RecordPath Path, int Wrongful, long Passed, long InFlight = 0)
{
    /// <summary>A start that fewer than one of a million honest newcomers have is not asked about.</summary>
    private const double Seldom = 1e-6;

    private const int MostWrongful = 3;
    private const ulong MuchEvidence = 1_000_000;
    private const ulong LongestStreak = 100;
    private const long LongestDelay = 1_000;
    private const double LeastAudits = 0.004;

    /// <summary>Returns the starts, a newcomer's first; none where pay is not a straight line of a score that these paths describe, or a figure is an interval.</summary>
    public static IReadOnlyList<RecordStart> Of(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        if (!IsPlain(incentives, life))
        {
            return [];
        }

        double rate = incentives.AuditRate.ToDouble(), faults = economics.HonestFaultRate.Low.ToDouble();
        RecordPace pace = new(economics.JobsPerEpoch, economics.DetectionDelay, rate * (1 - faults), rate * faults, (long)Math.Min(LongestDelay, incentives.Rule?.Jail.Epochs ?? 0), economics.Discount.Low.ToDouble());
        IReputationModel model = incentives.Probe.Policy.Reputation.Model;
        if (pace.Jobs * pace.Passes < LeastAudits || Make(model, pace, 0, 0) is not { } newcomer)
        {
            return [];
        }

        List<RecordStart> starts = [new RecordStart(newcomer, 0, 0)];
        for (long inFlight = pace.Delay - 1; inFlight > 0; inFlight--)
        {
            if (Make(model, pace, 0, 0, inFlight) is { } later)
            {
                starts.Add(new RecordStart(later, 0, 0, inFlight));
            }
        }

        for (int wrongful = 1; wrongful <= MostWrongful && model is not (StreakReputation or CredibilityReputation); wrongful++)
        {
            double condemned = ChanceTable.Of(pace.Jobs, pace.Condemned).At(wrongful);
            ChanceTable passed = ChanceTable.Of(pace.Jobs - wrongful, pace.Passes / (1 - pace.Condemned));
            foreach (long number in new[] { 0, (long)(pace.Jobs * pace.Passes) }.Distinct())
            {
                if (condemned * passed.At(number) >= Seldom && Make(model, pace, wrongful, number) is { } path)
                {
                    starts.Add(new RecordStart(path, wrongful, number));
                }
            }
        }

        return starts;
    }

    private static bool IsPlain(MechanismIncentives incentives, HonestLife life)
    {
        Economics economics = incentives.Economics;
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        return incentives.IsByShares && life.MovesPay && !life.MovesAudits && economics.Participants > 1 && economics.Mix is null && economics.DetectionDelay <= LongestDelay
            && reward.IssuancePerEpoch.IsZero && reward.LostShare != LostShareUse.Others && incentives.Rule is { CircuitBreaker: null }
            && reward.ReputationMultiplier is LinearMultiplier { AtOne.IsZero: false } && economics.CostPerJob.IsPoint && economics.PaymentPerJob.IsPoint && economics.HonestFaultRate.IsPoint && economics.Discount.IsPoint;
    }

    internal static RecordPath? Make(IReputationModel model, RecordPace pace, int wrongful, long passed, long inFlight = 0)
    {
        Epoch now = MechanismProbe.Start;
        ReputationRecord newcomer = model.Newcomer(now);
        ReputationRecord start = wrongful == 0 ? newcomer : model.Add(newcomer, new Conduct(now, ConductKind.Proven, Ratio.Of((ulong)passed), Ratio.Of((ulong)wrongful)));
        (long pending, long rested) = wrongful == 0 ? (inFlight, 0) : (pace.Delay, pace.Jail + 1);
        ReputationRecord much = newcomer with { Proven = new ReputationTrack(Ratio.Of(MuchEvidence), Ratio.Zero) };
        double Kept() => model.Age(much, now.Next).Proven.For.Parts is var parts ? (double)parts / (MuchEvidence * 1e18) : 0;
        switch (model)
        {
            case StreakReputation { Reads: ConductKinds.Proven, LeastStreak: <= LongestStreak }:
            case CredibilityReputation { Reads: ConductKinds.Proven, KeptNumerator: 0, Blacklisting: false }:
                return new CountedPath(pace, count => Score(model, newcomer with { Proven = new ReputationTrack(Ratio.Of((ulong)count), Ratio.Zero) }), inFlight);
            case BetaReputation { Reads: ConductKinds.Proven, PriorAgainst.IsZero: false } beta:
                return new EvidencePath(pace, (Kept(), Number(beta.PriorFor), Number(beta.PriorAgainst), false), (passed, wrongful), pending, rested);
            case ValueWeightedReputation { Reads: ConductKinds.Proven } weighted:
                return new EvidencePath(pace, (Kept(), 0, Number(weighted.ValueAtStake) * Number(weighted.ValueAtStake), true), ((double)passed * passed, (double)wrongful * wrongful), pending, rested);
            case HalfLifeReputation { Reads: ConductKinds.Proven } drawn:
                ReputationRecord high = model.Add(newcomer, new Conduct(now, ConductKind.Proven, Ratio.Of(1_000), Ratio.Zero)), low = newcomer;
                double apart = Score(model, high) - Score(model, low);
                double After(ReputationRecord one, ReputationRecord other) => (Score(model, one) - Score(model, other)) / apart;
                Conduct good = new(now, ConductKind.Proven, Ratio.One, Ratio.Zero), bad = new(now, ConductKind.Proven, Ratio.Zero, Ratio.One);
                return apart <= 0 ? null : new ScorePath(
                    pace,
                    (After(model.Age(high, now.Next), model.Age(low, now.Next)), After(model.Add(high, good), model.Add(low, good)), After(model.Add(high, bad), model.Add(low, bad)), Score(model, newcomer)),
                    Score(model, start),
                    pending,
                    rested);
            default:
                return null;
        }
    }

    private static double Score(IReputationModel model, in ReputationRecord record) => model.Read(record).Parts / 1e18;

    private static double Number(Ratio value) => (double)value.Parts / 1e18;
}
