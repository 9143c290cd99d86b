using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Worlds;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>One honest life: what it earns, what wrongful verdicts take of it at once and later, and what a clean record is worth.</summary>
/// <remarks>
/// <code>
/// p           = highest audit rate * honest fault rate                     an honest job is condemned, at most
/// slashed     = jobs * p * E[penalty of a verdict with n earlier ones],  n binomial in the jobs of the repetition window and p
/// struck      = min(1, jobs * p)                                           an epoch has a wrongful verdict, at most
/// later       = Jail * net income + what a worse record pays less + what repetition adds
/// a life      &gt;= reward - cost - slashed - struck * (forfeited reward + later), for each epoch
/// </code>
/// Base units, bounds outward. Participation, honest safety, whitewashing, splitting and leaving all rest on these figures and no others.
/// </remarks>
internal sealed class HonestLife
{
    private const int MostEarlier = 64;
    private const ulong Plenty = 10_000;

    private readonly MechanismIncentives _incentives;
    private readonly MechanismProbe _high;
    private readonly NetworkWorld? _world;
    private readonly ReputationRecord _newcomer;
    private readonly ReputationRecord _spotless;
    private readonly ReputationRecord _ruined;
    private readonly RecordRecovery _recovery;
    private Fraction? _leastIncome;

    private HonestLife(MechanismIncentives incentives)
    {
        _incentives = incentives;
        Economics economics = incentives.Economics;
        _high = economics.PaymentPerJob.IsPoint
            ? incentives.Real
            : new MechanismProbe(incentives.Probe.Mechanism, economics, economics.JobsPerEpoch, economics.PaymentPerJob.High, isLarge: false);
        IReputationModel model = incentives.Probe.Policy.Reputation.Model;
        Epoch before = MechanismProbe.Start.MinusToZero(EpochSpan.One);
        _newcomer = model.Newcomer(before);
        _spotless = model.Add(_newcomer, new Conduct(before, ConductKind.Proven, Ratio.Of(Plenty), Ratio.Zero));
        _ruined = model.Add(_newcomer, new Conduct(before, ConductKind.Proven, Ratio.Zero, Ratio.Of(Plenty)));
        IRewardMultiplier multiplier = incentives.Probe.Policy.Reward.ReputationMultiplier;
        MovesPay = multiplier.Evaluate(Proportion.Zero) != multiplier.Evaluate(Proportion.One);
        MovesAudits = incentives.HighestRate != incentives.AuditRate;
        Jobs = economics.JobsPerEpoch;
        WrongfulChance = incentives.HighestRate * economics.HonestFaultRate.High;
        _world = incentives.IsByShares || MovesPay ? null : new NetworkWorld(incentives.Probe.Mechanism, economics);
        IsPayKnown = incentives.IsByShares || _world is { Limit: null };
        Carries = !incentives.IsByShares && (_world is not { Limit: null } || LeavesOver(_world));
        Best = incentives.IsByShares ? _high.Pay(_spotless, Jobs, 0).ToFraction() + Unit : Carries ? Everything() : Settle(economics.PaymentPerJob.High, Jobs) + Unit;
        Newcomer = Pay(_newcomer, Jobs).Least;
        Worst = MovesPay ? Pay(_ruined, Jobs).Least : Newcomer;
        _recovery = new RecordRecovery(incentives, _newcomer, Best);
        NetAtMost = Positive(Best - (new Fraction(Jobs) * economics.CostPerJob.Low));
    }

    public Economics Economics => _incentives.Economics;

    public long Jobs { get; }

    /// <summary>Gets a value indicating whether the record moves what work is paid.</summary>
    public bool MovesPay { get; }

    /// <summary>Gets a value indicating whether pay is measured; else it is only known to lie between nothing and everything.</summary>
    public bool IsPayKnown { get; }

    /// <summary>Gets a value indicating whether an epoch may leave a part of its pool to the next one, so that one epoch does not say what the others pay.</summary>
    public bool Carries { get; }

    /// <summary>Gets a value indicating whether the record moves how often work is audited.</summary>
    public bool MovesAudits { get; }

    /// <summary>Gets a value indicating whether a verdict leaves everybody the same record, a newcomer's: then epochs in jail put a life off, and lose nothing else.</summary>
    public bool IsPutOff => !MovesAudits && (!MovesPay || _recovery.IsReset);

