using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>Late verdicts that share a bond, by how many verdicts are outstanding: each used up part of the bond is priced by what it makes possible.</summary>
/// <remarks>
/// <code>
/// level j      verdicts that were charged on the last D epochs; with S what one takes, the next finds  rest_j = max(0, rest - j S)  of a bond, and from J = ceiling(B / S) on nothing
/// Y            binomial in M cheated jobs and q - f;   W = b + ... + b^n', n' = D, or D - 1 where the verdict's own epoch is forfeited, so that nothing is gained in it
/// h_j(y)       = W (C_min(j + y, J) - C_j) - late min(y S, rest_j)  for y above 0;    H_j(y) = the largest of h_j(y), h_j(y + 1), ...   for who reports itself is found out as often as it likes
/// left alone   M g + E[H_j(Y); Y &gt; 0] - idle(M);    reported   M g + H_j(1);    idle(M) in any of the ways of <see cref="VerdictTerms"/>
/// C_0 = 0,     C_j at least the larger of both, for every M,  made convex in j
/// margin       - the same at level 0
/// </code>
/// C_j is what an epoch at level j may gain. Each charged verdict pays a part of it, the j-th C_j - C_(j-1), in each of the n' epochs for which it is outstanding. C is convex, so that those that are left when
/// older ones are outstanding no longer pay enough. So every epoch is paid for by verdicts before it, and one at level 0 loses the margin. Of many jobs a range of numbers is looked at together: the gain
/// of the largest, the verdicts of the least. Base units; C rounded up at 2^-64, all else exact.
/// </remarks>
internal sealed class BondLevels
{
    private const int MostLevels = 40;
    private const int MostAttempts = 3;
    private static readonly System.Numerics.BigInteger Scale = System.Numerics.BigInteger.One << 64;

    private readonly SharedBond _bond;
    private readonly (Fraction Chance, Fraction Cap)[] _rests;
    private readonly Fraction _late;
    private readonly Fraction _idle;
    private readonly Fraction _window;
    private readonly Fraction _longest;
    private readonly Fraction _each;
    private readonly int _levels;
    private readonly Fraction[] _costs;
    private readonly Func<Fraction, Fraction> _alone;

    private BondLevels(SharedBond bond, (Fraction Chance, Fraction Cap)[] rests, Fraction late, Fraction idle, int levels, (Func<Fraction, Fraction> Lost, long Outstanding) alone)
    {
        (_bond, _rests, _late, _idle, _each, _levels, _alone) = (bond, rests, late, idle, bond.Ladder.First, levels, alone.Lost);
        _window = DelayedVerdicts.After(bond.Discount.High, alone.Outstanding);
        _longest = DelayedVerdicts.After(bond.Discount.High, bond.Sharing - 1);
        _costs = new Fraction[levels + 1];
    }

    /// <summary>Returns the margin, or null where nothing is shown.</summary>
    /// <param name="bond">The bond and its figures.</param>
    /// <param name="rests">What wrongful verdicts leave of the bond, with their chances.</param>
    /// <param name="late">The discount of what is taken.</param>
    /// <param name="idle">What the income that a detection loses is worth: its discount, and the chance that no honest fault would have cost it anyway.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Fraction? Margin(SharedBond bond, (Fraction Chance, Fraction Cap)[] rests, Fraction late, Fraction idle, CancellationToken cancellation)
    {
        // A verdict in the job's epoch shares the bond with nothing, and forfeits only what was taken.
        if (bond.PenaltyDelay == 0 || !bond.Ladder.First.IsPositive || bond.Gains is not null || bond.Forfeited.IsPositive || !IsLinear(bond))
        {
            return null;
        }

        Fraction largest = rests.Select(rest => rest.Cap).Where(cap => cap.IsPositive).DefaultIfEmpty(Fraction.Zero).Max();
        if (!largest.IsPositive)
        {
            return null;
        }

        Fraction lots = largest / bond.Ladder.First;
        System.Numerics.BigInteger levels = (lots.Numerator + lots.Denominator - 1) / lots.Denominator;
        if (levels > MostLevels)
        {
            return null;
        }

        Fraction? best = null;
        foreach ((Func<Fraction, Fraction> Lost, long Outstanding) alone in Ways(bond))
        {
            Fraction? margin = new BondLevels(bond, rests, late, idle, (int)levels, alone).Margin(cancellation);
            best = best is null || margin > best ? margin : best;
            if (best is { IsPositive: true })
            {
                return best;
            }
        }

        return best;
    }

    /// <summary>What income a detection loses, and in how many epochs after it something can be gained: each of these is true.</summary>
    private static IEnumerable<(Func<Fraction, Fraction> Lost, long Outstanding)> Ways(SharedBond bond)
    {
        yield return (found => found * bond.Idle.Amount, bond.Outstanding);
        if (bond.Idle.Terms is { } terms)
        {
            yield return (terms.WhereCheated, bond.Outstanding);
            yield return (terms.WhereWorked, bond.Sharing - 1);
        }
    }

    private Fraction? Margin(CancellationToken cancellation)
    {
        (long Least, long Most, Fraction[] Beyond)[] cells = [.. BondRound.Cells(_bond.Jobs).Select(cell => (cell.Least, cell.Most, Beyond(cell.Least)))];
        Fraction floor = Fraction.Zero;
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            for (int level = _levels; level > 0; level--)
            {
                cancellation.ThrowIfCancellationRequested();
                Price(cells, level, new Fraction(level) * floor);
            }

            if (_levels == 1 || _costs[1] + _costs[1] <= _costs[2])
            {
                return (-Gain(cells, Takes(0), 0)).Reduce();
            }

            // The first verdict has to pay more than the second: then every one pays as much.
            floor = _costs[1] * new Fraction(65, 64);
        }

