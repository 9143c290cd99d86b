using System.Collections.Immutable;
using System.Globalization;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>One run of a population.</summary>
internal sealed class SimulationRun
{
    private readonly Mechanism _mechanism;
    private readonly Economics _economics;
    private readonly SimulationOptions _options;
    private readonly ImmutableArray<AgentKind> _kinds;
    private readonly Random _random;
    private readonly List<Agent> _agents = [];
    private readonly Queue<List<Verdict>> _pending = new();
    private readonly double _caught;
    private readonly double _wronged;
    private readonly Amount _deposit;

    public SimulationRun(Mechanism mechanism, Economics economics, SimulationOptions options, ImmutableArray<AgentKind> kinds, Random random)
    {
        (_mechanism, _economics, _options, _kinds, _random) = (mechanism, economics, options, kinds, random);
        _caught = economics.DetectionAccuracy.Low.ToDouble();
        _wronged = economics.HonestFaultRate.High.ToDouble();
        _deposit = Amount.Max(mechanism.Policy.Stake.MinimumBond, Amount.One);
        foreach (AgentKind kind in kinds)
        {
            for (int index = 0; index < options.Population[kind]; index++)
            {
                _agents.Add(new Agent(kind, string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()}-{index:D5}")));
            }
        }
    }

    public PopulationSimulation.RunResult Play(Action<double> progress, CancellationToken cancellation)
    {
        NetworkState state = _mechanism.Open(Epoch.Zero, _agents.Select(agent => KeyValuePair.Create(agent.Name, _deposit))).State;
        double[][] cumulated = [.. _kinds.Select(_ => new double[_options.Epochs])];
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            state = Settle(state);
            foreach (Agent agent in _agents)
            {
                cumulated[_kinds.IndexOf(agent.Kind)][epoch] += agent.Profit / _options.Population[agent.Kind];
            }

            progress((epoch + 1.0) / _options.Epochs);
        }

        double[] profit = [.. _kinds.Select(kind => _agents.Where(agent => agent.Kind == kind).Average(agent => agent.Profit))];
        double[] slashed = [.. _kinds.Select(kind => _agents.Where(agent => agent.Kind == kind).Average(agent => agent.Slashed))];
        return new PopulationSimulation.RunResult(profit, slashed, cumulated);
    }

    private NetworkState Settle(NetworkState state)
    {
        List<ParticipantReport> reports = [];
        List<Verdict> verdicts = [];
        ulong jobs = 0;
        foreach (Agent agent in _agents)
        {
            state = Return(state, agent);
            ParticipantState mine = state.StateOf(agent.Name);
            if (mine.JailedUntil > state.Epoch || mine.Stake.Bonded < _mechanism.Policy.Stake.MinimumBond)
            {
                continue;
            }

            jobs += Work(agent, mine, state.Epoch, reports, verdicts);
        }

        _pending.Enqueue(verdicts);
        List<Verdict> due = _pending.Count > _economics.DetectionDelay ? _pending.Dequeue() : [];
        Fraction paid = _economics.PaymentPerJob.Low * new Fraction(jobs);
        EpochSettlement settled = _mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Payments = Amount.Of((UInt128)paid.ToBigInteger()),
            Participants = [.. reports],
            Verdicts = [.. due.Where(verdict => state.TryGetState(verdict.Participant, out _) && _mechanism.Policy.Stake.IsChargeable(verdict.Epoch, state.Epoch) && IsPriced(verdict))],
        });
        foreach (Agent agent in _agents)
        {
            ParticipantOutcome outcome = settled.OutcomeOf(agent.Name);
            agent.Profit += (double)outcome.Reward.Units - (double)outcome.Slashed.Units;
            agent.Slashed += (double)outcome.Slashed.Units;
        }

        return settled.After;
    }

    private bool IsPriced(in Verdict verdict) =>
        verdict.Outcome != VerdictOutcome.Incorrect || _mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);

    private ulong Work(Agent agent, in ParticipantState mine, Epoch epoch, List<ParticipantReport> reports, List<Verdict> verdicts)
    {
        Proportion score = _mechanism.Policy.Reputation.Model.Read(_mechanism.Policy.Reputation.Model.Age(mine.Reputation, epoch));
        long all = agent.Kind == AgentKind.Lazy ? (_economics.JobsPerEpoch + 1) / 2 : _economics.JobsPerEpoch;
        long cheated = agent.Kind switch
        {
            AgentKind.Selective => _economics.Mix is not null ? Math.Min(_economics.GainfulJobs, all) : _economics.ValuableJobsPerEpoch is { } valuable ? Math.Min(valuable, all) : all / 5,
            AgentKind.Milking => new Fraction(score.Parts, Proportion.PartsPerOne) >= _options.MilkingScore ? all : 0,
            AgentKind.Oscillating => epoch.Number % 2 == 1 ? all : 0,
            AgentKind.Colluding or AgentKind.Whitewashing or AgentKind.FreeRiding => all,
            _ => 0,
        };
        double colluding = agent.Kind == AgentKind.Colluding ? _economics.ColludingShare.OrZero().High.ToDouble() : 0;
        for (long job = 0; job < all; job++)
        {
            TaskId task = TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{agent.Name}-{epoch.Number}-{job}"));
            double rate = _mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(agent.Name, task, score, mine.Stake.Bonded)).Parts / (double)Proportion.PartsPerOne;
            if (_random.NextDouble() < rate)
            {
                bool wrong = job < cheated ? _random.NextDouble() < _caught && _random.NextDouble() >= colluding : _random.NextDouble() < _wronged;
                verdicts.Add(new Verdict(
                    agent.Name,
                    task,
                    epoch,
                    wrong ? VerdictOutcome.Incorrect : VerdictOutcome.Correct,
                    wrong ? VerdictReason.ContradictsAccepted : VerdictReason.MatchesAccepted,
                    default));
            }
        }

        agent.Profit += _economics.GainOf(cheated).ToDouble() - _economics.CostOf(all).ToDouble();
        reports.Add(new ParticipantReport { Participant = agent.Name, Work = (ulong)all });
        return (ulong)all;
    }

    private NetworkState Return(NetworkState state, Agent agent)
    {
        if (agent.Kind != AgentKind.Whitewashing || state.StateOf(agent.Name).Stake.Bonded >= _mechanism.Policy.Stake.MinimumBond)
        {
            return state;
        }

        agent.Rename();
        agent.Profit -= _economics.IdentityPrice.Low.ToDouble();
        return _mechanism.Deposit(state, agent.Name, _deposit).State;
    }

    private sealed class Agent(AgentKind kind, string name)
    {
        private int _names;

        public AgentKind Kind { get; } = kind;

        public ParticipantId Name { get; private set; } = ParticipantId.Of(name);

        public double Profit { get; set; }

        public double Slashed { get; set; }

        public void Rename() => Name = ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"{name}-{++_names}"));
    }
}
