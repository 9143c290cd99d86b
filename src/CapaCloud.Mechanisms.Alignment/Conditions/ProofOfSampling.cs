using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>One job, one random challenge: when is a false result the worse choice?</summary>
/// <remarks>
/// <code>
/// honest    = R - C
/// dishonest = (1-p) R + p (r R - (1-r) S)
/// honest &gt; dishonest  iff  p &gt; C / ((1-r)(R+S))
/// </code>
/// R reward, C cost saved, S slash in base units; p the chance of a challenge, r the share of challengers who collude. Exact. The
/// condition speaks of one job; <see cref="ParallelCheating"/> of many at once. Source: Proof of Sampling, arXiv 2405.00295.
/// </remarks>
public static class ProofOfSampling
{
    /// <summary>Returns the challenge probability that must be exceeded.</summary>
    /// <param name="cost">The cost saved by not computing.</param>
    /// <param name="reward">The reward of the job.</param>
    /// <param name="slash">What a caught false result loses.</param>
    /// <param name="colluding">The share of challengers who collude, below 1.</param>
    /// <returns>The threshold; above 1 when no probability is enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is at stake, or every challenger colludes.</exception>
    public static Fraction MinimumProbability(Fraction cost, Fraction reward, Fraction slash, Fraction colluding)
    {
        Fraction deterrent = (Fraction.One - colluding) * (reward + slash);
        return deterrent.IsPositive
            ? cost / deterrent
            : throw new ArgumentOutOfRangeException(nameof(slash), "Nothing can be lost: reward and slash are zero, or every challenger colludes.");
    }

    /// <summary>Returns the expected payoff of computing the job.</summary>
    /// <param name="cost">The cost of the job.</param>
    /// <param name="reward">The reward of the job.</param>
    /// <returns>The payoff in base units.</returns>
    public static Fraction HonestPayoff(Fraction cost, Fraction reward) => reward - cost;

    /// <summary>Returns the expected payoff of a false result.</summary>
    /// <param name="probability">The chance of a challenge.</param>
    /// <param name="reward">The reward of the job.</param>
    /// <param name="slash">What a caught false result loses.</param>
    /// <param name="colluding">The share of challengers who collude.</param>
    /// <returns>The payoff in base units.</returns>
    public static Fraction DishonestPayoff(Fraction probability, Fraction reward, Fraction slash, Fraction colluding) =>
        ((Fraction.One - probability) * reward)
        + (probability * ((colluding * reward) - ((Fraction.One - colluding) * slash)));

    /// <summary>Tells whether honesty is strictly better.</summary>
    /// <param name="probability">The chance of a challenge.</param>
    /// <param name="cost">The cost saved by not computing.</param>
    /// <param name="reward">The reward of the job.</param>
    /// <param name="slash">What a caught false result loses.</param>
    /// <param name="colluding">The share of challengers who collude.</param>
    /// <returns><see langword="true"/> when it is; a tie is not.</returns>
    public static bool Deters(Fraction probability, Fraction cost, Fraction reward, Fraction slash, Fraction colluding) =>
        HonestPayoff(cost, reward) > DishonestPayoff(probability, reward, slash, colluding);

    /// <summary>Returns the sampling rate at which running a smaller model stops paying: the saved share of the cost over the bond in job costs.</summary>
    /// <param name="claimedSize">The size of the model that was promised.</param>
    /// <param name="runSize">The size of the model that is run instead.</param>
    /// <param name="bondMultiple">The bond in multiples of the cost of one job.</param>
    /// <returns><c>(1 - run/claimed) / bond</c>.</returns>
    public static Fraction MinimumSamplingOfSubstitution(Fraction claimedSize, Fraction runSize, Fraction bondMultiple) =>
        SubstitutionSaving(claimedSize, runSize) / bondMultiple;

    /// <summary>Returns the share of the cost that running a smaller model saves.</summary>
    /// <param name="claimedSize">The size of the model that was promised.</param>
    /// <param name="runSize">The size of the model that is run instead.</param>
    /// <returns><c>1 - run/claimed</c>.</returns>
    public static Fraction SubstitutionSaving(Fraction claimedSize, Fraction runSize) => Fraction.One - (runSize / claimedSize);
}