        return null;
    }

    /// <summary>What an epoch at a level may gain falls as its own price rises: one step from below is enough. A price that lies above the line through the next two keeps the steps from falling.</summary>
    private void Price((long Least, long Most, Fraction[] Beyond)[] cells, int level, Fraction floor)
    {
        Fraction[] takes = Takes(level);
        _costs[level] = Larger(Solve(cells, takes, level), floor);
        _costs[level] = Up(Larger(_costs[level], Gain(cells, takes, level)));
        if (level + 2 <= _levels)
        {
            _costs[level] = Larger(_costs[level], _costs[level + 1] + _costs[level + 1] - _costs[level + 2]);
        }
    }

    /// <summary>The least that a level costs when nobody reports itself.</summary>
    private Fraction Solve((long Least, long Most, Fraction[] Beyond)[] cells, Fraction[] takes, int level)
    {
        Fraction least = Fraction.Zero;
        foreach ((_, long many, Fraction[] beyond) in cells)
        {
            Fraction any = beyond[0], sum = (new Fraction(many) * _bond.Gain) - (_idle * _alone(any));
            for (int verdicts = 1; verdicts < takes.Length; verdicts++)
            {
                Fraction step = level == _levels ? Fraction.Zero : _costs[level + verdicts] - (verdicts == 1 ? Fraction.Zero : _costs[level + verdicts - 1]);
                sum += beyond[verdicts - 1] * ((_window * step) - (_late * (takes[verdicts] - takes[verdicts - 1])));
            }

            Fraction cost = level == _levels ? sum : sum / (Fraction.One + (_window * any));
            least = cost > least ? cost : least;
        }

        return least;
    }

    /// <summary>The most that an epoch at a level gains, what its verdicts must pay for later counted.</summary>
    private Fraction Gain((long Least, long Most, Fraction[] Beyond)[] cells, Fraction[] takes, int level)
    {
        Fraction[] worth = new Fraction[takes.Length];
        Fraction? most = null;
        for (int verdicts = takes.Length - 1; verdicts >= 0; verdicts--)
        {
            Fraction price = _costs[Math.Min(level + verdicts, _levels)] - _costs[level], lost = _late * takes[verdicts];
            worth[verdicts] = verdicts == 0 ? Fraction.Zero : (_window * price) - lost;
            worth[verdicts] = verdicts > 0 && verdicts + 1 < worth.Length && worth[verdicts + 1] > worth[verdicts] ? worth[verdicts + 1] : worth[verdicts];

            // Reported in its own epoch, whose reward is forfeited: nothing is gained in it, and the verdict is outstanding for all epochs after it.
            most = verdicts > 0 && (_longest * price) - lost is var now && (most is null || now > most.Value) ? now : most;
        }

        foreach ((_, long many, Fraction[] beyond) in cells)
        {
            // It falls with the number of verdicts, but for the first one.
            Fraction gain = new Fraction(many) * _bond.Gain, alone = gain - (_idle * _alone(beyond[0])) + (worth[1].IsPositive ? worth[1] : beyond[0] * worth[1]);
            for (int verdicts = 2; verdicts < worth.Length; verdicts++)
            {
                alone += beyond[verdicts - 1] * (worth[verdicts] - worth[verdicts - 1]);
            }

            most = Larger(most!.Value, Larger(alone, gain + worth[1]));
        }

        return most!.Value;
    }

    /// <summary>What 0, 1, 2, ... verdicts take at a level, in expectation over wrongful ones, until nothing is left.</summary>
    private Fraction[] Takes(int level)
    {
        Fraction[] takes = new Fraction[Math.Max(1, _levels - level) + 1];
        for (int verdicts = 1; verdicts < takes.Length; verdicts++)
        {
            Fraction due = new Fraction(verdicts) * _each, used = new Fraction(level) * _each;
            takes[verdicts] = BondRound.Down(_rests.Aggregate(Fraction.Zero, (sum, rest) => rest.Cap - used is { IsPositive: true } left ? sum + (rest.Chance * (left < due ? left : due)) : sum));
        }

        return takes;
    }

    /// <summary>The chances of at least 1, 2, 3, ... verdicts, rounded down.</summary>
    private Fraction[] Beyond(long cheated)
    {
        RationalInterval[] chances = BinomialBounds.Of(cheated, _bond.Detection - _bond.FalseAlarm, _levels);
        Fraction[] beyond = new Fraction[_levels];
        Fraction rest = Fraction.One;
        for (int verdicts = 0; verdicts < _levels; verdicts++)
        {
            rest -= chances[verdicts].High;
            beyond[verdicts] = rest.IsPositive ? BondRound.Down(rest) : Fraction.Zero;
        }

        return beyond;
    }

    /// <summary>Whether so many verdicts take at least so many times what one takes, until nothing is left.</summary>
    private static bool IsLinear(SharedBond bond)
    {
        for (int verdicts = 1; verdicts < bond.Ladder.Rungs.Length; verdicts++)
        {
            Fraction due = new Fraction(verdicts) * bond.Ladder.First;
            if (bond.Ladder.Rungs[verdicts] < (due < bond.Bond ? due : bond.Bond))
            {
                return false;
            }
        }

        return bond.Ladder.Rungs[^1] >= bond.Bond || bond.Ladder.Rungs.Length > bond.Jobs;
    }

    private static Fraction Larger(Fraction one, Fraction other) => one > other ? one : other;

    private static Fraction Up(Fraction value) => new((value.Numerator * Scale / value.Denominator) + 1, Scale);
}
