using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Plays a history of changing windows by the mechanism itself, and writes down what became of everybody's money.</summary>
internal sealed class WindowRun
{
    private const int Epochs = 110;

    private static readonly ParticipantId Requester = ParticipantId.Of("requester"), Witness = ParticipantId.Of("witness"), Crowd = ParticipantId.Of("crowd");

    private static readonly TaskId JobTask = TaskId.Of("the-job");

    private readonly WindowHistory _history;
    private readonly Func<Mechanism, NetworkState, MechanismPolicy, Migration> _migrate;
    private readonly Func<Mechanism, NetworkState, EpochReport, EpochSettlement> _settle;
    private readonly Mechanism[] _mechanisms;
    private NetworkState _state;

    public WindowRun(
        WindowHistory history, Func<Mechanism, NetworkState, MechanismPolicy, Migration> migrate, Func<Mechanism, NetworkState, EpochReport, EpochSettlement> settle)
    {
        (_history, _migrate, _settle) = (history, migrate, settle);
        _mechanisms = [.. history.Windows.Select(static windows => windows.Compose())];
        _state = _mechanisms[0].Open(Epoch.Zero, People.Append(Witness).Select(static name => KeyValuePair.Create(name, WindowSet.Deposit)).Append(KeyValuePair.Create(Crowd, WindowSet.CrowdDeposit))).State;
        _state = _mechanisms[0].Fund(_state, Requester, Amount.Of(1_000)).State;
        Play();
    }

    public static ParticipantId[] People { get; } = [.. Enumerable.Range(0, WindowHistory.People).Select(static number => ParticipantId.Of($"p{number}"))];

    public Amount[] Slashed { get; } = new Amount[WindowHistory.People];

    public Amount CrowdSlashed { get; private set; }

    /// <summary>All stake that stood in each epoch.</summary>
    public Amount[] Stakes { get; } = new Amount[Epochs];

    /// <summary>Whether each change that was taken back in its own epoch left everything as it was.</summary>
    public bool IsReversible { get; private set; } = true;

    public Amount[] Withdrawn { get; } = new Amount[WindowHistory.People];

    /// <summary>In which epoch everything that was left had been paid out; -1 when never.</summary>
    public int[] Gone { get; } = [-1, -1, -1];

    public bool IsConsistent { get; private set; } = true;

    public List<JobOutcome> Jobs { get; } = [];

    /// <summary>In which epoch the job ended; -1 when never.</summary>
    public int JobEnded { get; private set; } = -1;

    public RequesterState Money => _state.MoneyOf(Requester);

    /// <summary>In how many epochs something was taken. A case may be forgotten in the epoch in which it is charged, so that its own figures are not there to be asked.</summary>
    public int[] Charges { get; } = new int[WindowHistory.People];

    /// <summary>All stake that stood in an epoch; that of the last one for what never came.</summary>
    public Amount StakeAt(int epoch) => Stakes[Math.Min(epoch, Epochs - 1)];

