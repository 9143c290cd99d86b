using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>How likely a colluding minority captures a vote on replicas.</summary>
/// <remarks>
/// <code>
/// every replica colludes        r^k
/// majority of n drawn from N    sum_{j&gt;=m} C(K,j) C(N-K,n-j) / C(N,n)
/// m-first error                 sum_{j=m}^{2m-1} C(2m-1,j) f^j (1-f)^(2m-1-j)
/// consensus (iExec)             group * trust &gt; total * (trust - 1)
/// credibility (Sarmenta)        1 - f/k after k passed checks without blacklisting
/// </code>
/// Chances in [0, 1]. Exact. Sources: Sarmenta, "Sabotage-tolerance mechanisms for volunteer computing systems" (2001); iExec PoCo;
/// Watanabe and Fukushi on credibility-based voting, eq. (7).
/// </remarks>
public static class MajorityVoting
{
    /// <summary>Returns the chance that every one of so many independent replicas colludes.</summary>
    /// <param name="colluding">The share that colludes.</param>
    /// <param name="replicas">How many replicas.</param>
    /// <returns><c>r^k</c>.</returns>
    public static Fraction UndetectedCollusion(Fraction colluding, int replicas) => Fraction.Pow(colluding, replicas);

    /// <summary>Returns the chance that colluders hold at least a given number of the replicas drawn without replacement.</summary>
    /// <param name="population">How many participants there are.</param>
    /// <param name="colluders">How many of them collude.</param>
    /// <param name="replicas">How many are drawn.</param>
    /// <param name="majority">How many colluders among them capture the vote.</param>
    /// <returns>The chance.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The counts do not fit each other.</exception>
    public static Fraction CaptureProbability(int population, int colluders, int replicas, int majority)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(colluders);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(colluders, population);
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicas, population);
        int honest = population - colluders;
        int first = Math.Max(Math.Max(0, majority), replicas - honest);
        BigInteger captured = BigInteger.Zero, colluding = Choose(colluders, first), others = Choose(honest, replicas - first);

        // Each number of seats from the one before: a binomial coefficient of its own for each would take a second for a thousand seats.
        for (int found = first; found <= replicas; found++)
        {
            captured += colluding * others;
            colluding = colluding * (colluders - found) / (found + 1);
            others = others * (replicas - found) / (honest - replicas + found + 1);
        }

        return new Fraction(captured, Choose(population, replicas));
    }

    /// <summary>Returns the chance that the wrong answer is first to reach so many votes.</summary>
    /// <param name="votes">The number m of equal answers that decides, at least 1.</param>
    /// <param name="faulty">The share of voters who give the same wrong answer.</param>
    /// <returns>The chance.</returns>
    public static Fraction FirstToReachError(int votes, Fraction faulty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(votes, 1);
        int drawn = (2 * votes) - 1;
        BigInteger wrong = faulty.Numerator;
        BigInteger right = faulty.Denominator - faulty.Numerator;
        BigInteger sum = BigInteger.Zero;
        for (int found = votes; found <= drawn; found++)
        {
            sum += Choose(drawn, found) * BigInteger.Pow(wrong, found) * BigInteger.Pow(right, drawn - found);
        }

        return new Fraction(sum, BigInteger.Pow(faulty.Denominator, drawn));
    }

    /// <summary>Returns the smallest number of votes that keeps the error at most at a bound.</summary>
    /// <param name="faulty">The share of voters who give the same wrong answer, below one half.</param>
    /// <param name="acceptable">The bound on the error, above 0.</param>
    /// <returns>The number m.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No number of votes is enough.</exception>
    public static int MinimumVotes(Fraction faulty, Fraction acceptable)
    {
        if (faulty + faulty >= Fraction.One || !acceptable.IsPositive)
        {
            throw new ArgumentOutOfRangeException(nameof(faulty), "A majority of faulty voters, or an error of zero, is out of any vote's reach.");
        }

        int votes = 1;
        while (FirstToReachError(votes, faulty) > acceptable)
        {
            votes++;
        }

        return votes;
    }

    /// <summary>Tells whether a group of answers carries the consensus at a required trust.</summary>
    /// <param name="group">The credibility weight of the group.</param>
    /// <param name="total">The total weight.</param>
    /// <param name="trust">The required trust; 0 counts as 1.</param>
    /// <returns><see langword="true"/> when <c>group * trust &gt; total * (trust - 1)</c>.</returns>
    public static bool ReachesConsensus(BigInteger group, BigInteger total, BigInteger trust)
    {
        BigInteger required = BigInteger.Max(trust, BigInteger.One);
        return group * required > total * (required - 1);
    }

    /// <summary>Returns the credibility of a worker who passed so many spot checks, without blacklisting.</summary>
    /// <param name="faulty">The assumed share of faulty workers.</param>
    /// <param name="passed">How many checks the worker passed, at least 1.</param>
    /// <returns><c>1 - f/k</c>.</returns>
    public static Fraction Credibility(Fraction faulty, int passed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(passed, 1);
        return Fraction.One - (faulty / new Fraction(passed));
    }

    private static BigInteger Choose(int from, int count)
    {
        if (count < 0 || count > from)
        {
            return BigInteger.Zero;
        }

        BigInteger ways = BigInteger.One;
        for (int step = 1; step <= count; step++)
        {
            ways = ways * (from - count + step) / step;
        }

        return ways;
    }
}
