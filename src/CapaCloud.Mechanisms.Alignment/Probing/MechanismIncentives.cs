using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Alignment.Worlds;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>What the policy of a mechanism puts into the exact conditions, measured on the mechanism itself.</summary>
/// <remarks>
/// The least audit rate and the least penalty over all reachable states, as far as the parts promise that they are the least. Where a
/// promise is missing, <see cref="Gaps"/> says so and nothing may be concluded in honesty's favour.
/// </remarks>
internal sealed class MechanismIncentives
{
    private const int MostRungs = 64;
    private const long MostVerdicts = 4_096;

    private MechanismIncentives(MechanismProbe probe, Economics economics)
    {
        Probe = probe;
        Economics = economics;
        MechanismPolicy policy = probe.Policy;
        Rule = policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult);
        Panel = CoalitionPanel.Of(economics, policy);
        Real = new MechanismProbe(probe.Mechanism, economics, economics.JobsPerEpoch, economics.PaymentPerJob.Low, isLarge: false);
        IsByShares = NetworkWorld.IsByShares(probe.Mechanism.Policy.Reward.Splitter);
        AuditRate = LeastRate(policy.Verification.Sampler, probe.Stake);
        HighestRate = MostRate(policy.Verification.Sampler, AuditRate);
        ForfeitsReward = Rule?.ForfeitsReward == true && PenaltyDelay == 0;
        Ladder = Measure(out ImmutableArray<Amount> slashed, out ImmutableArray<Amount> forgone);
        Slashed = slashed;

