using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Games;

/// <summary>One participant's decision problem over epochs, every figure of which is what the mechanism itself answered.</summary>
/// <remarks>
/// <code>
/// work, m of n cheated:  reward(record after) - n * cost + m * gain - loss;  then, after any jail, again
/// idle: outside option, the record ages      leave: the outside option for ever      new name: its price, and a newcomer's record
/// </code>
/// The stake is topped up to the minimum bond after every loss: money the participant keeps either way. Verdicts come in the epoch of the job.
/// </remarks>
internal sealed class ParticipantGame
{
    /// <summary>How far floating point may be off, relative to the largest number in a sum: a thousand times what it can be.</summary>
    public const double Precision = 1e-11;

    private const int MostGroups = 8;
    private const int ManyOffences = 64;

    private readonly MechanismProbe _probe;
    private readonly IReputationModel _model;
    private readonly bool _isRewardAlways;
    private readonly double[] _fixedRewards;

    private ParticipantGame(MechanismProbe probe, ReputationChart chart, Economics economics)
    {
        _probe = probe;
        _model = probe.Policy.Reputation.Model;
        Chart = chart;
        Numbers = GameEconomics.Of(economics);
        bool faultsPossible = probe.PricesFalseResults || MovesReputation(probe.Policy);
        Classes = EpochOutcome.Classes(Numbers.Jobs, faultsPossible && (Numbers.Found > 0 || Numbers.Wrongful > 0), MostGroups);
        Newcomer = chart.Point(_model.Newcomer(Before));
        AgeAcross = Measure(Span(1e6), record => _model.Age(record, MechanismProbe.Start), across: true);
        AgeUp = Measure(Span(1e6), record => _model.Age(record, MechanismProbe.Start), across: false);
        Best = [.. Classes.Select(outcome => Effect(outcome, favourable: true))];
        Worst = [.. Classes.Select(outcome => Effect(outcome, favourable: false))];
        Across = chart.Limit(Best.Concat(Worst).Select(effect => effect.Across).Append(AgeAcross), Newcomer.Across);
        Up = chart.HasHeight ? chart.Limit(Best.Concat(Worst).Select(effect => effect.Up).Append(AgeUp), Newcomer.Up) : 0;
        _isRewardAlways = chart is PointChart;
        _fixedRewards = new double[Classes.Length * 2];
        for (int index = 0; index < _fixedRewards.Length; index++)
        {
            _fixedRewards[index] = Ask(Across, 0, index / 2, index % 2 == 0);
        }
    }

    public ReputationChart Chart { get; }

    public GameEconomics Numbers { get; }

    public EpochOutcome[] Classes { get; }

    /// <summary>What each class does at its best for the participant: the fewest faults, the most passed, no earlier offence.</summary>
    public OutcomeEffect[] Best { get; }

    /// <summary>What each class does at its worst: the most faults, the fewest passed, many earlier offences.</summary>
    public OutcomeEffect[] Worst { get; }

    public AffineMap AgeAcross { get; }

    public AffineMap AgeUp { get; }

    /// <summary>Gets how far right a record can be.</summary>
    public double Across { get; }

    /// <summary>Gets how far up a record can be; 0 where there is no up.</summary>
    public double Up { get; }

    public (double Across, double Up) Newcomer { get; }

    /// <summary>Gets the part of a loss that somebody who reports oneself under another name gets back.</summary>
    public double BountyShare => (double)_probe.Policy.Penalty.BountyShare.Parts / Proportion.PartsPerOne;

    /// <summary>Gets what leaving for ever is worth.</summary>
    public double Leaving => Numbers.Outside / (1 - Numbers.Discount);

    public bool IsBounded => double.IsFinite(Across) && double.IsFinite(Up);

    private static Epoch Before => MechanismProbe.Start.MinusToZero(EpochSpan.One);

    /// <summary>Returns the decision problem, or says why there is none that can be bounded.</summary>
    public static ParticipantGame? TryCreate(Mechanism mechanism, Economics economics, out string reason)
    {
        MechanismProbe probe = new(mechanism, economics);
        MechanismPolicy policy = probe.Policy;
        reason = GameEconomics.Refuses(economics) ?? Refuses(policy) ?? string.Empty;
        ReputationChart? chart = MovesReputation(policy) ? ReputationChart.Of(policy.Reputation.Model) : new PointChart(policy.Reputation.Model.Newcomer(Before));
        if (reason.Length == 0 && chart is null)
        {
            reason = $"the reputation model {policy.Reputation.Model.GetType().Name} promises neither affine evidence nor an affine score";
        }

        if (reason.Length > 0)
        {
            return null;
        }

        ParticipantGame game = new(probe, chart!, economics);
        reason = game.IsBounded ? string.Empty : $"the evidence of {policy.Reputation.Model.GetType().Name} grows without bound";
        return game.IsBounded ? game : null;
    }

    /// <summary>The reward of an epoch that ends in a class of outcomes, asked of the mechanism at a record rounded in the given direction.</summary>
    public double Reward(double across, double up, int outcome, bool favourable)
    {
        double most = _fixedRewards[(outcome * 2) + (favourable ? 0 : 1)];
        return _isRewardAlways || most == 0 ? most : Ask(across, up, outcome, favourable);
    }

