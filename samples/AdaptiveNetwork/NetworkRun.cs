using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Estimates;
using CapaCloud.Mechanisms.Alignment.Regions;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.AdaptiveNetwork;

/// <summary>A thousand epochs of one network: steered by controllers inside the certified region, or under a fixed audit rate, bond and price.</summary>
internal sealed class NetworkRun
{
    private const int MonitorEvery = 10;

    private static readonly Proportion Confidence = Proportion.Percent(99);

    private readonly World _world;
    private readonly Tuning _tuning;
    private readonly Draws _draws;
    private readonly bool _isAdapted;
    private readonly Proportion _firstRate;
    private readonly ParticipantId[] _names = [.. Enumerable.Range(0, World.Providers).Select(number => ParticipantId.Of($"provider-{number:D2}"))];
    private readonly HashSet<TaskId> _plantedTasks = [];
    private CertifiedRegion _region;
    private Mechanism _corner;
    private MechanismPolicy _held;
    private Steering _steering;
    private AdaptiveState _now;
    private Mechanism _mechanism;
    private ChangeBook _book;

    // What the checks found before the network opened: without it nobody could say anything in the first weeks.
    private ObservedHistory _history = new() { PlantedErrors = 1_000, PlantedErrorsFound = 970 };

    private readonly ulong _fixedPrice;

    public NetworkRun(World world, Tuning tuning, Proportion? fixedRate = null, ulong fixedPrice = Rules.UsualPrice)
    {
        (_world, _tuning, _draws) = (world, tuning, new Draws(world.Seed));
        _fixedPrice = fixedPrice;
        _isAdapted = fixedRate is null;
        _firstRate = fixedRate ?? Proportion.Percent(5);
        _region = Rules.Region(Rules.Base);
        _corner = Mechanism.FromPolicy(_region.Corner);
        MechanismPolicy policy = PolicyDesign.WithAuditRate(Rules.Base, _firstRate);
        _mechanism = Mechanism.FromPolicy(policy);
        // Nothing is steered in a fixed run: the same loop with no controller in it.
        _steering = _isAdapted ? Rules.Steering(_region, tuning) : new Steering([]);
        NetworkState opened = _mechanism.Open(Epoch.Zero, _names.Select(name => KeyValuePair.Create(name, Rules.Deposit))).State;
        _now = _steering.Begin(opened, policy, new Dictionary<string, UInt128> { [Rules.PriceName] = Rules.UsualPrice });
        _mechanism = Mechanism.FromPolicy(_now.Policy);
        _held = _now.Policy;
        _book = ChangeBook.Begin(Rules.Changes, _mechanism.PolicyHash, Epoch.Zero);
    }

    public List<EpochFigures> Figures { get; } = [];

    public List<string> Events { get; } = [];

    public NetworkState Last => _now.Network;

    /// <summary>The epoch of the first warning, and of the first loss of the proof; -1 for never.</summary>
    public int WarnedAt { get; private set; } = -1;

    public int LostAt { get; private set; } = -1;

    public void Run(Action step)
    {
        for (int epoch = 0; epoch < World.Epochs; epoch++)
        {
            Govern(epoch);
            Figures.Add(Settle(epoch));
            step();
        }
    }

    private EpochFigures Settle(int epoch)
    {
        ulong price = _isAdapted ? (ulong)_now.ValueOf(Rules.PriceName) : _fixedPrice;
        Amount bond = _now.Policy.Stake.MinimumBond;
        double rate = (double)((BernoulliSampler)_now.Policy.Verification.Sampler).AtLeast.Parts / Proportion.PartsPerOne, token = _world.TokenPrice(epoch) / 1_000.0;
        int working = _world.IsOutage(epoch) ? World.Providers / 2 : World.Providers;
        ulong asked = _world.Asked(epoch, price), capacity = (ulong)(working * World.JobsPerProvider), served = Math.Min(asked, capacity);
        List<ParticipantReport> rows = [];
        List<Verdict> verdicts = [];
        (double profit, int audits, int failures, int wrong) = (0, 0, 0, 0);
        for (int provider = 0; provider < World.Providers; provider++)
        {
            ulong jobs = provider >= working ? 0 : (served / (ulong)working) + ((ulong)provider < served % (ulong)working ? 1UL : 0);
            rows.Add(new ParticipantReport
            {
                Participant = _names[provider],
                Work = jobs,
                DutiesDue = World.JobsPerProvider,
                Missed = provider >= working ? [new MissedDuties("power", World.JobsPerProvider)] : [],
            });
            // Whoever stole the key answers falsely in its owner's name, and earns nothing by it.
            bool isStolen = World.IsStolen(provider, epoch);
            bool cheats = isStolen || Cheats(provider, epoch, rate, token);
            bool isFound = false;
            for (ulong job = 0; job < jobs; job++)
            {
                bool isAudited = _draws.Next() < rate;
                audits += isAudited ? 1 : 0;
                if (cheats)
                {
                    wrong++;
                    profit += isStolen ? 0 : World.JobCost + _world.Bribe(epoch);
                    if (isAudited && _draws.Next() < 0.97)
                    {
                        failures++;
                        isFound = true;
                    }
                }
            }

            if (isFound)
            {
                verdicts.Add(new Verdict(_names[provider], TaskId.Of($"epoch-{epoch}"), Epoch.Of((ulong)epoch), VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default));
            }
        }

        EpochSettlement settlement = _mechanism.Settle(_now.Network, new EpochReport
        {
            Epoch = _now.Network.Epoch,
            Beacon = new Beacon(1, Digest.Parse(new string('5', 64))),
            Payments = Amount.Of(served * price),
            Participants = [.. rows],
            Verdicts = [.. verdicts],
        });
        double slashed = verdicts.Sum(verdict => (double)settlement.OutcomeOf(verdict.Participant).Slashed.Units) * token;
        _now = _now with { Network = Bonded(settlement.After) };
        (bool stands, bool holds) = Observe(epoch, settlement, audits, failures, asked);
        double welfare = ((served - (double)wrong) * (World.MeanWorth(price) - World.JobCost)) - (audits * (double)World.AuditCost);
        return new EpochFigures(epoch, price, rate, (double)bond.Units, audits == 0 ? 0 : (double)failures / audits, served, welfare, audits * (double)World.AuditCost, profit - slashed, stands, holds);
    }