    /// <summary>Gets the chance, at most, that an honest job is condemned.</summary>
    public Fraction WrongfulChance { get; }

    /// <summary>Gets the reward of an epoch at the best record and the highest payment.</summary>
    public Fraction Best { get; }

    /// <summary>Gets the reward of an epoch at a newcomer's record and the lowest payment.</summary>
    public Fraction Newcomer { get; }

    /// <summary>Gets the reward of an epoch at the worst record and the lowest payment.</summary>
    public Fraction Worst { get; }

    /// <summary>Gets the most that an epoch of honest work brings beyond its cost.</summary>
    public Fraction NetAtMost { get; }

    /// <summary>Gets the chance, at most, that an honest epoch brings a wrongful verdict.</summary>
    public Fraction Struck => AtMostOne(new Fraction(Jobs) * WrongfulChance);

    /// <summary>Gets the expected wrongful slashes of an epoch, at most.</summary>
    public Fraction Slashed => Least(new Fraction(Jobs) * WrongfulChance * Penalty(), _incentives.Probe.Stake.ToFraction());

    /// <summary>Gets what a wrongful verdict forfeits at once, at most.</summary>
    public Fraction Forfeited => _incentives.Rule?.ForfeitsReward == true ? Best : Fraction.Zero;

    /// <summary>Gets what a verdict costs an honest participant after its epoch, at most: jail, a worse record, repetition.</summary>
    public Fraction Later => Jailed + Tarnished + Repeated;

    /// <summary>Gets what a worse record alone costs after a verdict, at most.</summary>
    public Fraction Tarnished => Reputation(_ruined, Worst);

    /// <summary>Gets what a new name's record costs against the best one, at most.</summary>
    public Fraction BeginningAnew => Reputation(_newcomer, Newcomer);

    /// <summary>Gets what a marked record costs against a newcomer's, at most: what a new name would save.</summary>
    public Fraction Marked => Jailed + Repeated + (!MovesPay && !MovesAudits ? Fraction.Zero
        : _recovery.BelowNewcomer(_ruined) is { } below && (!MovesAudits || _recovery.IsReset) ? Least(below, Reputation(_ruined, Worst))
        : Reputation(_ruined, Worst));

    /// <summary>Gets what wrongful verdicts cost an honest epoch, at most, all that follows counted in the epoch of the verdict.</summary>
    public Fraction WrongfulLoss => Slashed + (Struck * (Forfeited + Later));

    /// <summary>
    /// Gets what an honest epoch brings beyond its cost and its wrongful verdicts, at least, at any record that honesty leads to: every epoch is paid as at the worst record, so that what a
    /// worse record loses need not be counted besides.
    /// </summary>
    /// <remarks>With W what an epoch that is worked brings: <c>W / (1 + struck * jail)</c>, for each wrongful verdict loses so many epochs of the same life. Where a fault leaves a newcomer's record, also the best pay less what that record loses after each verdict and once before.</remarks>
    public Fraction LeastIncome => _leastIncome ??= Larger(
        AlwaysWorst,
        MovesPay && !MovesAudits && _recovery.IsReset && _recovery.Of(_newcomer) is { } anew
            ? Jailing(Best - Economics.CostOf(Jobs) - Slashed - (Struck * (Forfeited + anew + Repeated))) - ((Fraction.One - Economics.Discount.Low) * anew)
            : FromWorstScore());

    /// <summary>Where the record is a score that moves along straight lines: what a life from the worst score on is paid on average. Every wrongful verdict is in its scores.</summary>
    private Fraction? FromWorstScore()
    {
        if (MovesPay && !MovesAudits && FullWork.LeastScores(_incentives, this) is { } paid)
        {
            return Jailing(paid - Economics.CostOf(Jobs) - Slashed - (Struck * (Forfeited + Repeated)));
        }

        return null;
    }

    /// <summary>Gets what an epoch without work loses at least, whatever the record: where the record moves pay, less all that a wrongful verdict on its jobs might have cost later.</summary>
    public Fraction LeastEpoch => MovesPay && !WrongfulChance.IsZero ? AtWorst - WrongfulLoss : AlwaysWorst;