    /// <summary>The chance of an audit at a record, asked of the sampler.</summary>
    public double AuditRate(double across, double up, bool favourable)
    {
        ReputationRecord record = _model.Age(Chart.Record(across, up, Before, favourable), MechanismProbe.Start);
        AuditCandidate candidate = new(Identity.ParticipantId.Of("deviator"), default, _model.Read(record), _probe.Stake);
        return (double)_probe.Policy.Verification.Sampler.Rate(candidate).Parts / Proportion.PartsPerOne;
    }

    /// <summary>The outcome that the mechanism gives at a record for numbers of passed and false results; what a trace replays.</summary>
    public ParticipantOutcome Play(in ReputationRecord record, Epoch epoch, int work, int passed, int faults) =>
        _probe.Play(State(record), epoch, (ulong)work, (ulong)passed, _probe.PricesFalseResults ? faults : 0, epoch);

    public ReputationRecord Age(in ReputationRecord record, Epoch epoch) => _model.Age(record, epoch);

    public ReputationRecord NewcomerAt(Epoch epoch) => _model.Newcomer(epoch);

    private static bool MovesReputation(MechanismPolicy policy) =>
        policy.Reward.ReputationMultiplier is not ConstantMultiplier || policy.Verification.Sampler is not BernoulliSampler;

    private static string? Refuses(MechanismPolicy policy)
    {
        const AuditSamplerPromises Sampler = AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous;
        const SlashingCurvePromises Curve = SlashingCurvePromises.MonotoneInRepetition | SlashingCurvePromises.MonotoneInCorrelation;
        OffencePolicy? rule = policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult);
        return (policy.Verification.Sampler.Promises & Sampler) != Sampler ? $"the sampler {policy.Verification.Sampler.GetType().Name} does not promise that reputation and stake never help"
            : !policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone) ? $"the multiplier {policy.Reward.ReputationMultiplier.GetType().Name} does not promise to be monotone"
            : rule is not null && (rule.Curve.Promises & Curve) != Curve ? $"the slashing curve {rule.Curve.GetType().Name} does not promise to be monotone in repetition and in correlation"
            : rule is not null && !rule.AppealWindow.IsZero ? $"the penalty for a wrong result waits {rule.AppealWindow} epochs for an appeal"
            : policy.Offences.Any(offence => offence.CircuitBreaker is not null) && rule?.CircuitBreaker is not null && policy.Stake.MinimumBond.IsZero ? "the circuit breaker has no stake to look at"
            : null;
    }

    private double Ask(double across, double up, int outcome, bool favourable)
    {
        ReputationRecord record = Chart.Record(across, up, Before, favourable);
        EpochOutcome numbers = Classes[outcome];
        return (double)Play(record, MechanismProbe.Start, Numbers.Jobs, numbers.Passed(favourable), numbers.Faults(favourable)).Reward.Units;
    }

    private ParticipantState State(in ReputationRecord record) => _probe.Seasoned with { Reputation = record };

    private OutcomeEffect Effect(EpochOutcome outcome, bool favourable)
    {
        (int passed, int faults) = (outcome.Passed(favourable), outcome.Faults(favourable));
        ParticipantState state = _probe.Seasoned;
        if (!favourable)
        {
            state = state with { PastOffences = [.. Enumerable.Repeat(new PastOffence(Offence.IncorrectResult, Before), ManyOffences)] };
        }

        ParticipantOutcome settled = _probe.Play(state, MechanismProbe.Start, (ulong)Numbers.Jobs, (ulong)passed, _probe.PricesFalseResults ? faults : 0, MechanismProbe.Start);
        Epoch free = Epoch.Max(settled.After.JailedUntil, MechanismProbe.Start.Next);
        Epoch last = free.MinusToZero(EpochSpan.One);

        ReputationRecord Move(ReputationRecord record) => _model.Age(Play(record, MechanismProbe.Start, Numbers.Jobs, passed, faults).After.Reputation, last);
        return new OutcomeEffect(
            Measure(Span(1e6), Move, across: true),
            Measure(Span(1e6), Move, across: false),
            (double)settled.Slashed.Units,
            (int)Math.Min(int.MaxValue, last.Since(MechanismProbe.Start).Epochs));
    }

    private double Span(double evidence) => Chart is EvidenceChart ? evidence : 1;

    /// <summary>The line that the model's promise says it is, through its answers at both ends.</summary>
    private AffineMap Measure(double end, Func<ReputationRecord, ReputationRecord> step, bool across)
    {
        if (Chart is PointChart || (!across && !Chart.HasHeight))
        {
            return new AffineMap(0, 0);
        }

        (double Across, double Up) least = Chart.Point(step(Exact(0))), most = Chart.Point(step(Exact(end)));
        return across ? AffineMap.Through(least.Across, most.Across, end) : AffineMap.Through(least.Up, most.Up, end);
    }

    /// <summary>A record whose coordinates are both the given one, which floating point holds exactly.</summary>
    private ReputationRecord Exact(double value)
    {
        Ratio parts = Ratio.FromParts((UInt128)value * Proportion.PartsPerOne);
        return Chart is EvidenceChart
            ? new ReputationRecord { AsOf = Before, Proven = new ReputationTrack(parts, parts) }
            : Chart.Record(value, 0, Before, favourable: false);
    }
}