    /// <summary>Whoever cheats for gain weighs what a job brings against what it costs when found, at today's price of the token.</summary>
    private bool Cheats(int provider, int epoch, double rate, double token)
    {
        if (World.IsReckless(provider))
        {
            return _world.IsWave(epoch);
        }

        double stake = _now.Network.TryGetState(_names[provider], out ParticipantState found) ? (double)found.Stake.Bonded.Units : 0;
        double caught = 1 - Math.Pow(1 - (rate * 0.97), World.JobsPerProvider);
        return World.JobsPerProvider * (double)(World.JobCost + _world.Bribe(epoch)) > caught * stake * 0.5 * token;
    }

    /// <summary>A provider whose stake is below the minimum bond adds what is missing.</summary>
    private NetworkState Bonded(NetworkState state)
    {
        foreach (ParticipantState participant in state.Participants)
        {
            Amount missing = _now.Policy.Stake.MinimumBond.SubtractToZero(participant.Stake.Bonded);
            if (!missing.IsZero)
            {
                state = _mechanism.Deposit(state, participant.Participant, Amount.Max(missing, Rules.Bond)).State;
            }
        }

        return state;
    }

    /// <summary>The loop closes: what was read moves the controllers, they move the policy inside the region, and the network follows.</summary>
    private (bool Stands, bool Holds) Observe(int epoch, EpochSettlement settlement, int audits, int failures, ulong asked)
    {
        _history = _history.With(settlement, _plantedTasks, _plantedTasks) with
        {
            PlantedErrors = _history.PlantedErrors + 5,
            PlantedErrorsFound = _history.PlantedErrorsFound + (ulong)Enumerable.Range(0, 5).Count(_ => _draws.Next() < 0.97),
            // A window of what is recent: prices of long ago say nothing about today's.
            PaymentsPerJob = [],
            JobsPerEpoch = [],
            VerdictDelays = [],
        };
        if (_isAdapted)
        {
            ulong failed = audits == 0 ? 5_000 : (ulong)failures * 1_000_000 / (ulong)audits;
            Adopt(_steering.Adapt(_now,
            [
                new Observation(_region.AuditRate.Parameter, Math.Max(failed, 5_000)),
                new Observation(_region.MinimumBond.Parameter, (ulong)Rules.Bond.Units * 1_000 / _world.TokenPrice(epoch)),
                new Observation(Rules.PriceName, asked),
            ]).State);
        }

        return epoch % MonitorEvery != 0 && Figures.Count > 0 ? (Figures[^1].ProofStands, Figures[^1].ProofHolds) : Monitor(epoch);
    }

    /// <summary>The proof is about money of one unit: the bond counts at the token's price, which the monitor asks for as a smaller bond.</summary>
    private (bool Stands, bool Holds) Monitor(int epoch)
    {
        Amount worth = _now.Policy.Stake.MinimumBond.Multiply(_world.TokenPrice(epoch), 1_000, Rounding.Down);
        MonitorReport report = AlignmentMonitor.Monitor(_region.Certificate, _history, _corner, Rules.Assumed, Confidence);
        bool isInside = worth.Units >= _region.MinimumBond.Lowest, stands = isInside && report.StandsAsAssumed, holds = isInside ? report.StillHolds : HoldsOutside(worth);
        if (Figures.Count > 0 && Figures[^1].ProofStands && !stands && Figures[^1].ProofHolds)
        {
            WarnedAt = WarnedAt < 0 ? epoch : WarnedAt;
            Events.Add($"epoch {epoch}: the monitor warns; the bond is worth {worth} and was proven from {_region.MinimumBond.Lowest}{(report.Departures.IsEmpty ? "" : $", {report.Departures[0]}")}");
        }

        if (Figures.Count > 0 && Figures[^1].ProofHolds && !holds)
        {
            LostAt = LostAt < 0 ? epoch : LostAt;
            MechanismPolicy atPrice = PolicyDesign.WithStake(_now.Policy, worth);
            Events.Add($"epoch {epoch}: the proof is lost; it holds again with a bond worth {PolicyDesign.LeastStake(atPrice, Rules.Assumed)} or an audit rate of {PolicyDesign.LeastAuditRate(atPrice, Rules.Assumed)}");
        }

        return (stands, holds);
    }

