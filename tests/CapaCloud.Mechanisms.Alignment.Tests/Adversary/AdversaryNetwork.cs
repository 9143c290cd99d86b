using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests.Adversary;

/// <summary>The adversary's own network: participants with the minimum bond, settled whole by the mechanism. It shares no code with the engines.</summary>
/// <remarks>What was settled once from a state is remembered: plans differ in how likely verdicts are, not in what they do. A seasoned network has passed every audit of sixty epochs before the play begins.</remarks>
internal sealed class AdversaryNetwork(Mechanism mechanism, Economics economics, bool isSeasoned = false)
{
    private const int MostRemembered = 4_000;
    private const int Seasons = 60;
    private const int MostSeats = 12;
    private static readonly Epoch Begin = Epoch.Of(500);

    private readonly double _escapes = Escaping(mechanism, economics.ColludingShare?.High.ToDouble() ?? 0);
    private readonly bool _isPriced = mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);
    private readonly Dictionary<NetworkState, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<AdversaryEpoch, AdversaryStep> _settled = [];
    private readonly Dictionary<(int State, ParticipantId Name), NetworkState> _toppedUp = [];
    private readonly Dictionary<int, NetworkState> _opened = [];

    public Amount Bond { get; } = Amount.Max(Amount.One, mechanism.Policy.Stake.MinimumBond);

    /// <summary>Gets a value indicating whether there is somebody else who can report.</summary>
    public bool HasFriend => economics.Participants > 1;

    /// <summary>Gets a value indicating whether a record moves what work is paid, so that it matters which audits are passed.</summary>
    public bool PaysByRecord { get; } = mechanism.Policy.Reward.ReputationMultiplier is not ConstantMultiplier;

    /// <summary>Gets a value indicating whether a penalty can wait for an appeal.</summary>
    public bool HasAppeals => mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && !offence.AppealWindow.IsZero);

    /// <summary>Opens it; the attacker holds so many bonds.</summary>
    public NetworkState Open(int bonds)
    {
        if (!_opened.TryGetValue(bonds, out NetworkState? state))
        {
            state = OpenNames([Bond.Multiply((UInt128)(uint)bonds, 1, Rounding.Up)]);
            for (int epoch = 0; isSeasoned && epoch < Seasons; epoch++)
            {
                state = SettleNames(state, [(Name(0), economics.JobsPerEpoch)], passed: (int)economics.JobsPerEpoch, isForAll: true).After;
            }

            _opened[bonds] = state;
        }

        return state;
    }

    /// <summary>Opens it with several names of the attacker's.</summary>
    public NetworkState OpenNames(IReadOnlyList<Amount> stakes) => OpenWith([.. stakes.Select((stake, name) => KeyValuePair.Create(Name(name), stake))]);

    /// <summary>Opens it with one bond of the attacker's under its first name or a later one.</summary>
    public NetworkState OpenAs(int name) => OpenWith([KeyValuePair.Create(Name(name), Bond)]);

    private NetworkState OpenWith(KeyValuePair<ParticipantId, Amount>[] mine) =>
        mechanism.Open(Begin, [.. mine, .. Enumerable.Range(0, (int)economics.Participants - 1).Select(number => KeyValuePair.Create(Rest(number), Bond))]).State;

    public static ParticipantId Name(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"me-{number}"));

    public bool Works(NetworkState state, ParticipantId name) =>
        state.TryGetState(name, out ParticipantState found) && found.JailedUntil <= state.Epoch && found.Stake.Bonded >= mechanism.Policy.Stake.MinimumBond;

    /// <summary>Brings the bond back to the minimum; face value for face value.</summary>
    public NetworkState TopUp(NetworkState state, ParticipantId name)
    {
        Amount has = state.TryGetState(name, out ParticipantState found) ? found.Stake.Bonded : Amount.Zero;
        if (has >= Bond)
        {
            return state;
        }

        (int State, ParticipantId Name) key = (Number(state), name);
        return _toppedUp.TryGetValue(key, out NetworkState? after) ? after : _toppedUp[key] = mechanism.Deposit(state, name, Bond - has).State;
    }

    /// <summary>Unbonds all that a name holds.</summary>
    public NetworkState Leave(NetworkState state, ParticipantId name) =>
        state.TryGetState(name, out ParticipantState found) && !found.Stake.Bonded.IsZero ? mechanism.Unbond(state, name, found.Stake.Bonded).State : state;

    /// <summary>The chance that a job is audited and passes.</summary>
    public double Audited(NetworkState state, ParticipantId name)
    {
        ParticipantState me = state.StateOf(name);
        double rate = (double)mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(name, default, mechanism.ScoreOf(me, state.Epoch), me.Stake.Bonded)).Parts / 1e18;
        return rate * (1 - economics.HonestFaultRate.High.ToDouble());
    }

    /// <summary>The chance that a cheated, and that an honest job of the participant is found false, at its present score and stake.</summary>
    public (double Cheated, double Honest) Chances(NetworkState state, ParticipantId name)
    {
        ParticipantState me = state.StateOf(name);
        double rate = (double)mechanism.Policy.Verification.Sampler.Rate(new AuditCandidate(name, default, mechanism.ScoreOf(me, state.Epoch), me.Stake.Bonded)).Parts / 1e18;
        return (rate * economics.DetectionAccuracy.Low.ToDouble() * (1 - _escapes), rate * economics.HonestFaultRate.High.ToDouble());
    }

    /// <summary>Settles an epoch: so much work under a name, so many results of an epoch found false, of this name or of an earlier one. What any of the names loses counts.</summary>
    public AdversaryStep Settle(
        NetworkState state, ParticipantId name, long work, Epoch fault, int found, bool reports = false, bool appeals = false, ParticipantId? offender = null, int passed = 0)
    {
        // Who has left and been paid out is no longer known.
        if (!state.TryGetState(name, out _))
        {
            return new AdversaryStep(state, 0, 0);
        }

        AdversaryEpoch key = new(Number(state), name, work, found == 0 ? name : offender ?? name, found == 0 ? state.Epoch : fault, found, reports, appeals, passed);
        if (_settled.TryGetValue(key, out AdversaryStep known))
        {
            return known;
        }

        if (_settled.Count >= MostRemembered)
        {
            _settled.Clear();
            _toppedUp.Clear();
            _numbers.Clear();
            key = key with { State = Number(state) };
        }

        EpochSettlement settled = SettleNames(state, [(name, work)], offender ?? name, fault, found, reports, appeals, passed);
        ParticipantOutcome outcome = settled.OutcomeOf(name);
        ParticipantOutcome[] mine = [.. settled.Outcomes.Where(other => other.After.Participant.ToString().StartsWith("me-", StringComparison.Ordinal))];
        double lost = mine.Sum(other => (double)other.Slashed.Units), bounties = reports ? mine.Sum(other => (double)other.Bounties.Units) : 0;
        return _settled[key] = new AdversaryStep(settled.After, (double)outcome.Paid.Units + bounties, lost);
    }

    /// <summary>Settles an epoch of several names.</summary>
    public EpochSettlement SettleNames(
        NetworkState state, IReadOnlyList<(ParticipantId Name, long Work)> own, ParticipantId offender = default, Epoch fault = default, int found = 0, bool reports = false, bool appeals = false,
        int passed = 0, bool isForAll = false)
    {
        (ParticipantId Name, long Work)[] mine = [.. own.Select(act => (act.Name, Works(state, act.Name) ? act.Work : 0))];
        bool isCharged = _isPriced && found > 0 && fault <= state.Epoch && mechanism.Policy.Stake.IsChargeable(fault, state.Epoch);
        TaskId[] tasks = isCharged ? [.. Enumerable.Range(0, found).Select(number => TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"{fault}/{number}")))] : [];
        return mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Beacon = new Beacon(state.Epoch.Number, Digest.FromBytes([7, .. new byte[31]])),
            Payments = Amount.Of((UInt128)(economics.PaymentPerJob.Low * new Fraction(mine.Sum(act => act.Work) + ((economics.Participants - 1) * economics.JobsPerEpoch))).ToBigInteger()),
            Participants =
            [
                .. mine.Select(act => new ParticipantReport { Participant = act.Name, Work = (ulong)act.Work }),
                .. Enumerable.Range(0, (int)economics.Participants - 1).Select(number => new ParticipantReport { Participant = Rest(number), Work = (ulong)economics.JobsPerEpoch }),
            ],
            Verdicts = [.. Passed(state.Epoch, mine[0].Work > 0 ? mine[0].Name : null, passed, isForAll ? passed : economics.Participants > 1 ? PassedBy(state, Rest(0)) : 0), .. (reports ? [] : tasks).Select(task => new Verdict(offender, task, fault, VerdictOutcome.Incorrect, VerdictReason.ContradictsAccepted, default))],
            Evidence = reports
                ? [.. tasks.Select(task => new Evidence { Offence = Offence.IncorrectResult, Offender = offender, FaultEpoch = fault, Task = task, Severity = Proportion.One, Reporter = Rest(0) })]
                : [],
            Appeals = appeals
                ? [.. state.StateOf(own[0].Name).Cases.Where(item => item.Status == CaseStatus.Pending && !item.IsAppealed && item.Deadline == state.Epoch).Select(item => new Appeal(own[0].Name, item.Key))]
                : [],
        });
    }

    /// <summary>Audits that are passed, by the attacker and by each of the others.</summary>
    private IEnumerable<Verdict> Passed(Epoch epoch, ParticipantId? own, int mine, int others) =>
        from one in Enumerable.Range(0, (int)economics.Participants - 1).Select(number => (Name: Rest(number), Many: others)).Concat(own is { } me ? [(Name: me, Many: mine)] : [])
        from job in Enumerable.Range(0, one.Many)
        select new Verdict(one.Name, TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"passed-{epoch}/{job}")), epoch, VerdictOutcome.Correct, VerdictReason.MatchesAccepted, default);

    /// <summary>How many audits a name passes in an epoch in which it does all jobs honestly, from the first verdicts on: as many as are expected, the same epochs for everybody with the same rate.</summary>
    public int PassedBy(NetworkState state, ParticipantId name)
    {
        long epoch = (long)(state.Epoch.Number - Begin.Number) - economics.DetectionDelay;
        double each = PaysByRecord && epoch >= 0 ? economics.JobsPerEpoch * Audited(state, name) : 0;
        return (int)Math.Min(economics.JobsPerEpoch, Math.Floor(each * (epoch + 1)) - Math.Floor(each * epoch));
    }

    /// <summary>A number for a state, the same while it is remembered.</summary>
    public int Number(NetworkState state)
    {
        if (!_numbers.TryGetValue(state, out int number))
        {
            _numbers[state] = number = _next++;
        }

        return number;
    }

    private int _next;

    private static ParticipantId Rest(int number) => ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"other-{number}"));

    /// <summary>How often a lie passes: seats go to friends by the share, one after the other, until the mechanism itself decides. A tie is no verdict, so that another seat is asked.</summary>
    private static double Escaping(Mechanism mechanism, double share) => share == 0 ? 0 : Escaping(mechanism, share, 0, 0);

    private static double Escaping(Mechanism mechanism, double share, int friends, int honest)
    {
        Digest lie = Digest.FromBytes([1, .. new byte[31]]), truth = Digest.FromBytes([2, .. new byte[31]]);
        Answer[] answers =
        [
            Answer.Of(ParticipantId.Of("accused"), lie),
            .. Enumerable.Range(0, friends).Select(number => Answer.Of(ParticipantId.Of($"friend-{number}"), lie)),
            .. Enumerable.Range(0, honest).Select(number => Answer.Of(ParticipantId.Of($"auditor-{number}"), truth)),
        ];
        VerdictOutcome outcome = mechanism.Adjudicate([new TaskAnswers(TaskId.Of("task"), Begin, [.. answers])])[0].Outcome;
        return outcome == VerdictOutcome.Correct && friends > 0 ? 1
            : outcome == VerdictOutcome.Incorrect || friends + honest == MostSeats ? 0
            : (share * Escaping(mechanism, share, friends + 1, honest)) + ((1 - share) * Escaping(mechanism, share, friends, honest + 1));
    }

    internal static double Binomial(int trials, int hits, double chance)
    {
        double value = Math.Pow(chance, hits) * Math.Pow(1 - chance, trials - hits);
        for (int step = 1; step <= hits; step++)
        {
            value = value * (trials - hits + step) / step;
        }

        return value;
    }
}
