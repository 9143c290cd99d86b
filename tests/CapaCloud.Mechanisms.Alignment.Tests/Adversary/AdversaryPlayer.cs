namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>The exact expected worth of a plan in the network that settles: every number of verdicts of every epoch is a branch.</summary>
internal sealed class AdversaryPlayer(Mechanism mechanism, Economics economics, bool isSeasoned = false)
{
    private const int Tail = 60;
    private const int LongTail = 240;
    private const double Negligible = 1e-8;

    private readonly AdversaryNetwork _network = new(mechanism, economics, isSeasoned);
    private readonly Dictionary<(int State, ParticipantId Name, int Epochs, bool Appeals), double> _rests = [];
    private readonly Dictionary<(int Epochs, bool IsForEver), double> _honest = [];
    private readonly double _discount = economics.Discount.High.ToDouble();
    private readonly long _jobs = economics.JobsPerEpoch;
    private readonly int _delay = (int)economics.DetectionDelay;
    private double? _luck, _oneAudit;

    /// <summary>Gets below which gain nothing is claimed: what sums of doubles and merged branches may be wrong by.</summary>
    public double Noise { get; private set; } = 1e-6 * (1 + (economics.PaymentPerJob.High.ToDouble() * economics.JobsPerEpoch));

    public AdversaryNetwork Network => _network;

    /// <summary>Gets a value indicating whether honest work earns anything: where it does not, whatever keeps one from working gains.</summary>
    public bool IsWorkWorthIt => Honest(1, isForEver: false) >= 0;

    /// <summary>What a plan earns more than honest work, over its epochs and a tail of honest ones in which nothing more is found.</summary>
    public double Gain(AdversaryPlan plan) => Gain(plan, renamed: 1);

    /// <summary>The same, where the luck of the next names is taken off with the chance that one of them is taken.</summary>
    public double Gain(AdversaryPlan plan, double renamed)
    {
        // Stake above the bond is locked for the plan and until its release, and loses the interest.
        double locked = (double)_network.Bond.Units * (plan.Bonds - 1) * (1 - Math.Pow(_discount, Math.Min(1_000, mechanism.Policy.Stake.ReleaseDelay.Epochs) + (ulong)plan.Work.Length));
        double value = Value(plan), honest = Honest(plan.Work.Length, plan.Leaves);
        Noise = Math.Max(Noise, Math.Max(OfOneAudit, 1e-9 * Math.Max(Math.Abs(value), Math.Abs(honest))));
        return value - honest - locked - (plan.Renames ? Luck * renamed : 0);
    }

    /// <summary>What one passed audit more or less is worth: the plans pass whole audits, as many as are expected, and chance may give one more.</summary>
    private double OfOneAudit => _oneAudit ??= !_network.PaysByRecord ? 0 : Math.Abs(After(passed: 1) - After(passed: 0));

    private double After(int passed)
    {
        NetworkState state = _network.OpenAs(0);
        AdversaryStep step = _network.Settle(state, AdversaryNetwork.Name(0), _jobs, state.Epoch, 0, passed: passed);
        return step.Reward + (_discount * Rest(step.After, AdversaryNetwork.Name(0), appeals: false));
    }

    /// <summary>What honest work earns more under one of the next names, which odd units go to more often: whoever is honest may begin with that name as well.</summary>
    private double Luck => _luck ??= Math.Max(0, Enumerable.Range(1, 2).Max(name => Rest(_network.OpenAs(name), AdversaryNetwork.Name(name), appeals: false)) - Rest(_network.OpenAs(0), AdversaryNetwork.Name(0), appeals: false));

    private double Value(AdversaryPlan plan) => Play(plan, _network.Open(plan.Bonds), 0, 0, [], 1, hasFound: false, 0);

    private double Honest(int epochs, bool isForEver)
    {
        if (!_honest.TryGetValue((epochs, isForEver), out double value))
        {
            _isForEver = isForEver;
            // Whoever is honest may have a friend too: the bounty on a wrongful penalty is no gain of cheating.
            AdversaryPlan honest = new([.. Enumerable.Repeat(_jobs, epochs)], [.. Enumerable.Repeat(0L, epochs)]);
            value = Value(honest);
            bool isReported = _network.HasFriend && !mechanism.Policy.Penalty.BountyShare.IsZero && economics.HonestFaultRate.High.IsPositive;
            _honest[(epochs, isForEver)] = value = isReported ? Math.Max(value, Value(honest with { Reports = true })) : value;
            _isForEver = false;
        }

        return value;
    }

    /// <summary>Whether the tail is long and its last income lasts for ever: the most that honesty can be worth against leaving.</summary>
    private bool _isForEver;