    private Fraction AlwaysWorst => Jailing(WrongfulChance.IsZero ? AtWorst : AtWorst - Slashed - (Struck * ((_incentives.Rule?.ForfeitsReward == true ? Worst : Fraction.Zero) + Repeated)));

    /// <summary>Gets how much less an epoch is worth just after a wrongful verdict, at most, what follows it spread over a life.</summary>
    public Fraction AfterVerdict => WrongfulChance.IsZero ? Fraction.Zero : (Fraction.One - Economics.Discount.Low) * ((Jail * Positive(LeastIncome)) + Repeated);

    /// <summary>Gets what an honest epoch brings beyond its cost at the worst record that honesty leads to.</summary>
    private Fraction AtWorst => (MovesPay && !WrongfulChance.IsZero ? Worst : Newcomer) - Economics.CostOf(Jobs);

    /// <summary>Gets how many epochs a wrongful verdict jails.</summary>
    private Fraction Jail => new(_incentives.Rule?.Jail.Epochs ?? 0);

    /// <summary>Gets the rewards of the epochs in jail after a verdict, at most.</summary>
    public Fraction Jailed => Jail * NetAtMost;

    /// <summary>Gets the most that one verdict takes at once.</summary>
    public Fraction Largest => Most();

    /// <summary>Gets the unit that a splitter by remainders may give beyond the share rounded down, with which pay is measured: one of two equal names may be luckier by it in every epoch.</summary>
    public Fraction Unit => NeedsUnit ? Fraction.One : Fraction.Zero;

    private bool NeedsUnit => _incentives.Probe.Policy.Reward.Splitter is not ITotalsSplitter;

    /// <summary>Gets what earlier offences add to the wrongful slashes of the repetition window, at most.</summary>
    private Fraction Repeated
    {
        get
        {
            ulong window = _incentives.Rule?.RepetitionWindow.Epochs ?? 0;
            Fraction horizon = Least(new Fraction(window), Fraction.One / (Fraction.One - Economics.Discount.High));
            return horizon * Least(new Fraction(Jobs) * WrongfulChance * Most(), _incentives.Probe.Stake.ToFraction());
        }
    }

    public static HonestLife Of(MechanismIncentives incentives) => incentives.Life ??= new HonestLife(incentives);

    /// <summary>The records at which an honest participant may stand: a newcomer's and better ones, and with honest faults any.</summary>
    public IEnumerable<ReputationRecord> Reached()
    {
        if (!MovesPay)
        {
            return [_newcomer];
        }

        return WrongfulChance.IsZero ? [_newcomer, _incentives.Real.Seasoned.Reputation, _spotless] : [_ruined, _newcomer, _incentives.Real.Seasoned.Reputation, _spotless];
    }

    /// <summary>What so many jobs are paid at a record and the lowest payment, enclosed within the splitter's rounding; from nothing to everything where the splitter is not by shares and the record moves pay.</summary>
    public (Fraction Least, Fraction Most) Pay(in ReputationRecord record, long jobs)
    {
        if (jobs == 0)
        {
            // Where nobody else works, nobody has a claim: what is issued waits in the pool.
            return (Fraction.Zero, Economics.Participants == 1 ? _incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction() : Fraction.Zero);
        }

        if (!_incentives.IsByShares)
        {
            if (!IsPayKnown)
            {
                return (Fraction.Zero, Everything());
            }

            Fraction settled = Settle(Economics.PaymentPerJob.Low, jobs);
            return (Positive(settled - Unit), Carries ? Everything() : settled + Unit);
        }

        Fraction paid = _incentives.Real.Pay(record, jobs, 0).ToFraction();
        return (paid, paid + Unit);
    }

    /// <summary>The network settled whole, at a payment for a job.</summary>
    private Fraction Settle(Fraction payment, long jobs)
    {
        NetworkWorld world = payment == Economics.PaymentPerJob.Low ? _world! : new NetworkWorld(_incentives.Probe.Mechanism, Economics, payment);
        return world.Settle(world.Open(world.Stake), new OwnEpoch(NetworkWorld.Own(0), jobs)).Rewards.ToFraction();
    }

