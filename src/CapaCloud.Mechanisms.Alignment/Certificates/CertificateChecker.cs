using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Checks a certificate against the mechanism, sharing no code with the engine that wrote it.</summary>
/// <remarks>
/// No formula of its own: the certificate states its condition. It asks the verifier's mechanism again what each number of verdicts takes, and tries every number of
/// cheated jobs one by one, in integers of 2^-160 that are rounded against the claim. No theorem about convexity is used: that is the
/// point. The work is the number of jobs times the number of rungs.
/// </remarks>
public static class CertificateChecker
{
    private const int Bits = 160;
    private const long MostJobs = 100_000;
    private const long MostPairs = 2_000;
    private const int MostRungs = 100;

    private static readonly BigInteger One = BigInteger.One << Bits;

    /// <summary>Says whether a certificate is true of a mechanism and an economy, which the verifier brings.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="mechanism">The verifier's own mechanism.</param>
    /// <param name="economics">The verifier's own economics.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Accepted, or the reasons why not.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CertificateOutcome Check(AlignmentCertificate certificate, Mechanism mechanism, Economics economics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        List<string> reasons = [];
        try
        {
            Judge(certificate, mechanism, economics, reasons, cancellation);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            reasons.Add($"it cannot be judged: {exception.Message}");
        }