    /// <summary>One epoch: top up, work, the verdicts that are due as branches, and on.</summary>
    private double Play(AdversaryPlan plan, NetworkState state, int epoch, int name, IReadOnlyList<AdversaryBatch> open, double chance, bool hasFound, double audits)
    {
        ParticipantId me = AdversaryNetwork.Name(name);
        bool isPlanned = epoch < plan.Work.Length;
        if (epoch >= plan.Work.Length + _delay)
        {
            return plan.Leaves ? Away(state, me) : Rest(state, me, plan.Appeals);
        }

        bool isGone = plan.Leaves && !isPlanned;
        state = !isGone ? _network.TopUp(state, me) : epoch == plan.Work.Length ? _network.Leave(state, me) : state;
        bool works = !isGone && _network.Works(state, me), cheats = works && isPlanned && !(plan.StopsWhenFound && hasFound);
        long work = !works ? 0 : cheats ? plan.Work[epoch] : _jobs, cheated = cheats ? Math.Min(plan.Cheat[epoch], work) : 0;
        (double caught, double wronged) = isGone ? (0, 0) : _network.Chances(state, me);
        List<AdversaryBatch> next = [.. open, new AdversaryBatch(state.Epoch, name, cheated, work - cheated, caught, wronged)];
        double earned = Earned(work, cheated) + (isGone ? economics.OutsideOption?.High.ToDouble() ?? 0 : 0);
        if (next.Count <= _delay)
        {
            AdversaryStep step = _network.Settle(state, me, work, state.Epoch, 0, plan.Reports, plan.Appeals);
            return earned + step.Reward - step.Lost + (_discount * Play(plan, step.After, epoch + 1, name, next, chance, hasFound, audits));
        }

        AdversaryBatch due = next[0];
        next.RemoveAt(0);
        // Where a record moves pay, as many audits of the honest jobs are passed as are expected.
        bool isOwn = due.Name == name;
        audits += _network.PaysByRecord && isOwn && !isGone ? due.Honest * _network.Audited(state, me) : 0;
        int passed = (int)audits;
        double sum = 0;
        foreach ((int found, double likely) in due.Branches(Negligible / chance))
        {
            AdversaryStep step = _network.Settle(state, me, work, due.Epoch, found, plan.Reports, plan.Appeals, AdversaryNetwork.Name(due.Name), passed);
            if (plan.LeavesWhenFound && found > 0 && next.Count == 0)
            {
                sum += likely * (step.Reward - step.Lost + (_discount * Away(_network.Leave(step.After, me), me)));
                continue;
            }

            bool renames = plan.Renames && found > 0 && due.Name == name && !isGone;
            double price = renames ? economics.IdentityPrice.High.ToDouble() + Locked(step.After, me) : 0;
            sum += likely * (step.Reward - step.Lost
                + (_discount * (Play(plan, step.After, epoch + 1, renames ? name + 1 : name, next, chance * likely, hasFound || found > 0, renames ? 0 : audits - passed) - price)));
        }

        return earned + sum;
    }

    /// <summary>What the jobs bring besides their pay: cheated on the best ones; of the others those are taken that cost least.</summary>
    private double Earned(long work, long cheated)
    {
        if (economics.Mix is not { } mix)
        {
            return External(cheated) - (((work - cheated) * economics.CostPerJob.High.ToDouble()) + (cheated * economics.CheatingCostPerJob.Low.ToDouble()));
        }

        JobKind[] jobs = [.. mix.Kinds.SelectMany(kind => Enumerable.Repeat(kind, (int)kind.Jobs)).OrderByDescending(kind => kind.Cost.High - kind.CheatingCost.Low + kind.ExternalGain.High)];
        return jobs[..(int)cheated].Sum(kind => (kind.ExternalGain.High - kind.CheatingCost.Low).ToDouble())
            - jobs[(int)cheated..].Select(kind => kind.Cost.High.ToDouble()).Order().Take((int)(work - cheated)).Sum();
    }

    private double External(long cheated) => Math.Min(cheated, economics.ValuableJobsPerEpoch ?? cheated) * economics.ExternalGainPerJob.High.ToDouble();

    /// <summary>What the old bond loses by waiting for its release.</summary>
    private double Locked(NetworkState state, ParticipantId name) =>
        (double)state.StateOf(name).Stake.Bonded.Units * (1 - Math.Pow(_discount, Math.Min(1_000, mechanism.Policy.Stake.ReleaseDelay.Epochs)));

    /// <summary>Honest epochs in which nothing is found, so that jail, a worse record and penalties that wait are paid for. Where a record moves pay, as many audits are passed as are expected.</summary>
    private double Rest(NetworkState state, ParticipantId name, bool appeals)
    {
        int epochs = _isForEver ? LongTail : Tail;
        (int State, ParticipantId Name, int Epochs, bool Appeals) key = (_network.Number(state), name, epochs, appeals);
        if (_rests.TryGetValue(key, out double known))
        {
            return known;
        }

        (double sum, double worth, double income) = (0, 1, 0);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            state = _network.TopUp(state, name);
            long work = _network.Works(state, name) ? _jobs : 0;
            AdversaryStep step = _network.Settle(state, name, work, state.Epoch, 0, appeals: appeals, passed: work > 0 ? _network.PassedBy(state, name) : 0);
            income = step.Reward - step.Lost + Earned(work, 0);
            sum += worth * income;
            (state, worth) = (step.After, worth * _discount);
        }

        return _rests[key] = _isForEver ? sum + (worth * income / (1 - _discount)) : sum;
    }

    /// <summary>Epochs away: what is still charged is paid, and the outside option lasts for ever.</summary>
    private double Away(NetworkState state, ParticipantId name)
    {
        double outside = economics.OutsideOption?.High.ToDouble() ?? 0, sum = outside / (1 - _discount), worth = 1;
        for (int epoch = 0; epoch < Tail; epoch++)
        {
            AdversaryStep step = _network.Settle(state, name, 0, state.Epoch, 0);
            sum += worth * (step.Reward - step.Lost);
            (state, worth) = (step.After, worth * _discount);
        }

        return sum;
    }
}
