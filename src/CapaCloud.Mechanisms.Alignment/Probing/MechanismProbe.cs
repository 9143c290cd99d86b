using CapaCloud.Mechanisms.Alignment.Worlds;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>One participant under the real mechanism, in a network of honest others whose totals are given.</summary>
/// <remarks>
/// No formula of its own: every figure is what <see cref="Mechanism.SettleParticipant"/> answers. A splitter that needs all weights at once
/// is replaced by <see cref="FloorSplitter"/>, which differs by less than one base unit for each reward.
/// </remarks>
internal sealed class MechanismProbe
{
    private const int SettlingEpochs = 400;

    private readonly Mechanism _mechanism;
    private readonly EpochTotals _others;
    private readonly Amount _othersStake;
    private readonly Fractions.Fraction _payment;
    public MechanismProbe(Mechanism mechanism, Economics economics)
        : this(mechanism, economics, economics.JobsPerEpoch)
    {
    }

    /// <summary>For a participant that does so many jobs an epoch, while the others do those of the economics.</summary>
    public MechanismProbe(Mechanism mechanism, Economics economics, long jobs)
        : this(mechanism, economics, jobs, economics.PaymentPerJob.Low, isLarge: true)
    {
    }

    /// <summary>The same at a given payment for a job; in a network that holds nearly all stake, where correlation adds least to a penalty, or among N - 1 others with the minimum bond.</summary>
    public MechanismProbe(Mechanism mechanism, Economics economics, long jobs, Fractions.Fraction payment, bool isLarge)
    {
        _mechanism = mechanism.Policy.Reward.Splitter is ITotalsSplitter
            ? mechanism
            : Mechanism.FromPolicy(mechanism.Policy with { Reward = mechanism.Policy.Reward with { Splitter = new FloorSplitter() } });
        Mechanism = mechanism;
        Economics = economics;
        Stake = mechanism.Policy.Stake.MinimumBond;
        Jobs = (ulong)economics.JobsPerEpoch;
        _payment = payment;
        OwnJobs = jobs;
        (Seasoned, _others) = Settle();

        // Alone at fault in a network that holds nearly all stake: correlation then adds least to a penalty.
        _othersStake = isLarge ? Amount.Of(UInt128.MaxValue / 2) : _others.Stake;
    }

    /// <summary>Gets the mechanism as it settles.</summary>
    public Mechanism Mechanism { get; }

    public Economics Economics { get; }

    /// <summary>Gets the policy as it settles; pay is measured with the floor splitter where its own needs all weights at once.</summary>
    public MechanismPolicy Policy => Mechanism.Policy;

    /// <summary>Gets the least stake with which work is given.</summary>
    public Amount Stake { get; }

    public ulong Jobs { get; }

    /// <summary>Gets how many jobs the participant itself is given.</summary>
    public long OwnJobs { get; }

    /// <summary>Gets the state of a participant that has long worked honestly, audited as often as expected.</summary>
    public ParticipantState Seasoned { get; }

    /// <summary>Gets the epoch in which the probing begins: late enough for every window to have passed.</summary>
    public static Epoch Start => Epoch.Of(1_000_000_000);