    /// <summary>The region's certificate covers its points. A bond that is worth less needs one of its own, and reality must not have left that.</summary>
    private bool HoldsOutside(Amount worth)
    {
        Mechanism atPrice = Mechanism.FromPolicy(PolicyDesign.WithStake(_now.Policy, worth));
        return Rules.CertificateOf(atPrice) is { } own && AlignmentMonitor.Monitor(own, _history, atPrice, Rules.Assumed, Confidence).StillHolds;
    }

    /// <summary>Two changes by vote, and a stolen key: in every run, so that what is compared is the steering.</summary>
    private void Govern(int epoch)
    {
        Epoch now = Epoch.Of((ulong)epoch);
        if (epoch is 200 or 720)
        {
            MechanismPolicy next = Changed(epoch);
            _book = _book.Propose(_book.LastVersion + 1, PolicyJson.Hash(next), _names[0], Amount.Zero, now, _book.EarliestActivation(now));
            Events.Add($"epoch {epoch}: version {_book.LastVersion} is proposed, to hold from epoch {_book.Proposals[^1].Activation}");
        }

        if (epoch is 205 or 725)
        {
            ProposalVotes votes = new(Amount.Of(700), Amount.Zero, Amount.Of(100), Amount.Zero, Amount.Zero);
            _book = _book.Decide(_book.LastVersion, votes, Amount.Of(1_000), now).Book;
        }

        if (epoch is 220 or 740)
        {
            MechanismPolicy next = Changed(epoch - 20);
            _book = _book.Activate(ChangeReview.Of(_book, _book.LastVersion, next, _now, _steering, _held, Amount.MaxValue)).Book;
            (_held, _region) = (next, Rules.Region(next));
            _corner = Mechanism.FromPolicy(_region.Corner);
            Steering old = _steering;
            _steering = _isAdapted ? Rules.Steering(_region, _tuning) : old;
            Adopt(_steering.Migrate(_now, old, next).State);
            Events.Add($"epoch {epoch}: version {_book.Version} holds, {(_isAdapted ? "with a region of its own; audit rate, bond and price go on where they were" : "with the audit rate, bond and price of before")}");
        }

        if (epoch == World.KeyExchangedAt)
        {
            ParticipantId stolen = _names[World.StolenProvider];
            RepairReceipt receipt = Repairs.ExchangeKey(_mechanism, Last, stolen, ParticipantId.Of($"{stolen}-new"), new RepairOrder("vote on version 2", "the key was stolen"));
            _now = _now with { Network = receipt.After };
            _names[World.StolenProvider] = receipt.Participant;
            Events.Add($"epoch {epoch}: {stolen} goes on as {receipt.Participant}, with {receipt.Asked} units, its record and its liabilities");
            foreach (FaultCase item in Last.StateOf(receipt.Participant).Cases.Where(item => item.Status == CaseStatus.Charged && World.IsStolen(World.StolenProvider, (int)item.FaultEpoch.Number)))
            {
                RepairReceipt undone = Repairs.UndoSlash(_mechanism, Last, receipt.Participant, item.Key, item.Due, new RepairOrder("vote on version 2", "the fault was the thief's"));
                _now = _now with { Network = undone.After };
                Events.Add($"epoch {epoch}: of {undone.Asked} units that the thief's fault of epoch {item.FaultEpoch} cost, the treasury returns {undone.Asked - undone.Shortfall}; short of {undone.Shortfall}");
            }
        }
    }

    private MechanismPolicy Changed(int epoch)
    {
        MechanismPolicy first = PolicyDesign.WithAuditRate(Rules.Base, _firstRate);
        MechanismPolicy cheaper = first with { Reward = first.Reward with { TreasuryFee = Proportion.Percent(4) } };
        return epoch == 200 ? cheaper : cheaper with { Stake = cheaper.Stake with { UnbondingPeriod = EpochSpan.Of(30), LiabilityWindow = EpochSpan.Of(30) } };
    }

    private void Adopt(AdaptiveState next)
    {
        _mechanism = next.Network.PolicyHash == _mechanism.PolicyHash ? _mechanism : Mechanism.FromPolicy(next.Policy);
        _now = next;
    }
}
