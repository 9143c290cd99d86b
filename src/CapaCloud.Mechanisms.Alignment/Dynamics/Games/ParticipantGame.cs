using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>One participant's decision problem over epochs, every figure of which is what the mechanism itself answered.</summary>
/// <remarks>
/// <code>
/// work, m of n cheated:  reward(record after) - n * cost + m * gain - loss;  then, after any jail, again
/// idle: outside option, the record ages      leave: the outside option for ever      new name: its price, and a newcomer's record
/// </code>
/// The stake is topped up to the minimum bond after every loss: money the participant keeps either way. Verdicts come in the epoch of the job, or a number of epochs
/// later: then what is pending is part of the state, and who leaves or takes a new name still loses to it.
/// </remarks>
internal sealed class ParticipantGame
{
    /// <summary>How far floating point may be off, relative to the largest number in a sum: a thousand times what it can be.</summary>
    public const double Precision = 1e-11;

    private const int MostGroups = 8;

    private readonly EpochPlay _play;
    private readonly IReputationModel _model;
    private readonly bool _isRewardAlways;
    private readonly double _returned;
    private readonly double[] _fixedRewards;
    private readonly double[] _idleRewards;
    private readonly (double Least, double Most) _rates;

    private ParticipantGame(MechanismProbe probe, ReputationChart chart, Economics economics, GameSubject subject)
    {
        _play = new EpochPlay(probe, (int)economics.DetectionDelay);
        _model = probe.Policy.Reputation.Model;
        _isRewardAlways = chart is PointChart;
        Chart = chart;
        Numbers = GameEconomics.Of(economics, subject);
        _returned = subject.Returned;
        Choices = WorkChoice.All(Numbers.Jobs);
        bool faultsPossible = probe.PricesFalseResults || MovesReputation(probe.Policy);
        Classes = EpochOutcome.Classes(Numbers.Jobs, faultsPossible && (Numbers.Found > 0 || Numbers.Wrongful > 0), MostGroups);
        Newcomer = chart.Point(_model.Newcomer(EpochPlay.Before));
        EffectMeter meter = new(_play, chart, Numbers.Jobs, Classes);
        (AgeAcross, AgeUp) = meter.Age(1);
        (Best, Worst, Pending) = meter.Measure(Choices.Length, Numbers.Wrongful > 0);
        IEnumerable<OutcomeEffect> effects = Best.All.Concat(Worst.All);
        Across = chart.Limit(effects.Select(effect => effect.Across).Append(AgeAcross), Newcomer.Across);
        Up = chart.HasHeight ? chart.Limit(effects.Select(effect => effect.Up).Append(AgeUp), Newcomer.Up) : 0;
        IsBounded = double.IsFinite(Across) && double.IsFinite(Up);
        if (IsBounded)
        {
            (_fixedRewards, _idleRewards) = (Highest(isWorking: true), Highest(isWorking: false));
            _rates = (AuditRate(Across, 0, favourable: true), AuditRate(0, Up, favourable: false));
            Exits = ExitLosses.Measure(_play, this);
        }
        else
        {
            (_fixedRewards, _idleRewards, Exits) = ([], [], null!);
        }
    }

    public ReputationChart Chart { get; }

    public GameEconomics Numbers { get; }

    public EpochOutcome[] Classes { get; }

    /// <summary>Gets every number of jobs that can be cheated, honest work first.</summary>
    public WorkChoice[] Choices { get; }

    /// <summary>Gets the states of work whose verdicts have not come.</summary>
    public PendingWork Pending { get; }

    /// <summary>Gets what each class does at its best for the participant: the fewest faults, the most passed, no earlier offence.</summary>
    public OutcomeEffects Best { get; }

    /// <summary>Gets what each class does at its worst: the most faults, the fewest passed, many earlier offences.</summary>
    public OutcomeEffects Worst { get; }

    /// <summary>Gets what who leaves still loses.</summary>
    public ExitLosses Exits { get; }

    public AffineMap AgeAcross { get; }

    public AffineMap AgeUp { get; }

    /// <summary>Gets how far right a record can be.</summary>
    public double Across { get; }

    /// <summary>Gets how far up a record can be; 0 where there is no up.</summary>
    public double Up { get; }

    public (double Across, double Up) Newcomer { get; }

    /// <summary>Gets the part of a loss that somebody who reports oneself under another name gets back.</summary>
    public double BountyShare => (double)_play.Probe.Policy.Penalty.BountyShare.Parts / Proportion.PartsPerOne;

    /// <summary>Gets the participant under the mechanism.</summary>
    public MechanismProbe Probe => _play.Probe;

    /// <summary>Gets what leaving for ever is worth.</summary>
    public double Leaving => Numbers.Outside / (1 - Numbers.Discount);

    public bool IsBounded { get; }