    /// <summary>Gets a value indicating whether a false result has a price at all.</summary>
    public bool PricesFalseResults => Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult);

    /// <summary>
    /// Gets by how long an accused participant can put a penalty off: it appeals as late as it may, as long again nobody rules, and what was accused until then is awaited, for penalties
    /// that wait are charged together.
    /// </summary>
    public EpochSpan AppealWait => EpochSpan.Of(4 * AppealWindow.Epochs);

    private EpochSpan AppealWindow => Policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult)?.AppealWindow ?? default;

    /// <summary>Returns a participant that has just deposited.</summary>
    public static ParticipantState Newcomer(Amount stake, Epoch epoch, StakingRules rules) => new()
    {
        Participant = ParticipantId.Of("deviator"),
        Stake = stake.IsZero
            ? StakeAccount.Open(ParticipantId.Of("deviator"))
            : StakeAccount.Open(ParticipantId.Of("deviator")).Deposit(stake, epoch, rules).Account,
    };

    /// <summary>Settles one epoch for the participant.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="work">How many jobs it reports.</param>
    /// <param name="passed">How many of its audited results were found correct.</param>
    /// <param name="verdicts">How many were found false.</param>
    /// <param name="faultEpoch">In which epoch the false ones were made.</param>
    public ParticipantOutcome Play(in ParticipantState state, Epoch epoch, ulong work, ulong passed, int verdicts, Epoch faultEpoch)
    {
        ParticipantInput input = new()
        {
            Epoch = epoch,
            Report = new ParticipantReport { Participant = state.Participant, Work = work },
            PassedAudits = LoneParticipant.Passed(epoch, (long)passed),
            Accusations = LoneParticipant.Found(faultEpoch, verdicts),
        };
        return Play(state, input);
    }

    /// <summary>Settles one epoch for the participant, whatever it brings.</summary>
    public ParticipantOutcome Play(in ParticipantState state, in ParticipantInput input)
    {
        return LoneParticipant.Settle(_mechanism, state, input, _othersStake, _others, Payments(OwnJobs));
    }

    /// <summary>Returns what so many jobs of an epoch are paid at a record, when so many of them passed an audit and the requesters pay for these jobs alone.</summary>
    public Amount Pay(in ReputationRecord record, long jobs, long passed)
    {
        ParticipantState state = Seasoned with { Reputation = record };
        ParticipantInput input = new()
        {
            Epoch = Start,
            Report = new ParticipantReport { Participant = state.Participant, Work = (ulong)jobs },
            PassedAudits = LoneParticipant.Passed(Start, passed),
        };
        return LoneParticipant.Settle(_mechanism, state, input, _othersStake, _others, Payments(jobs)).Reward;
    }

    private Amount Payments(long own) =>
        Amount.Of((UInt128)(_payment * new Fractions.Fraction(((System.Numerics.BigInteger)Economics.JobsPerEpoch * (Economics.Participants - 1)) + own)).ToBigInteger());

    /// <summary>Returns what so many verdicts take from the least stake, brought after the given delay, and the reward then paid; appealed as late as can be, where that can be.</summary>
    public ParticipantOutcome Punish(int verdicts, long delay, ulong work)
    {
        Epoch fault = Start;
        ParticipantState state = Seasoned with { Stake = Newcomer(Stake, fault.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake).Stake };
        Epoch now = fault + EpochSpan.Of((ulong)delay);
        if (verdicts > 0 && (!PricesFalseResults || !Policy.Stake.IsChargeable(fault, now)))
        {
            // Nobody can be charged for it: the evidence would be refused.
            verdicts = 0;
        }

        return Confirm(Play(state, now, work, 0, verdicts, fault), now, AppealWindow);
    }

    /// <summary>Returns what one first offence of a kind takes from the least stake, brought after the given delay and appealed as late as can be; nothing where it cannot be charged.</summary>
    public Amount Charge(Offence offence, long delay)
    {
        Epoch fault = Start, now = fault + EpochSpan.Of((ulong)delay);
        if (Policy.Offences.FirstOrDefault(candidate => candidate.Offence == offence) is not { } rule || !Policy.Stake.IsChargeable(fault, now))
        {
            return Amount.Zero;
        }

        ParticipantState state = Seasoned with { Stake = Newcomer(Stake, fault.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake).Stake };
        ParticipantInput input = new()
        {
            Epoch = now,
            Report = new ParticipantReport { Participant = state.Participant, Work = Jobs },
            Accusations = [LoneParticipant.Found(fault, 1)[0] with { Offence = offence }],
        };
        return Confirm(Play(state, input), now, rule.AppealWindow).Slashed;
    }

    /// <summary>Returns what one verdict takes from a participant that unbonded everything in the epoch of the fault.</summary>
    public ParticipantOutcome PunishAfterLeaving(long delay)
    {
        Epoch fault = Start;
        ParticipantState state = Seasoned with { Stake = Newcomer(Stake, fault.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake).Stake };
        StakeAccount left = state.Stake.Unbond(Stake, state.Participant, fault, Policy.Stake).Account;
        Epoch now = fault + EpochSpan.Of((ulong)delay);
        return Confirm(Play(state with { Stake = left.Withdraw(now, Policy.Stake).Account }, now, 0, 0, 1, fault), now, AppealWindow);
    }

    /// <summary>An accusation to its end: the accused appeals on the last day, nobody rules, and what was withheld is lost.</summary>
    private ParticipantOutcome Confirm(in ParticipantOutcome accused, Epoch now, EpochSpan window)
    {
        ParticipantOutcome outcome = accused;
        Amount slashed = accused.Slashed;
        for (Epoch deadline = now + window; outcome.After.Cases.Any(IsPending); deadline += window)
        {
            ParticipantState state = outcome.After with { Stake = outcome.After.Stake.Withdraw(deadline, Policy.Stake).Account };
            outcome = Play(state, new ParticipantInput
            {
                Epoch = deadline,
                Report = new ParticipantReport { Participant = state.Participant },
                Appeals = [.. state.Cases.Where(item => IsPending(item) && !item.IsAppealed).Select(item => new Appeal(state.Participant, item.Key))],
            });
            slashed += outcome.Slashed;
        }

        return outcome with { Reward = accused.Reward.SubtractToZero(accused.Withheld), Withheld = Amount.Zero, Slashed = slashed };
    }

    private static bool IsPending(FaultCase item) => item.Status == CaseStatus.Pending;

    /// <summary>A participant that has long worked honestly: its record by the model, so many audits passed that their sum follows the expected number.</summary>
    private (ParticipantState Seasoned, EpochTotals Others) Settle()
    {
        Epoch epoch = Start.MinusToZero(EpochSpan.Of(SettlingEpochs));
        ParticipantState state = Newcomer(Stake, epoch.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake);
        IReputationModel model = Policy.Reputation.Model;
        ReputationRecord record = model.Newcomer(epoch);
        UInt128 owed = UInt128.Zero;
        ulong before = 0;
        for (int step = 0; step < SettlingEpochs; step++, epoch = epoch.Next)
        {
            Proportion rate = Policy.Verification.Sampler.Rate(new Verification.AuditCandidate(state.Participant, default, model.Read(record), Stake));
            owed += (UInt128)Jobs * rate.Parts;
            ulong passed = (ulong)(owed / Proportion.PartsPerOne) - before;
            before += passed;
            record = model.Age(record, epoch);
            record = passed > 0 ? model.Add(record, new Conduct(epoch, ConductKind.Proven, Ratio.Of(passed), Ratio.Zero)) : record;
        }

        state = state with { Reputation = record };
        EpochTotals each = LoneParticipant.Weigh(_mechanism, state, new ParticipantInput { Epoch = Start, Report = new ParticipantReport { Participant = state.Participant, Work = Jobs } });
        UInt128 others = (UInt128)(Economics.Participants - 1);
        return (state, new EpochTotals
        {
            Participants = (ulong)others,
            Work = each.Work * others,
            Weight = each.Weight * others,
            Claim = each.Claim * others,
            Stake = Stake.Multiply(others, 1, Rounding.Up),
        });
    }
}
