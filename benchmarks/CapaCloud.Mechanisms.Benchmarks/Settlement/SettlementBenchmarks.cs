using System.Globalization;
using BenchmarkDotNet.Attributes;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Benchmarks.Settlement;

/// <summary>A whole epoch of a network in which every tenth participant misses duties, and the maps of one participant alone.</summary>
[MemoryDiagnoser]
public class SettlementBenchmarks
{
    private readonly Mechanism _mechanism = Mechanism.Create(build => build
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One))
        .Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.TimesReputation().TimesUptime().SplitByFloor()));

    private NetworkState _state = null!;
    private EpochReport _report = null!;
    private ParticipantInput _input;
    private EpochTerms _terms = null!;
    private EpochTotalsBuilder _totals = null!;
    private List<Posting> _postings = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Participants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        ParticipantId[] names = [.. Enumerable.Range(0, Participants).Select(number => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"p{number:000000}")))];
        _state = _mechanism.Open(Epoch.Zero, names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000_000)))).State;
        _report = new EpochReport
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(10_000_000_000),
            Participants = [.. names.Select((name, index) => new ParticipantReport
            {
                Participant = name,
                Work = (ulong)(1_000 + index),
                DutiesDue = 86_400,
                Missed = index % 10 == 0 ? [new MissedDuties("disk", 20_000)] : [],
            })],
        };
        _input = new ParticipantInput { Epoch = Epoch.Zero, Report = _report.Participants[1] };
        _totals = Mechanism.CreateTotals();
        EpochSettlement settled = _mechanism.Settle(_state, _report);
        _terms = _mechanism.Terms(_state, _mechanism.Climate(_state, default, settled.Faults), settled.Totals, _report.Payments);
        _postings = new List<Posting>(16);
    }

    /// <summary>A whole epoch on one machine.</summary>
    [Benchmark]
    public EpochSettlement Settle() => _mechanism.Settle(_state, _report);

    /// <summary>Both maps of one participant, as a partition runs them.</summary>
    [Benchmark]
    public ParticipantOutcome AssessAndSettleOne()
    {
        _postings.Clear();
        _mechanism.Assess(_state.Participants.ItemRef(1), _input, _terms.Climate, _totals);
        return _mechanism.SettleParticipant(_state.Participants.ItemRef(1), _input, _terms, _postings);
    }
}