        // A fault that costs no stake forfeits nothing either: the first one may be forgiven. The ladder begins with no verdict at all.
        ForfeitsReward = ForfeitsReward && slashed.Length > 1 && !slashed[1].IsZero;
        Forgone = forgone;
        LeastReward = ForfeitsReward && IsByShares && economics.Participants > 1 ? LeastRewardPerJob(policy, economics) : Fraction.Zero;
        Kept = Fraction.One - policy.Penalty.BountyShare.ToFraction();
        Deterrent = new PenaltyLadder([.. Ladder.Rungs.Select(rung => rung * Kept)]);
        Tripped = BreakerChance.Of(this);
        Gaps = [.. FindGaps(policy)];
    }

    public MechanismProbe Probe { get; }

    /// <summary>Gets or sets the honest life under it, once it has been asked for.</summary>
    public HonestLife? Life { get; set; }

    public Economics Economics { get; }

    public OffencePolicy? Rule { get; }

    /// <summary>Gets the same participant among N - 1 others with the minimum bond, as the network stands.</summary>
    public MechanismProbe Real { get; }

    /// <summary>Gets what collusion does to an audit; null where a verdict takes too many votes to count them out.</summary>
    public CoalitionPanel? Panel { get; }

    /// <summary>Gets a value indicating whether the splitter pays each its share, to the unit.</summary>
    public bool IsByShares { get; }

    /// <summary>Gets the highest rate at which anybody is audited: what a wrongful verdict comes from.</summary>
    public Fraction HighestRate { get; }

    /// <summary>Gets the part of a slash that is lost for good: who reports oneself under another name gets the bounty back.</summary>
    public Fraction Kept { get; }

    /// <summary>Gets the ladder without what comes back as a bounty.</summary>
    public PenaltyLadder Deterrent { get; }

    /// <summary>Gets the chance, at most, that the circuit breaker lets everybody off in an epoch.</summary>
    public Fraction Tripped { get; }

    /// <summary>Gets how many epochs after the job its penalty is taken at the latest: the verdict's, and what an appeal can put off.</summary>
    public long PenaltyDelay => checked(Economics.DetectionDelay + (long)Probe.AppealWait.Epochs);

    /// <summary>Gets a value indicating whether a false result costs nothing: it has no price, or its verdict comes after the liability window.</summary>
    public bool IsNeverPunished =>
        Rule is null || !Probe.Policy.Stake.IsChargeable(MechanismProbe.Start, MechanismProbe.Start + EpochSpan.Of((ulong)Economics.DetectionDelay));

    public Fraction AuditRate { get; }

    public bool ForfeitsReward { get; }

    /// <summary>Gets the least penalties in stake; what is forfeited besides is not in it.</summary>
    public PenaltyLadder Ladder { get; }

    public ImmutableArray<Amount> Slashed { get; }

    public ImmutableArray<Amount> Forgone { get; }

    public Fraction LeastReward { get; }

    public ImmutableArray<string> Gaps { get; }

    public StaticIncentives Static => new()
    {
        AuditProbability = Economics.HonestFaultRate.High.IsZero
            ? RationalInterval.Of(AuditRate * (Fraction.One - Tripped))
            : RationalInterval.Between(AuditRate * (Fraction.One - Tripped), HighestRate),
        SlashAmount = RationalInterval.Of(Deterrent.First),
        RewardPerJob = RationalInterval.Of(LeastReward),
        SavedCostPerJob = RationalInterval.Of(Economics.LargestGain),
        HonestFaultRate = Economics.HonestFaultRate,
        DetectionAccuracy = Economics.DetectionAccuracy,
        ColludingShare = RationalInterval.Of(Panel?.Escapes ?? Fraction.One),
        JobsInFlight = Economics.JobsPerEpoch,
        ForfeitsPendingRewards = ForfeitsReward,
    };

    public ImmutableArray<string> Assumptions =>
    [
        "Work is assigned: cheating does not bring more jobs.",
        $"A participant with less than the minimum bond of {Prose.Units(Probe.Stake)}, or in jail, gets no work.",
        $"Audits find a false result with a chance of at least {RationalText.Format(Economics.DetectionAccuracy.Low)}; at most {RationalText.Format(Economics.ColludingShare.OrZero().High)} of the auditors collude.",
        $"The network has {Prose.Count(Economics.Participants, "participant")}; the others work honestly and hold at least the minimum bond.",
        Economics.DetectionDelay == 0
            ? "The verdict on a job is settled in the job's epoch."
            : $"The verdict on a job is settled {Prose.Epochs(Economics.DetectionDelay)} after it.",
        "Audits of different jobs are independent, and nobody knows before the result is committed which jobs are audited.",
        .. Probe.AppealWait.IsZero
            ? (string[])[]
            : [$"Who is found out appeals as late as can be: the penalty is taken {Prose.Epochs(Probe.AppealWait)} after the verdict. An appeal puts it off and does not lift it."],
    ];

    public static MechanismIncentives Of(Mechanism mechanism, Economics economics) => new(new MechanismProbe(mechanism, economics), economics);

    private static Fraction LeastRate(IAuditSampler sampler, Amount stake)
    {
        Fraction floor = sampler.AtLeast.ToFraction();
        const AuditSamplerPromises Needed =
            AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous;
        if ((sampler.Promises & Needed) != Needed)
        {
            return floor;
        }

        Fraction best = sampler.Rate(new AuditCandidate(ParticipantId.Of("deviator"), default, Proportion.One, stake)).ToFraction();
        return best > floor ? best : floor;
    }

    /// <summary>A lower bound of what a job pays: the share at the worst score in a network in which everybody has the best.</summary>
    private static Fraction LeastRewardPerJob(MechanismPolicy policy, Economics economics)
    {
        if (!policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone))
        {
            return Fraction.Zero;
        }

        Ratio worst = policy.Reward.ReputationMultiplier.Evaluate(Proportion.Zero);
        Ratio best = policy.Reward.ReputationMultiplier.Evaluate(Proportion.One);
        if (best.IsZero)
        {
            return Fraction.Zero;
        }

        Fraction paid = economics.PaymentPerJob.Low * (Fraction.One - policy.Reward.TreasuryFee.ToFraction());
        Fraction share = new Fraction((System.Numerics.BigInteger)worst.Parts, (System.Numerics.BigInteger)best.Parts) * paid;

        // Shares round down, once for each epoch, and the weight of work once more: a base unit and a billionth of it at most.
        Fraction rounding = Fraction.One / new Fraction(economics.JobsPerEpoch);
        Fraction least = (share * new Fraction(999_999_999, 1_000_000_000)) - rounding;
        return least.IsNegative ? Fraction.Zero : least;
    }

    private PenaltyLadder Measure(out ImmutableArray<Amount> slashed, out ImmutableArray<Amount> forgone)
    {
        int most = (int)Math.Min(Economics.JobsInFlight, MostRungs);
        ImmutableArray<Amount>.Builder taken = ImmutableArray.CreateBuilder<Amount>();
        ImmutableArray<Amount>.Builder unpaid = ImmutableArray.CreateBuilder<Amount>();
        List<Fraction> least = [];
        Amount paid = Real.Punish(0, Economics.DetectionDelay, Probe.Jobs).Reward;
        bool isBreakable = Rule?.CircuitBreaker is not null;
        for (int verdicts = 0; verdicts <= most; verdicts++)
        {
            ParticipantOutcome outcome = Real.Punish(verdicts, Economics.DetectionDelay, Probe.Jobs);
            Amount alone = Probe.Punish(verdicts, Economics.DetectionDelay, Probe.Jobs).Slashed;
            taken.Add(outcome.Slashed);
            unpaid.Add(paid.SubtractToZero(outcome.Reward));
            least.Add(Amount.Min(alone, outcome.Slashed).ToFraction());
            if ((alone == Probe.Stake && outcome.Slashed == Probe.Stake && !isBreakable) || IsNeverPunished)
            {
                break;
            }
        }

        // More verdicts may take less, where one participant's trip the breaker: then the most that may come count.
        Fraction last = isBreakable && most < Economics.JobsInFlight ? Real.Punish((int)Math.Min(Economics.JobsPerEpoch, MostVerdicts), Economics.DetectionDelay, Probe.Jobs).Slashed.ToFraction() : least[^1];
        for (int verdicts = least.Count - 1; verdicts >= 0; verdicts--)
        {
            last = least[verdicts] = last < least[verdicts] ? last : least[verdicts];
        }

        slashed = taken.ToImmutable();
        forgone = unpaid.ToImmutable();
        return new PenaltyLadder([.. least]);
    }

    /// <summary>An upper bound of the rate at which anybody is audited.</summary>
    private static Fraction MostRate(IAuditSampler sampler, Fraction least)
    {
        const AuditSamplerPromises Needed =
            AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous;
        Fraction most = (sampler.Promises & Needed) == Needed
            ? sampler.Rate(new AuditCandidate(ParticipantId.Of("deviator"), default, Proportion.Zero, Amount.MaxValue)).ToFraction()
            : Fraction.One;
        return most > least ? most : least;
    }

    private IEnumerable<string> FindGaps(MechanismPolicy policy)
    {
        if (Panel is null)
        {
            yield return $"a verdict of more than {CoalitionPanel.MostVotes} equal votes is not counted out";
        }

        if (!policy.Reward.Splitter.Promises.HasFlag(RewardSplitterPromises.MonotoneInOwnWeight))
        {
            yield return $"the splitter {policy.Reward.Splitter.GetType().Name} does not promise that more weight never earns less";
        }

        if (policy.Penalty.DearestInSpan is { } span)
        {
            yield return $"of the faults in each {Prose.Epochs(span)} the dearest counts alone, and what a second one of the span is free to gain is not counted out";
        }

        if (new NetworkWorld(Probe.Mechanism, Economics).Limit is { } limit)
        {
            yield return limit;
        }

        if (Economics.ColludingShare.OrZero().High.IsPositive && !CoalitionPanel.IsCounted(policy.Verification.Verdict))
        {
            yield return $"what a colluding share does to {policy.Verification.Verdict.GetType().Name} is not counted out";
        }

        if (!policy.Reputation.Model.Promises.HasFlag(ReputationPromises.Monotone))
        {
            yield return $"the reputation model {policy.Reputation.Model.GetType().Name} does not promise to be monotone";
        }

        if (!policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone))
        {
            yield return $"the reputation multiplier {policy.Reward.ReputationMultiplier.GetType().Name} does not promise to be monotone";
        }

        const SlashingCurvePromises Needed = SlashingCurvePromises.MonotoneInRepetition | SlashingCurvePromises.MonotoneInCorrelation;
        if (Rule is not null && (Rule.Curve.Promises & Needed) != Needed)
        {
            yield return $"the slashing curve {Rule.Curve.GetType().Name} does not promise to be monotone in repetition and in correlation";
        }
    }
}