    /// <summary>Returns the decision problem, or says why there is none that can be bounded.</summary>
    public static ParticipantGame? TryCreate(Mechanism mechanism, Economics economics, out string reason) =>
        TryCreate(mechanism, economics, GameSubject.Of(mechanism, economics, economics.JobsPerEpoch), out reason);

    /// <summary>The same for a participant that is given fewer jobs than the others, or for a member of a coalition.</summary>
    public static ParticipantGame? TryCreate(Mechanism mechanism, Economics economics, GameSubject subject, out string reason)
    {
        reason = GameEconomics.Refuses(economics) ?? GamePolicy.Refuses(mechanism.Policy, economics.DetectionDelay) ?? string.Empty;
        if (reason.Length > 0)
        {
            return null;
        }

        MechanismProbe probe = new(mechanism, economics, subject.Jobs);
        MechanismPolicy policy = probe.Policy;
        ReputationChart? chart = MovesReputation(policy) ? ReputationChart.Of(policy.Reputation.Model) : new PointChart(policy.Reputation.Model.Newcomer(EpochPlay.Before));
        if (chart is null)
        {
            reason = $"the reputation model {policy.Reputation.Model.GetType().Name} promises neither affine evidence nor an affine score";
            return null;
        }

        if (subject.Returned > 0 && chart is not PointChart)
        {
            reason = "where reputation moves pay, what a coalition's members do to each other's pay is not followed";
            return null;
        }

        ParticipantGame game = new(probe, chart, economics, subject);
        reason = game.IsBounded ? string.Empty : $"the evidence of {policy.Reputation.Model.GetType().Name} grows without bound";
        return game.IsBounded ? game : null;
    }

    /// <summary>What classes of outcomes do, counted in favour of the participant or against it.</summary>
    public OutcomeEffects Effects(bool favourable) => favourable ? Best : Worst;

    /// <summary>The reward of an epoch that ends in a class of outcomes, asked of the mechanism at a record rounded in the given direction.</summary>
    public double Reward(double across, double up, int outcome, bool favourable, bool isWorking = true)
    {
        double most = (isWorking ? _fixedRewards : _idleRewards)[(outcome * 2) + (favourable ? 0 : 1)];
        double own = _isRewardAlways || most == 0 ? most : Ask(across, up, outcome, favourable, isWorking);
        return _returned > 0 && favourable && isWorking ? (_returned * _fixedRewards[0]) + ((1 - _returned) * own) : own;
    }

    /// <summary>The chance of an audit at a record, asked of the sampler.</summary>
    public double AuditRate(double across, double up, bool favourable)
    {
        ReputationRecord record = _model.Age(Chart.Record(across, up, EpochPlay.Before, favourable), MechanismProbe.Start);
        AuditCandidate candidate = new(ParticipantId.Of("deviator"), default, _model.Read(record), _play.Probe.Stake);
        return (double)_play.Probe.Policy.Verification.Sampler.Rate(candidate).Parts / Proportion.PartsPerOne;
    }

    /// <summary>The least and the most that an audit is probable at records between these lines.</summary>
    /// <remarks>Late verdicts: at any record, for how good it was when the audit was drawn is not remembered.</remarks>
    public (double Least, double Most) AuditRates(double left, double right, double bottom, double top) =>
        Pending.Delay > 0 ? _rates : (AuditRate(right, bottom, favourable: true), AuditRate(left, top, favourable: false));

    /// <summary>The outcome that the mechanism gives at a record for numbers of passed and false results; what a trace replays.</summary>
    public ParticipantOutcome Play(in ReputationRecord record, Epoch epoch, int work, int passed, int faults) => _play.Play(record, epoch, work, passed, faults);

    /// <summary>What it takes, as the verdicts come, from who left with its stake.</summary>
    public Amount PlayAfterLeaving(in ReputationRecord record, Epoch left, IEnumerable<(int Passed, int Faults)> verdicts) => _play.PlayAfterLeaving(record, left, verdicts);

    public ReputationRecord Age(in ReputationRecord record, Epoch epoch) => _model.Age(record, epoch);

    public ReputationRecord NewcomerAt(Epoch epoch) => _model.Newcomer(epoch);

    private static bool MovesReputation(MechanismPolicy policy) =>
        policy.Reward.ReputationMultiplier is not ConstantMultiplier || policy.Verification.Sampler is not BernoulliSampler;

    private double[] Highest(bool isWorking)
    {
        double[] rewards = new double[Classes.Length * 2];
        for (int index = 0; index < rewards.Length; index++)
        {
            rewards[index] = Ask(Across, 0, index / 2, index % 2 == 0, isWorking);
        }

        return rewards;
    }

    private double Ask(double across, double up, int outcome, bool favourable, bool isWorking)
    {
        ReputationRecord record = Chart.Record(across, up, EpochPlay.Before, favourable);
        EpochOutcome numbers = Classes[outcome];
        return (double)Play(record, MechanismProbe.Start, isWorking ? Numbers.Jobs : 0, numbers.Passed(favourable), numbers.Faults(favourable)).Reward.Units;
    }
}
