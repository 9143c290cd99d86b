using System.Buffers.Binary;
using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;
using Evidence = CapaCloud.Mechanisms.Slashing.Evidence;

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
        if (!isLarge)
        {
            _others = _others with { Stake = Stake.Multiply((UInt128)(ulong)(economics.Participants - 1), 1, Rounding.Up) };
        }
    }

    /// <summary>Gets the mechanism as it settles.</summary>
    public Mechanism Mechanism { get; }

    public Economics Economics { get; }

    public MechanismPolicy Policy => _mechanism.Policy;

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

    /// <summary>Gets by how long an accused participant can put a penalty off: it appeals as late as it may, and as long again nobody rules.</summary>
    public EpochSpan AppealWait => EpochSpan.Of(2 * AppealWindow.Epochs);

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
            AuditsPassed = passed,
            Evidence = Verdicts(state.Participant, verdicts, faultEpoch),
        };
        return Play(state, input);
    }

    /// <summary>Settles one epoch for the participant, whatever it brings.</summary>
    public ParticipantOutcome Play(in ParticipantState state, in ParticipantInput input)
    {
        EpochTotalsBuilder own = _mechanism.CreateTotals();
        _mechanism.Assess(state, input, own);
        EpochTotals totals = EpochTotals.Merge(_others, own.ToTotals());
        NetworkState network = NetworkState.Genesis(input.Epoch, Policy.Stake.LiabilityWindow);
        return _mechanism.SettleParticipant(state, input, _mechanism.Terms(network, totals, Payments(OwnJobs)), []);
    }

    /// <summary>Returns what so many jobs of an epoch are paid at a record, when so many of them passed an audit and the requesters pay for these jobs alone.</summary>
    public Amount Pay(in ReputationRecord record, long jobs, long passed)
    {
        ParticipantState state = Seasoned with { Reputation = record };
        ParticipantInput input = new() { Epoch = Start, Report = new ParticipantReport { Participant = state.Participant, Work = (ulong)jobs }, AuditsPassed = (ulong)passed };
        EpochTotalsBuilder own = _mechanism.CreateTotals();
        _mechanism.Assess(state, input, own);
        EpochTotals totals = EpochTotals.Merge(_others, own.ToTotals());
        return _mechanism.SettleParticipant(state, input, _mechanism.Terms(NetworkState.Genesis(Start, Policy.Stake.LiabilityWindow), totals, Payments(jobs)), []).Reward;
    }

    private Amount Payments(long own) =>
        Amount.FromUnits((UInt128)(_payment * new Fractions.Fraction(((System.Numerics.BigInteger)Economics.JobsPerEpoch * (Economics.Participants - 1)) + own)).ToBigInteger());

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

        return Confirm(Play(state, now, work, 0, verdicts, fault), now);
    }

    /// <summary>Returns what one verdict takes from a participant that unbonded everything in the epoch of the fault.</summary>
    public ParticipantOutcome PunishAfterLeaving(long delay)
    {
        Epoch fault = Start;
        ParticipantState state = Seasoned with { Stake = Newcomer(Stake, fault.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake).Stake };
        StakeAccount left = state.Stake.Unbond(Stake, state.Participant, fault, Policy.Stake).Account;
        Epoch now = fault + EpochSpan.Of((ulong)delay);
        return Confirm(Play(state with { Stake = left.Withdraw(now, Policy.Stake).Account }, now, 0, 0, 1, fault), now);
    }

    /// <summary>An accusation to its end: the accused appeals on the last day, nobody rules, and what was withheld is lost.</summary>
    private ParticipantOutcome Confirm(in ParticipantOutcome accused, Epoch now)
    {
        if (accused.After.Pending.IsDefaultOrEmpty)
        {
            return accused;
        }

        ParticipantOutcome outcome = accused;
        Amount slashed = accused.Slashed;
        for (Epoch deadline = now + AppealWindow; !outcome.After.Pending.IsDefaultOrEmpty; deadline += AppealWindow)
        {
            ParticipantState state = outcome.After with { Stake = outcome.After.Stake.Withdraw(deadline, Policy.Stake).Account };
            outcome = Play(state, new ParticipantInput
            {
                Epoch = deadline,
                Report = new ParticipantReport { Participant = state.Participant },
                Appeals = (Digest[])[.. state.Pending.Where(penalty => !penalty.IsAppealed).Select(penalty => penalty.Key)],
            });
            slashed += outcome.Slashed;
        }

        return outcome with { Reward = accused.Reward - accused.Withheld, Slashed = slashed };
    }

    private static Evidence[] Verdicts(ParticipantId offender, int count, Epoch fault)
    {
        Evidence[] evidence = new Evidence[count];
        Span<byte> subject = stackalloc byte[32];
        for (int index = 0; index < count; index++)
        {
            BinaryPrimitives.WriteInt32BigEndian(subject, index + 1);
            evidence[index] = new Evidence
            {
                Offence = Offence.IncorrectResult,
                Offender = offender,
                FaultEpoch = fault,
                Subject = Digest.FromBytes(subject),
                Severity = Proportion.One,
            };
        }

        return evidence;
    }

    private (ParticipantState Seasoned, EpochTotals Others) Settle()
    {
        Epoch epoch = Start.MinusToZero(EpochSpan.Of(SettlingEpochs));
        ParticipantState state = Newcomer(Stake, epoch.MinusToZero(EpochSpan.Of(1_000_000)), Policy.Stake) with { Reputation = Policy.Reputation.Model.Newcomer(epoch) };
        IReputationModel model = Policy.Reputation.Model;
        UInt128 owed = UInt128.Zero;
        ulong before = 0;
        Assessment last = default;
        EpochTotalsBuilder one = _mechanism.CreateTotals();
        for (int step = 0; step < SettlingEpochs; step++)
        {
            // Whole audits, so many that their sum follows the expected number.
            Proportion rate = Policy.Verification.Sampler.Rate(new Verification.AuditCandidate(state.Participant, default, model.Read(state.Reputation), Stake));
            owed += (UInt128)Jobs * rate.Parts;
            ulong passed = (ulong)(owed / Proportion.PartsPerOne) - before;
            before += passed;
            ParticipantInput input = new()
            {
                Epoch = epoch,
                Report = new ParticipantReport { Participant = state.Participant, Work = Jobs },
                AuditsPassed = passed,
            };
            one = _mechanism.CreateTotals();
            last = _mechanism.Assess(state, input, one);
            state = state with { Reputation = last.Reputation };
            epoch = epoch.Next;
        }

        EpochTotals each = one.ToTotals();
        UInt128 others = (UInt128)(Economics.Participants - 1);
        return (state, new EpochTotals
        {
            Participants = (ulong)others,
            Work = each.Work * others,
            Weight = each.Weight * others,

            // Alone at fault in a network that holds nearly all stake: correlation then adds least to a penalty.
            Stake = Amount.FromUnits(UInt128.MaxValue / 2),
        });
    }
}
