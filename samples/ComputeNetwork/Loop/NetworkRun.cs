using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>Sixty epochs of a network in which everybody has a part: Allocate, deliver, SelectAudits, AssignPanels, Adjudicate, Settle.</summary>
internal sealed class NetworkRun
{
    private readonly Mechanism _network;
    private readonly Population _people;
    private readonly Outages _outages;
    private readonly Deliveries _deliveries;
    private readonly Audits _audits;
    private readonly Requests _requests;
    private readonly Dictionary<TaskId, OpenJob> _open = [];

    public NetworkRun(Population people, Demand demand, Outages outages)
    {
        Draws draws = new(20_261_130);
        (_people, _outages, _network) = (people, outages, Rules.Network(people.Providers.Length));
        _deliveries = new Deliveries(outages, draws);
        _audits = new Audits(_network, people, outages);
        _requests = new Requests(_network, people, demand, outages, draws);
        State = Opened();
    }

    public NetworkState State { get; private set; }

    public List<EpochFigures> Figures { get; } = [];

    public Examples Examples { get; } = new();

    public void Run(Action<int> step)
    {
        // In the last epochs nothing is asked for any more, and what is open ends.
        for (int epoch = 0; epoch < Assumptions.Epochs + 6; epoch++)
        {
            Play(epoch, isOpen: epoch < Assumptions.Epochs);
            step(epoch);
        }

        foreach (Delegator delegator in _people.Delegators)
        {
            StateChange claimed = _network.ClaimRewards(State, delegator.Name, delegator.Operator.Name);
            State = claimed.State;
            DelegatedStake behind = State.StateOf(delegator.Operator.Name).Delegated!;
            delegator.Stake.Got = claimed.Postings.Sum(posting => (decimal)posting.Amount.Units);
            delegator.Stake.Slashed = Assumptions.Delegation - (decimal)behind.StakeOf(delegator.Name).Units;
        }
    }

    private void Play(int epoch, bool isOpen)
    {
        Beacon beacon = Rules.BeaconOf(_network, State.Epoch);
        CommitmentWindow window = _network.Policy.Verification.Schedule.WindowOf(State.Epoch);

        // What was awarded in the epoch before is delivered now, and some of it is checked.
        (List<JobReport> events, List<(OpenJob Job, Commitment Commitment)> delivered) = _deliveries.Of(_open.Values, epoch, window);
        (var verdicts, var duties) = _audits.Of(State, delivered, beacon);

        // New work finds its providers.
        (int asked, int found) = (0, 0);
        if (isOpen)
        {
            Fund();
            (State, List<OpenJob> awarded, asked) = _requests.Of(State, epoch, beacon);
            found = awarded.Count;
            foreach (OpenJob job in awarded)
            {
                _open.Add(job.Award.Task, job);
            }
        }

        // Everybody is paid, or pays.
        EpochSettlement settled = _network.Settle(State, new EpochReport
        {
            Epoch = State.Epoch,
            Beacon = beacon,
            Participants = [.. _people.Providers.Select(provider => Row(provider, epoch))],
            Jobs = [.. events],
            Verdicts = verdicts,
            Checks = duties,
        });
        Examples.Look(_network, settled, _people, verdicts, _open);
        Book(settled, verdicts.Where(verdict => verdict.Outcome == VerdictOutcome.Incorrect));
        State = settled.After;
        Figures.Add(EpochFigures.Of(epoch, settled, _people, asked, found, verdicts.Length));
    }

    private NetworkState Opened()
    {
        NetworkState state = _network.Open(Epoch.Zero, _people.Providers.Select(provider => KeyValuePair.Create(provider.Name, Amount.Of(Assumptions.OwnStake)))).State;
        foreach (Provider trusted in _people.Delegators.Select(delegator => delegator.Operator).Distinct())
        {
            state = _network.SetCommission(state, trusted.Name, Proportion.Percent(10));
        }

        foreach (Delegator delegator in _people.Delegators)
        {
            state = _network.DelegateStake(state, delegator.Name, delegator.Operator.Name, Amount.Of(Assumptions.Delegation)).State;
        }

        return state;
    }

    /// <summary>Every requester has the same money in escrow at the beginning of an epoch.</summary>
    private void Fund()
    {
        foreach (Requester requester in _people.Requesters)
        {
            Amount missing = Amount.Of(Assumptions.RequesterMoney).SubtractToZero(State.MoneyOf(requester.Name).Free);
            State = missing.IsZero ? State : _network.Fund(State, requester.Name, missing).State;
        }
    }

    private ParticipantReport Row(Provider provider, int epoch) => new()
    {
        Participant = provider.Name,
        Work = 1,
        DutiesDue = Outages.DutiesPerEpoch,
        Missed = [.. _outages.On(provider.Number, epoch)],
    };

    /// <summary>Writes down who got what, and in which role.</summary>
    private void Book(EpochSettlement settled, IEnumerable<Verdict> wrong)
    {
        HashSet<ParticipantId> wrongCheckers = [.. wrong.Where(verdict => verdict.Participant != _open[verdict.Task].Award.Provider).Select(verdict => verdict.Participant)];
        foreach (Provider provider in _people.Providers)
        {
            ParticipantOutcome outcome = settled.OutcomeOf(provider.Name);
            provider.Checks.Got += (decimal)outcome.CheckPay.Units + (decimal)outcome.Paid.Units;
            (wrongCheckers.Contains(provider.Name) ? provider.Checks : provider.Work).Slashed += (decimal)outcome.Slashed.Units;
            foreach (JobOutcome ended in outcome.Jobs)
            {
                _open.Remove(ended.Task, out OpenJob? job);
                provider.Work.Got += (decimal)ended.ToProvider.Units;
                Account results = job!.Requester.Results;
                results.Cost += (decimal)(ended.ToProvider + ended.Fee).Units;
                results.Got += job.IsRight ? job.Worth : 0;
            }
        }
    }
}
