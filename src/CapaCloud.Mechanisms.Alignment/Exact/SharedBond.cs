using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>Late verdicts of several epochs are paid from one bond: what cheating loses at least, whatever is cheated when, by anything that was seen before.</summary>
/// <remarks>
/// <code>
/// S(k)   = what k verdicts on one epoch's work take of a whole bond B, w what a wrongful one takes at most
/// n      = D + 1              epochs whose verdicts may have to share a bond; D is the longest time from job to penalty. Penalties are taken in the order of the faults
/// Y      = binomial in M cheated jobs and q - f;   H = binomial in the honest jobs of 2 n - 1 epochs and f
/// rest   = max(0, B - w * H)
/// equal shares:  margin(M) = b^D * E[min(S(Y), rest / (n + max(0, d - 1)))]                        + idle(M) - M * gain
/// first come:    margin(M) = (b^D - free * (b + ... + b^(n-1)) / B) * E[min(S(Y), rest)]     + idle(M) - M * gain
/// free           = max(0, m * gain - idle(m))     what an epoch gains in which the bond is used up already
/// idle(M)        = b^(D + J) * (1-f)^(m (d + 2 J + 1)) * P(Y &gt; 0) * F      F: income that a verdict's epoch and its jail of J epochs lose, whatever is done about it; d from job to verdict
/// </code>
/// Where penalties wait for appeals, of a bond B the part B' is not pledged to the wrongful accusations that may be known. They are charged w epochs later, and from then on the bond is whole
/// but for new ones, with P at most f * m * w:
/// <code>free / B  becomes  free / B' for the next w epochs and  free * ((1 - P) / B + P / B')  after them;  rest = max(0, B' - w * H)</code>
/// Where a verdict comes in the job's epoch and forfeits its reward R, cheating has lost that reward and not only the income I: idle(M) has min(P R, (1 - M/m) I + P M/m R) instead of P I, with
/// P = P(Y &gt; 0); the second where only the cheated jobs were taken.
/// Either is enough for honesty; the larger counts, and where neither is positive <see cref="BondLevels"/> and <see cref="BondRound"/> are asked. Base units; powers and sums of chances enclosed, all else exact. The derivation is in docs/modules/alignment.md.
/// </remarks>
internal sealed record SharedBond
{
    private const long MostScanned = 2_048;
    private const int MostWrongful = 24;

    /// <summary>Gets what verdicts on one epoch's work take of a whole bond for good.</summary>
    public required PenaltyLadder Ladder { get; init; }

    /// <summary>Gets the bond, without what a bounty brings back.</summary>
    public required Fraction Bond { get; init; }

    /// <summary>Gets the most that one wrongful verdict takes of it.</summary>
    public required Fraction LargestWrongful { get; init; }

    /// <summary>Gets the jobs of an epoch.</summary>
    public required long Jobs { get; init; }

    /// <summary>Gets how many epochs after the job its verdict comes.</summary>
    public required long VerdictDelay { get; init; }

    /// <summary>Gets how many epochs after the job its penalty is taken at the latest.</summary>
    public required long PenaltyDelay { get; init; }

    /// <summary>Gets the discount.</summary>
    public required RationalInterval Discount { get; init; }

    /// <summary>Gets the chance that a cheated job leads to a verdict, at least.</summary>
    public required Fraction Detection { get; init; }

    /// <summary>Gets the chance that an honest one does, at most.</summary>
    public required Fraction FalseAlarm { get; init; }

    /// <summary>Gets the most that cheating on one job gains.</summary>
    public required Fraction Gain { get; init; }

    /// <summary>Gets what so many cheated jobs gain at most, where they are not alike; null where they are.</summary>
    public Func<long, Fraction>? Gains { get; init; }

    /// <summary>Gets the income that a detection loses besides the stake.</summary>
    public IdleLoss Idle { get; init; } = IdleLoss.None;

    /// <summary>Gets the reward of an epoch that a verdict of the same epoch forfeits, in place of <see cref="Idle"/>'s income; 0 where verdicts come later or forfeit nothing.</summary>
    public Fraction Forfeited { get; init; }

    /// <summary>Gets how many epochs' verdicts may have to share a bond.</summary>
    public long Sharing { get => field > 0 ? field : checked(PenaltyDelay + 1); init; }

