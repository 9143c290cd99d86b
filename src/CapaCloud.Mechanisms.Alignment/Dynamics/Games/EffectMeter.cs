using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Asks the mechanism what every class of outcomes does to a participant.</summary>
internal sealed class EffectMeter(EpochPlay play, ReputationChart chart, int jobs, EpochOutcome[] classes)
{
    private readonly IReputationModel _model = play.Probe.Policy.Reputation.Model;

    /// <summary>The effects at their best and at their worst, and the states of pending work that they lead through.</summary>
    public (OutcomeEffects Best, OutcomeEffects Worst, PendingWork Pending) Measure(int choices, bool isHonestCondemned)
    {
        bool[] isFault = [.. classes.Select(outcome => outcome.FewestFaults > 0)];
        EpochOutcome[] faults = [.. classes.Where(outcome => outcome.FewestFaults > 0)];
        int shortest = faults.Select(outcome => JailOf(outcome, favourable: true)).DefaultIfEmpty().Min();
        int longest = faults.Select(outcome => JailOf(outcome, favourable: false)).DefaultIfEmpty().Max();
        PendingWork pending = new(play.Delay, choices, longest > 0, isHonestCondemned);
        return (Side(favourable: true, shortest), Side(favourable: false, longest), pending);

        OutcomeEffects Side(bool favourable, int jail) => new(
            pending,
            isFault,
            [.. classes.Select(outcome => Effect(outcome, favourable, isWorking: true))],
            [.. classes.Select(outcome => Effect(outcome, favourable, isWorking: false))],
            jail,
            Age);
    }

    /// <summary>How both coordinates move over so many epochs without work.</summary>
    public (AffineMap Across, AffineMap Up) Age(int epochs)
    {
        ReputationRecord Wait(ReputationRecord record) => _model.Age(record, EpochPlay.Before + EpochSpan.Of((ulong)epochs));
        return (Line(Wait, across: true), Line(Wait, across: false));
    }

    private ParticipantOutcome Settle(ReputationRecord record, EpochOutcome outcome, bool favourable, bool isWorking) =>
        play.Play(record, MechanismProbe.Start, isWorking ? jobs : 0, outcome.Passed(favourable), outcome.Faults(favourable), isRepeated: !favourable);

    private int JailOf(EpochOutcome outcome, bool favourable)
    {
        Epoch free = Settle(play.Probe.Seasoned.Reputation, outcome, favourable, isWorking: true).After.JailedUntil;
        return (int)Math.Min(int.MaxValue, Epoch.Max(free, MechanismProbe.Start.Next).Since(MechanismProbe.Start.Next).Epochs);
    }

    private OutcomeEffect Effect(EpochOutcome outcome, bool favourable, bool isWorking)
    {
        // While verdicts are pending a jail is a state; where none can be, it passes with the epoch that ends in it.
        int jail = play.Delay == 0 ? JailOf(outcome, favourable) : 0;
        Epoch last = MechanismProbe.Start + EpochSpan.Of((ulong)jail);
        ReputationRecord Move(ReputationRecord record) => _model.Age(Settle(record, outcome, favourable, isWorking).After.Reputation, last);
        double loss = (double)Settle(play.Probe.Seasoned.Reputation, outcome, favourable, isWorking).Slashed.Units;
        return new OutcomeEffect(Line(Move, across: true), Line(Move, across: false), loss, jail);
    }

    /// <summary>The line that the model's promise says it is, through its answers at both ends.</summary>
    private AffineMap Line(Func<ReputationRecord, ReputationRecord> step, bool across)
    {
        if (chart is PointChart || (!across && !chart.HasHeight))
        {
            return new AffineMap(0, 0);
        }

        double end = chart is EvidenceChart ? 1e6 : 1;
        (double Across, double Up) least = chart.Point(step(Exact(0))), most = chart.Point(step(Exact(end)));
        return across ? AffineMap.Through(least.Across, most.Across, end) : AffineMap.Through(least.Up, most.Up, end);
    }

    /// <summary>A record whose coordinates are both the given one, which floating point holds exactly.</summary>
    private ReputationRecord Exact(double value)
    {
        Ratio parts = Ratio.FromParts((UInt128)value * Proportion.PartsPerOne);
        return chart is EvidenceChart
            ? new ReputationRecord { AsOf = EpochPlay.Before, Proven = new ReputationTrack(parts, parts) }
            : chart.Record(value, 0, EpochPlay.Before, favourable: false);
    }
}