        return new CertificateOutcome([.. reasons]);
    }

    private static void Judge(AlignmentCertificate certificate, Mechanism mechanism, Economics economics, List<string> reasons, CancellationToken cancellation)
    {
        if (certificate.Format != AlignmentCertificate.CurrentFormat || certificate.Acts != AlignmentCertificate.CurrentActs
            || certificate.Starts != AlignmentCertificate.CurrentStarts || certificate.Property != AlignmentProperty.ParallelSafety)
        {
            reasons.Add($"its format, property, acts or starts are not those of '{AlignmentCertificate.CurrentFormat}'");
            return;
        }

        reasons.AddRange(economics.Validate());
        if (mechanism.PolicyHash != certificate.PolicyHash)
        {
            reasons.Add($"it is about the policy {certificate.PolicyHash}, not {mechanism.PolicyHash}");
        }

        if (reasons.Count == 0 && EconomicsJson.Hash(economics) != certificate.EconomicsHash)
        {
            reasons.Add($"it is about the economics {certificate.EconomicsHash}, not {EconomicsJson.Hash(economics)}");
        }

        if (!certificate.Margin.IsPoint || !certificate.Margin.Low.IsPositive || certificate.Slashed.IsDefaultOrEmpty || certificate.Slashed.Length > MostRungs || !certificate.Slashed[0].IsZero)
        {
            reasons.Add($"it must claim one positive margin, with a ladder of at most {MostRungs} rungs that begins at 0");
        }

        if (economics.GainPerJob.High.IsNegative)
        {
            reasons.Add("a false result costs more than an honest one: there is nothing to prove");
        }

        if (reasons.Count > 0)
        {
            return;
        }

        CheckParts(certificate, mechanism, economics, reasons);
        CheckLadder(certificate, mechanism, economics, reasons);
        if (reasons.Count == 0)
        {
            CheckInequalities(certificate, mechanism, economics, reasons, cancellation);
        }
    }

    private static void CheckParts(AlignmentCertificate certificate, Mechanism mechanism, Economics economics, List<string> reasons)
    {
        MechanismPolicy policy = mechanism.Policy;
        IAuditSampler sampler = policy.Verification.Sampler;
        Proportion least = IsOrdered(sampler)
            ? Proportion.Max(sampler.AtLeast, sampler.Rate(new AuditCandidate(default, default, Proportion.One, policy.Stake.MinimumBond)))
            : sampler.AtLeast;
        if (certificate.AuditRate > least)
        {
            reasons.Add($"it counts on an audit rate of {certificate.AuditRate}, the policy promises {least}");
        }

        if (!policy.Reputation.Model.Promises.HasFlag(ReputationPromises.Monotone) || !policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone))
        {
            reasons.Add("reputation or its multiplier does not promise to be monotone");
        }

        OffencePolicy? rule = policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult);
        if (rule?.CircuitBreaker is not null)
        {
            reasons.Add("what a circuit breaker lets off is not redone here");
        }

        if (policy.Penalty.DearestInSpan is not null)
        {
            reasons.Add("faults of which the dearest counts are not redone here");
        }

        if (!policy.Reward.Splitter.Promises.HasFlag(RewardSplitterPromises.MonotoneInOwnWeight))
        {
            reasons.Add("the splitter does not promise that more weight never earns less");
        }

        const SlashingCurvePromises Ordered = SlashingCurvePromises.MonotoneInRepetition | SlashingCurvePromises.MonotoneInCorrelation;
        if (rule is not null && (rule.Curve.Promises & Ordered) != Ordered)
        {
            reasons.Add("the slashing curve does not promise to be monotone in repetition and correlation");
        }
    }

    private static bool IsOrdered(IAuditSampler sampler) => sampler.Promises.HasFlag(
        AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous);

    /// <summary>The rate at which anybody is audited, at most.</summary>
    private static Proportion MostRate(MechanismPolicy policy) => IsOrdered(policy.Verification.Sampler)
        ? policy.Verification.Sampler.Rate(new AuditCandidate(default, default, Proportion.Zero, Amount.MaxValue))
        : Proportion.One;

    /// <summary>What the stake account itself gives up for each number of verdicts, at least: alone at fault in a large network.</summary>
    private static void CheckLadder(AlignmentCertificate certificate, Mechanism mechanism, Economics economics, List<string> reasons)
    {
        ImmutableArray<Amount> measured = LadderMeter.Measure(mechanism, economics.DetectionDelay, certificate.Slashed.Length - 1);
        for (int verdicts = 1; verdicts < certificate.Slashed.Length; verdicts++)
        {
            if (certificate.Slashed[verdicts] > measured[verdicts] || certificate.Slashed[verdicts] < certificate.Slashed[verdicts - 1])
            {
                reasons.Add($"it counts on {Prose.Units(certificate.Slashed[verdicts])} for {Prose.Count(verdicts, "verdict")}, the mechanism takes {Prose.Number(measured[verdicts])}");
                return;
            }
        }
    }

    private static void CheckInequalities(AlignmentCertificate certificate, Mechanism mechanism, Economics economics, List<string> reasons, CancellationToken cancellation)
    {
        BigInteger rate = Down(new Fraction(certificate.AuditRate.Parts, Proportion.PartsPerOne));
        BigInteger caught = Product(Product(rate, One - PanelEscape.Escapes(mechanism.Policy.Verification.Verdict, economics, Bits)), Down(economics.DetectionAccuracy.Low));
        BigInteger wronged = ProductUp(Up(new Fraction(MostRate(mechanism.Policy).Parts, Proportion.PartsPerOne)), Up(economics.HonestFaultRate.High));
        BigInteger gain = Up(economics.GainPerJob.High);
        BigInteger claimed = Up(certificate.Margin.Low);
        BigInteger kept = Down(Fraction.One - new Fraction(mechanism.Policy.Penalty.BountyShare.Parts, Proportion.PartsPerOne));
        BigInteger[] penalties = [.. certificate.Slashed.Select(taken => Product(Units(taken) << Bits, kept))];
        long delay = economics.DetectionDelay + LadderMeter.AppealWait(mechanism.Policy);
        bool forfeits = delay == 0
            && certificate.Slashed.Length > 1 && !certificate.Slashed[1].IsZero
            && mechanism.Policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult && offence.ForfeitsReward);
        BigInteger reward = forfeits ? LadderMeter.LeastReward(mechanism.Policy, economics, Down) : BigInteger.Zero;
        BigInteger? lost = delay > 0
            ? wronged.IsZero ? Delayed(economics, penalties, delay, caught, gain, cancellation) : null
            : wronged.IsZero ? EveryNumber(economics, penalties, caught, gain, reward, cancellation)
            : EveryPair(economics, penalties, caught, wronged, gain, reward, forfeits, cancellation);
        if (lost is null)
        {
            reasons.Add("it is of a size or kind that trying every case does not reach");
        }
        else if (lost < claimed)
        {
            reasons.Add($"what cheating loses is only {new Fraction(lost.Value, One).ToDouble():R} at worst, not {RationalText.Format(certificate.Margin.Low)}");
        }
    }

    /// <summary>No honest job is condemned: the chances of at least 1, 2, ... verdicts, one more job at a time, rounded down.</summary>
    private static BigInteger? EveryNumber(Economics economics, BigInteger[] penalties, BigInteger caught, BigInteger gain, BigInteger reward, CancellationToken cancellation)
    {
        long jobs = economics.JobsPerEpoch;
        if (jobs > MostJobs)
        {
            return null;
        }

        int rungs = penalties.Length;
        BigInteger[] atLeast = new BigInteger[rungs];
        atLeast[0] = One;
        BigInteger? worst = null;
        for (long cheated = 1; cheated <= jobs; cheated++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int verdicts = rungs - 1; verdicts >= 1; verdicts--)
            {
                atLeast[verdicts] = Product(atLeast[verdicts], One - caught) + Product(atLeast[verdicts - 1], caught);
            }

            BigInteger penalty = BigInteger.Zero;
            for (int verdicts = 1; verdicts < rungs; verdicts++)
            {
                penalty += Product(atLeast[verdicts], penalties[verdicts] - penalties[verdicts - 1]);
            }

            penalty += rungs > 1 ? Product(atLeast[1], reward * cheated) : BigInteger.Zero;
            BigInteger loss = penalty - (gain * cheated);
            worst = worst is null || loss < worst ? loss : worst;
        }

        return worst;
    }

    /// <summary>Honest jobs are condemned too: every number cheated of every number in flight, counting one slash only.</summary>
    private static BigInteger? EveryPair(
        Economics economics, BigInteger[] penalties, BigInteger caught, BigInteger wronged, BigInteger gain, BigInteger reward, bool forfeits, CancellationToken cancellation)
    {
        long jobs = economics.JobsPerEpoch;
        if (jobs > (forfeits ? MostPairs : MostJobs) || penalties.Length < 2)
        {
            return null;
        }

        // (1-f)^(J-M) * ((1-f)^M - (1-q)^M): at most as many verdicts are added as this, whatever the rate between the least and the highest.
        BigInteger[] spared = Powers(One - wronged, jobs, Product), missed = Powers(One - caught, jobs, ProductUp);
        BigInteger? worst = null;
        for (long inFlight = forfeits ? 1 : jobs; inFlight <= jobs; inFlight++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (long cheated = 1; cheated <= inFlight; cheated++)
            {
                BigInteger more = spared[cheated] - missed[cheated], stake = penalties[1] + (reward * inFlight);
                BigInteger penalty = more.Sign >= 0 ? Product(Product(spared[inFlight - cheated], more), stake) : -ProductUp(-more, stake);
                BigInteger loss = penalty - (gain * cheated);
                worst = worst is null || loss < worst ? loss : worst;
            }
        }

        return worst;
    }

    /// <summary>Verdicts come later: for every number cheated, what the verdicts on an epoch take must exceed what is gained in it and, if anything is found, in the epochs until its verdict.</summary>
    private static BigInteger? Delayed(Economics economics, BigInteger[] penalties, long delay, BigInteger caught, BigInteger gain, CancellationToken cancellation)
    {
        if (economics.JobsPerEpoch > MostPairs || delay > MostJobs || penalties.Length < 2)
        {
            return null;
        }

        (BigInteger after, BigInteger power, BigInteger least) = (BigInteger.Zero, One, One);
        BigInteger most = Up(economics.Discount.High), low = Down(economics.Discount.Low);
        for (long epoch = 0; epoch < delay; epoch++)
        {
            power = ProductUp(power, most);
            least = Product(least, low);
            after += power;
        }

        BigInteger free = ProductUp(gain * economics.JobsPerEpoch, after), missed = One;
        BigInteger[] atLeast = new BigInteger[penalties.Length];
        atLeast[0] = One;
        BigInteger? worst = null;
        for (long cheated = 1; cheated <= economics.JobsPerEpoch; cheated++)
        {
            cancellation.ThrowIfCancellationRequested();
            missed = Product(missed, One - caught - BigInteger.One);
            for (int verdicts = penalties.Length - 1; verdicts >= 1; verdicts--)
            {
                atLeast[verdicts] = Product(atLeast[verdicts], One - caught) + Product(atLeast[verdicts - 1], caught);
            }

            BigInteger penalty = BigInteger.Zero;
            for (int verdicts = 1; verdicts < penalties.Length; verdicts++)
            {
                penalty += Product(atLeast[verdicts], penalties[verdicts] - penalties[verdicts - 1]);
            }

            BigInteger loss = Product(least, penalty) - (gain * cheated) - ProductUp(One - BigInteger.Max(BigInteger.Zero, missed), free);
            worst = worst is null || loss < worst ? loss : worst;
        }

        return worst;
    }

    private static BigInteger Units(Amount amount) => (BigInteger)amount.Units;

    private static BigInteger Down(Fraction value) => BigInteger.Divide(value.Numerator * One, value.Denominator);

    private static BigInteger Up(Fraction value) => BigInteger.Divide((value.Numerator * One) + value.Denominator - 1, value.Denominator);

    private static BigInteger Product(BigInteger left, BigInteger right) => (left * right) >> Bits;

    private static BigInteger ProductUp(BigInteger left, BigInteger right) => ((left * right) + One - 1) >> Bits;

    private static BigInteger[] Powers(BigInteger value, long most, Func<BigInteger, BigInteger, BigInteger> product)
    {
        BigInteger[] powers = new BigInteger[most + 1];
        powers[0] = One;
        for (long exponent = 1; exponent <= most; exponent++)
        {
            powers[exponent] = product(powers[exponent - 1], value);
        }

        return powers;
    }
}