    /// <summary>Whether an honest epoch leaves more than rounding in the pool or the dust, to be paid later.</summary>
    private bool LeavesOver(NetworkWorld world)
    {
        NetworkState after = world.Settle(world.Open(world.Stake), new OwnEpoch(NetworkWorld.Own(0), Jobs)).After;
        return !after.RewardPool.IsZero || (_incentives.Probe.Policy.Reward.CarriesDust && after.Dust.ToFraction() >= new Fraction(Economics.Participants));
    }

    private Fraction Everything() =>
        (Economics.PaymentPerJob.High * new Fraction(Jobs) * new Fraction(Economics.Participants)) + _incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction();

    /// <summary>What being at another record loses for good, at most; nothing where the record moves nothing.</summary>
    private Fraction Reputation(in ReputationRecord record, Fraction reward)
    {
        Fraction lasting = Fraction.One / (Fraction.One - Economics.Discount.High);
        Fraction pay = MovesPay ? lasting * Positive(Best - reward) : Fraction.Zero;
        pay = MovesPay && _recovery.Of(record) is { } made && made < pay ? made : pay;
        Fraction audits = MovesAudits
            ? new Fraction(Jobs) * (_incentives.HighestRate - _incentives.AuditRate) * Economics.HonestFaultRate.High * (Most() + Forfeited + Jailed)
            : Fraction.Zero;
        return pay + (lasting * audits);
    }

    /// <summary>What a verdict that comes in the ordinary course takes, at most, in expectation over the earlier ones.</summary>
    private Fraction Penalty()
    {
        if (_incentives.Rule is not { } rule || WrongfulChance.IsZero)
        {
            return Fraction.Zero;
        }

        Proportion share = Share(rule, out Fraction beyond);
        long trials = (long)Math.Min(long.MaxValue / 4, ((double)rule.RepetitionWindow.Epochs + 1) * Jobs);
        RationalInterval[] earlier = rule.RepetitionWindow.IsZero
            ? [RationalInterval.Of(Fraction.One)]
            : BinomialBounds.Of(trials, WrongfulChance, MostEarlier);
        Fraction expected = Fraction.Zero;
        for (int count = 0; count < earlier.Length; count++)
        {
            bool isRest = count == MostEarlier;
            expected += earlier[count].High * (isRest ? Most() : Takes(rule, (uint)count, share));
        }

        return Least(expected + (beyond * Most()), Most());
    }

    /// <summary>The most that one verdict takes.</summary>
    private Fraction Most() => _incentives.Rule is { } rule ? Takes(rule, 100_000, Proportion.One) : Fraction.Zero;

    private Fraction Takes(OffencePolicy rule, uint earlier, Proportion share) =>
        _incentives.Probe.Stake.Multiply(rule.Curve.Evaluate(new OffenceContext { Severity = Proportion.One, EarlierOffences = earlier, ShareAtFault = share }), Rounding.Up).ToFraction();

    /// <summary>A share of all stake that is seldom exceeded by what is at fault, and how seldom: Markov's bound on the honest faults of everybody.</summary>
    private Proportion Share(OffencePolicy rule, out Fraction beyond)
    {
        beyond = Fraction.Zero;
        if (Takes(rule, 0, Proportion.Zero) == Takes(rule, 0, Proportion.One))
        {
            return Proportion.Zero;
        }

        Fraction own = Fraction.One / new Fraction(Economics.Participants);
        Fraction expected = new Fraction(rule.CorrelationWindow.Epochs + 1) * new Fraction(Jobs) * WrongfulChance;
        Fraction room = own + (new Fraction(10) * expected);
        beyond = new Fraction(1, 10);
        return room >= Fraction.One ? Proportion.One : Proportion.FromQuotient((UInt128)(room * new Fraction(Proportion.PartsPerOne)).ToBigInteger(), Proportion.PartsPerOne, Rounding.Up);
    }

    /// <summary>The mean of epochs that are worked and epochs in jail.</summary>
    private Fraction Jailing(Fraction worked) => worked.IsPositive ? worked / (Fraction.One + (Struck * Jail)) : worked;

    private static Fraction Larger(Fraction one, Fraction? other) => other is { } value && value > one ? value : one;

    private static Fraction Positive(Fraction value) => value.IsNegative ? Fraction.Zero : value;

    private static Fraction AtMostOne(Fraction value) => Least(value, Fraction.One);

    private static Fraction Least(Fraction one, Fraction other) => one < other ? one : other;
}