    /// <summary>Gets the same with an accomplice: what is done in the d - 1 epochs behind a job and reported at once takes of its stake before its own verdict comes.</summary>
    public long Shared => checked(Sharing + Math.Max(0, VerdictDelay - 1));

    /// <summary>Gets a value indicating whether a late verdict forfeits the reward of its epoch, so that cheating gains nothing in it.</summary>
    public bool ForfeitsItsEpoch { get; init; }

    /// <summary>Gets in how many epochs after its own a verdict leaves less of the bond for others, and something can be gained.</summary>
    public long Outstanding => Math.Max(0, Sharing - (ForfeitsItsEpoch && VerdictDelay > 0 ? 2 : 1));

    /// <summary>Gets how many wrongful accusations that are known and not charged yet are reckoned with; more are rarer than a millionth. Without appeals nobody knows of one before it is charged.</summary>
    public int Known => WrongfulAccusations.Known(FalseAlarm, Jobs, PenaltyDelay - VerdictDelay);

    /// <summary>Gets a value indicating whether one job or all decide: then the margin is concave in their number.</summary>
    private bool IsAtAnEnd => Ladder.IsConcave && Gains is null && !Forfeited.IsPositive;

    /// <summary>Returns what an epoch of cheating loses at least, for the worst number of jobs; not positive where nothing is shown.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The margin; null where there are too many numbers of jobs to look at each.</returns>
    public Fraction? Margin(CancellationToken cancellation)
    {
        Fraction chance = Detection - FalseAlarm;
        if (!chance.IsPositive || (!IsAtAnEnd && Jobs > MostScanned) || !Bond.IsPositive)
        {
            return null;
        }

        Fraction late = Late, after = DelayedVerdicts.After(Discount.High, Sharing - 1), idle = LateIncome;
        (Fraction Chance, Fraction Cap)[] rests = Rests(VerdictDelay + Sharing);
        Fraction shared = new(Shared), largest = Bond - (new Fraction(Known) * LargestWrongful);
        Fraction equal = Least(chance, [.. Rests(VerdictDelay + Shared).Select(item => (item.Chance, item.Cap / shared))], late, idle, cancellation);
        Fraction free = Free(chance, idle);
        Fraction weight = free.IsPositive && largest.IsPositive ? late - (free * Used(largest, after)) : late;
        if (weight.IsPositive && largest.IsPositive && Least(chance, rests, weight, idle, cancellation) is var first && first > equal)
        {
            equal = first;
        }

        // The finer bounds take longer, and are asked where the others show nothing.
        return equal.IsPositive ? equal
            : ByLevels(cancellation) is { IsPositive: true } levels ? levels
            : ByRounds(cancellation) is { IsPositive: true } round ? round
            : equal;
    }

    /// <summary>What <see cref="BondLevels"/> shows alone.</summary>
    internal Fraction? ByLevels(CancellationToken cancellation) => BondLevels.Margin(this, Rests(VerdictDelay + Sharing), Late, LateIncome, cancellation);

    /// <summary>What <see cref="BondRound"/> shows alone.</summary>
    internal Fraction? ByRounds(CancellationToken cancellation) => BondRound.Margin(this, Rests((2 * VerdictDelay) + (Idle.Terms?.Jail ?? 0) + 1), LateIncome, cancellation);

    /// <summary>Gets what a unit is worth that is taken at the latest.</summary>
    private Fraction Late => DelayedVerdicts.Discounted(Discount.Low, PenaltyDelay).Low;

    /// <summary>Gets what the income that a detection loses is worth: the last epoch's discount, and the chance that no honest fault would have cost it anyway.</summary>
    private Fraction LateIncome => Idle.Amount.IsPositive
        ? DelayedVerdicts.Discounted(Discount.Low, PenaltyDelay + Idle.Epochs).Low * PowerBounds.Of(Fraction.One - FalseAlarm, checked(Jobs * (VerdictDelay + (2 * Idle.Epochs) + 1))).Low
        : Fraction.Zero;