    private void Play()
    {
        int policy = 0;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            while (policy < _history.Changes.Length && _history.Changes[policy] == epoch)
            {
                Books before = _state.Books;
                IsReversible &= (policy > 0 && _history.Changes[policy - 1] == epoch) || ThereAndBack(_mechanisms[policy], _mechanisms[policy + 1]) == _state;
                _state = _migrate(_mechanisms[policy + 1], _state, _mechanisms[policy].Policy).State;
                policy++;
                IsConsistent &= before == _state.Books && _state.Inconsistencies().IsEmpty;
            }

            Mechanism mechanism = _mechanisms[policy];
            Move(mechanism, epoch);
            EpochSettlement settled = _settle(mechanism, _state, Report(epoch));
            _state = settled.After;
            IsConsistent &= _state.Inconsistencies().IsEmpty;
            WriteDown(settled, epoch);
        }
    }

    private NetworkState ThereAndBack(Mechanism here, Mechanism there) => _migrate(here, _migrate(there, _state, here.Policy).State, there.Policy).State;

    private void Move(Mechanism mechanism, int epoch)
    {
        if (epoch == WindowHistory.Award)
        {
            _state = mechanism.Award(_state, new JobAward
            {
                Task = JobTask,
                Provider = Witness,
                Requester = Requester,
                Class = WindowSet.Class,
                Price = WindowSet.JobPrice,
                Value = WindowSet.JobPrice,
                Deadline = Epoch.Of(WindowHistory.Deadline),
            });
        }

        for (int person = 0; person < WindowHistory.People; person++)
        {
            if (!_state.TryGetState(People[person], out ParticipantState found))
            {
                continue;
            }

            if (epoch == _history.Faults[person] + _history.Leaves[person] && !found.Stake.Bonded.IsZero)
            {
                _state = mechanism.Unbond(_state, People[person], found.Stake.Bonded).State;
            }

            Amount before = _state.StateOf(People[person]).Stake.Total;
            StateChange withdrawal = mechanism.Withdraw(_state, People[person]);
            Withdrawn[person] += withdrawal.Postings.Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount);
            _state = withdrawal.State;
            bool isGone = epoch > _history.Faults[person] + _history.Leaves[person] && (!_state.TryGetState(People[person], out ParticipantState left) || left.Stake.Total.IsZero);
            Gone[person] = isGone && Gone[person] < 0 && !before.IsZero ? epoch : Gone[person];
        }
    }

    private EpochReport Report(int epoch)
    {
        List<Verdict> verdicts = [];
        List<Evidence> evidence = [];
        for (int person = 0; person < WindowHistory.People; person++)
        {
            int fault = _history.Faults[person];
            if (_history.Delays[person] >= 30 || epoch < fault + _history.Delays[person])
            {
                continue;
            }

            if (person == 0)
            {
                verdicts.Add(Verdict.Because(People[person], TaskId.Of("t"), Epoch.Of((ulong)fault), VerdictReason.NotRevealed));
            }
            else
            {
                evidence.Add(EvidenceOf(person == 1 ? WindowSet.Repeated : WindowSet.Together, People[person], fault));
            }
        }

        if (_history.IsCrowdBrought && epoch >= _history.Found)
        {
            evidence.Add(EvidenceOf(WindowSet.Together, Crowd, _history.Crowd));
        }

        return new EpochReport { Epoch = _state.Epoch, Verdicts = [.. verdicts], Evidence = [.. evidence], Jobs = [.. JobReports(epoch)] };
    }

    private static Evidence EvidenceOf(Offence offence, ParticipantId offender, int fault) => new()
    {
        Offence = offence,
        Offender = offender,
        FaultEpoch = Epoch.Of((ulong)fault),
        Severity = Proportion.One,
        Subject = Digest.Parse(new string('7', 64)),
    };

    private IEnumerable<JobReport> JobReports(int epoch)
    {
        Job job = _state.StateOf(Witness).Jobs.FirstOrDefault();
        int delivery = _history.Delivery, dispute = _history.Dispute;
        if (epoch == delivery && job.Task == JobTask && job.Stage == JobStage.Awarded)
        {
            yield return new JobReport { Provider = Witness, Task = JobTask, Event = JobEvent.Delivered };
        }
        else if (epoch == dispute && job.Task == JobTask && job.Stage == JobStage.Delivered)
        {
            yield return new JobReport { Provider = Witness, Task = JobTask, Event = JobEvent.Disputed };
        }
    }

    private void WriteDown(EpochSettlement settled, int epoch)
    {
        for (int person = 0; person < WindowHistory.People; person++)
        {
            if (settled.Before.TryGetState(People[person], out _))
            {
                Amount slashed = settled.OutcomeOf(People[person]).Slashed;
                Slashed[person] += slashed;
                Charges[person] += slashed.IsZero ? 0 : 1;
            }
        }

        Stakes[epoch] = settled.Faults.Stake;
        CrowdSlashed += settled.OutcomeOf(Crowd).Slashed;
        Jobs.AddRange(settled.OutcomeOf(Witness).Jobs);
        JobEnded = settled.OutcomeOf(Witness).Jobs.IsEmpty ? JobEnded : epoch;
    }
}
