using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>What a worse record is paid less than the best one until honest work has made up for it, over all epochs, at most.</summary>
/// <remarks>
/// Two honest participants with the same jobs and the same audits, one with the best record. Where a fault leaves nothing of a record, the next wrongful verdict makes them equal; until then
/// the other has passed N audits:
/// <code>
/// loss = sum over t of b^t * (best pay - E[pay(N)]),   N binomial in the jobs of t - D epochs and the least audit rate;   P(N &lt; mean / 2) &lt;= 0.86^mean
/// </code>
/// Where the record is a score that every epoch and every conduct maps by the same line, the distance of the two shrinks, by a in an epoch and by c with each passed audit:
/// <code>
/// loss = (1 - score) * (D + 1 / (1 - b * a * (1 - rate * (1 - c))^m)) * (what the whole of a score is paid, at most)
/// </code>
/// D is the time until verdicts come: until then nothing is passed. Only where all records are audited alike.
/// </remarks>
internal sealed class RecordRecovery
{
    private const long Horizon = 20_000;
    private const ulong MostPassed = 10_000;
    private static readonly Fraction Tail = new(43, 50);
    private static readonly Fraction Slack = new(1, 1_000_000_000_000);

    private readonly MechanismIncentives _incentives;
    private readonly IReputationModel _model;
    private readonly Fraction _best;
    private readonly ReputationRecord _newcomer;
    private readonly Fraction _rate;
    private Fraction? _forgotten;

    /// <param name="incentives">The mechanism.</param>
    /// <param name="newcomer">A newcomer's record.</param>
    /// <param name="best">The pay of an epoch at the best record.</param>
    public RecordRecovery(MechanismIncentives incentives, in ReputationRecord newcomer, Fraction best)
    {
        (_incentives, _newcomer, _best, _model) = (incentives, newcomer, best, incentives.Probe.Policy.Reputation.Model);
        _rate = incentives.AuditRate * (Fraction.One - incentives.Economics.HonestFaultRate.High);
        IsMeasured = incentives.IsByShares && incentives.HighestRate == incentives.AuditRate;
    }

    /// <summary>Gets a value indicating whether a fault leaves a record that is a newcomer's.</summary>
    public bool IsReset => _model is StreakReputation { Reads: ConductKinds.Proven } or CredibilityReputation { KeptNumerator: 0, Blacklisting: false, Reads: ConductKinds.Proven };

    private bool IsMeasured { get; }

    private Fraction Lasting => Fraction.One / (Fraction.One - _incentives.Economics.Discount.High);

    private long Delay => _incentives.Economics.DetectionDelay;

    /// <summary>Returns what standing at a record instead of the best one loses; null where only that it may last for ever is known.</summary>
    /// <param name="record">A newcomer's record, or the worst one.</param>
    public Fraction? Of(in ReputationRecord record)
    {
        if (!IsMeasured)
        {
            return null;
        }

        return IsReset ? _forgotten ??= Counted() : Affine(Proportion.One, _model.Read(record));
    }

    /// <summary>Returns what a newcomer's record would save to somebody with the worst one.</summary>
    public Fraction? BelowNewcomer(in ReputationRecord worst) =>
        IsReset ? Fraction.Zero : IsMeasured ? Affine(_model.Read(_newcomer), _model.Read(worst)) : null;

    /// <summary>Block by block of epochs, each as at its first.</summary>
    private Fraction Counted()
    {
        Fraction nothing = _best - Pay(0), sum = Fraction.Zero;
        for (long epoch = 0; ;)
        {
            long next = epoch + Math.Max(1, epoch / 8);
            bool isLast = next > Horizon;
            Fraction many = isLast ? Lasting : new Fraction(next - epoch);
            sum += DelayedVerdicts.Discounted(_incentives.Economics.Discount.High, epoch).High * (many < Lasting ? many : Lasting) * Short(epoch, nothing);
            if (isLast)
            {
                return Up(sum);
            }

            epoch = next;
        }
    }

    private Fraction Short(long epoch, Fraction nothing)
    {
        Fraction mean = new Fraction(_incentives.Economics.JobsPerEpoch) * new Fraction(Math.Max(0, epoch - Delay)) * _rate;
        long whole = (long)System.Numerics.BigInteger.Min(1_000_000, System.Numerics.BigInteger.Divide(mean.Numerator, mean.Denominator));
        Fraction few = PowerBounds.Of(Tail, whole).High, passed = _best - Pay(Math.Min(MostPassed, (ulong)whole / 2));
        return passed + (few * (nothing - passed));
    }

    private Fraction Pay(ulong passed) => _incentives.Real.Pay(Passed(_newcomer, passed), _incentives.Economics.JobsPerEpoch, 0).ToFraction();

    private ReputationRecord Passed(in ReputationRecord record, ulong passed) =>
        passed == 0 ? record : _model.Add(record, new Conduct(record.AsOf, ConductKind.Proven, Ratio.Of(passed), Ratio.Zero));

    private Fraction? Affine(Proportion from, Proportion to)
    {
        if (!_model.Promises.HasFlag(ReputationPromises.AffineScore) || _incentives.Probe.Policy.Reward.ReputationMultiplier is not LinearMultiplier multiplier || from <= to)
        {
            return from <= to ? Fraction.Zero : null;
        }

        Economics economics = _incentives.Economics;
        ReputationRecord high = Passed(_newcomer, 1_000), low = _newcomer;
        Fraction apart = Apart(high, low), aged = Up((Apart(_model.Age(high, high.AsOf.Next), _model.Age(low, low.AsOf.Next)) / apart) + Slack);
        Fraction passed = (Apart(Passed(high, 1), Passed(low, 1)) / apart) + Slack;
        Fraction factor = economics.Discount.High * aged;
        if (passed < Fraction.One)
        {
            factor = Up(factor * PowerBounds.Of(Fraction.One - (_rate * (Fraction.One - passed)), economics.JobsPerEpoch).High);
        }

        // What the pool pays the others, at least: a weight adds no more than its part of that.
        Fraction pool = economics.PaymentPerJob.Low * new Fraction(economics.JobsPerEpoch) * new Fraction(economics.Participants) * (Fraction.One - _incentives.Probe.Policy.Reward.TreasuryFee.ToFraction());
        if (factor >= Fraction.One || _best >= pool)
        {
            return null;
        }

        Fraction steep = new Fraction((System.Numerics.BigInteger)(multiplier.AtOne.Parts - multiplier.AtZero.Parts), (System.Numerics.BigInteger)multiplier.AtOne.Parts) * _best / (Fraction.One - (_best / pool));
        Fraction lasts = new Fraction(Delay) + (Fraction.One / (Fraction.One - factor));
        return Up((Parts(from) - Parts(to)) * lasts * steep) + (new Fraction(2) * Lasting);
    }

    private Fraction Apart(in ReputationRecord high, in ReputationRecord low) => Parts(_model.Read(high)) - Parts(_model.Read(low));

    private static Fraction Parts(Proportion score) => score.ToFraction();

    private static Fraction Up(Fraction value)
    {
        System.Numerics.BigInteger scale = System.Numerics.BigInteger.One << 64;
        return new Fraction((value.Numerator * scale / value.Denominator) + 1, scale);
    }
}