    /// <summary>The most that an epoch of cheating gains when the bond is used up: with jobs alike all of them, for it bends upward in their number.</summary>
    private Fraction Free(Fraction chance, Fraction idle)
    {
        Fraction most = GainOf(Jobs) - (idle * Idle.Amount * Found(chance, Jobs));
        for (long cheated = 1; Gains is not null && cheated < Jobs; cheated++)
        {
            Fraction free = GainOf(cheated) - (idle * Idle.Amount * Found(chance, cheated));
            most = free > most ? free : most;
        }

        return most;
    }

    /// <summary>How many epochs, discounted, a unit of the bond that is used up makes free, by the part of the bond that it is.</summary>
    private Fraction Used(Fraction largest, Fraction after)
    {
        long wait = PenaltyDelay - VerdictDelay;
        if (wait == 0 || FalseAlarm.IsZero)
        {
            return after / largest;
        }

        Fraction pledged = DelayedVerdicts.After(Discount.High, Math.Min(wait, Sharing - 1)), again = new Fraction(checked(Jobs * wait)) * FalseAlarm;
        again = again < Fraction.One ? again : Fraction.One;
        return (pledged / largest) + ((after - pledged) * (((Fraction.One - again) / Bond) + (again / largest)));
    }

    /// <summary>The income that so many cheated jobs lose, in expectation.</summary>
    private Fraction Lost(Fraction found, long cheated)
    {
        if (!Forfeited.IsPositive)
        {
            return found * Idle.Amount;
        }

        Fraction part = new(cheated, Jobs), all = found * Forfeited, cheatedOnly = ((Fraction.One - part) * Idle.Amount) + (found * part * Forfeited);
        return all < cheatedOnly ? all : cheatedOnly;
    }

    /// <summary>What wrongful verdicts that nobody knows of leave of the bond, with their chances; nothing where there are more than are counted.</summary>
    private (Fraction Chance, Fraction Cap)[] Rests(long epochs)
    {
        Fraction whole = Bond - (new Fraction(Known) * LargestWrongful);
        if (FalseAlarm.IsZero)
        {
            return [(Fraction.One, whole)];
        }

        RationalInterval[] chances = BinomialBounds.Of(checked(Jobs * epochs), FalseAlarm, MostWrongful);
        List<(Fraction, Fraction)> rests = [];
        Fraction counted = Fraction.Zero;
        for (int wrongful = 0; wrongful < MostWrongful && counted < new Fraction(99_999, 100_000); wrongful++)
        {
            Fraction rest = whole - (new Fraction(wrongful) * LargestWrongful), chance = Rounded(chances[wrongful].Low);
            counted += chance;
            rests.Add((chance, rest.IsPositive ? rest : Fraction.Zero));
        }

        return [.. rests];
    }

    private Fraction Least(Fraction chance, (Fraction Chance, Fraction Cap)[] caps, Fraction weight, Fraction idle, CancellationToken cancellation)
    {
        // What is taken in expectation is a ladder too: the mean over what is left.
        PenaltyLadder capped = new([.. Ladder.Rungs.Select(rung => Rounded(caps.Aggregate(Fraction.Zero, (sum, cap) => sum + (cap.Chance * (rung < cap.Cap ? rung : cap.Cap)))))]);
        Fraction? least = null;
        for (long cheated = 1; cheated <= Jobs; cheated = IsAtAnEnd && cheated == 1 && Jobs > 1 ? Jobs : cheated + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction margin = (weight * Rounded(capped.Expected(cheated, chance).Low)) - GainOf(cheated)
                + (idle.IsZero ? Fraction.Zero : idle * Lost(Found(chance, cheated), cheated));
            least = least is null || margin < least.Value ? margin : least;
        }

        return least!.Value.Reduce();
    }

    private Fraction GainOf(long cheated) => Gains?.Invoke(cheated) ?? (new Fraction(cheated) * Gain);

    private static Fraction Found(Fraction chance, long jobs) => Fraction.One - PowerBounds.Of(Fraction.One - chance, jobs).High;

    /// <summary>Down to 2^-96: the digits of sums of chances are not needed.</summary>
    private static Fraction Rounded(Fraction value)
    {
        System.Numerics.BigInteger scale = System.Numerics.BigInteger.One << 96;
        return new Fraction(value.Numerator * scale / value.Denominator, scale);
    }
}
