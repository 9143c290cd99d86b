using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How many audits are enough to deter cheating: the lowest rate at which a single false result does not pay, from the economics of the work.</summary>
/// <remarks>
/// <code>p &gt; C / ( (1 - r) * (R + S + V) )</code>
/// C is the cost that cheating saves, R the reward that is forfeited, S the stake that is slashed, V what the lost reputation was
/// worth, r the share of checkers that collude. This is the condition for one result at a time; with several unaudited results in
/// flight at once, ask the Alignment package, which knows the trap that lies there. Source: proof of sampling (arXiv 2405.00295),
/// with the reputation's worth added.
/// </remarks>
public static class DeterrentAuditRate
{
    /// <summary>Returns the least rate in parts of 10^18 that satisfies the condition strictly.</summary>
    /// <param name="costSaved">C, in base units: what a cheat saves, bribes from outside included.</param>
    /// <param name="colluding">r, the share of checkers that side with the cheat; below 1.</param>
    /// <param name="reward">R, in base units: the reward that a caught cheat does not get.</param>
    /// <param name="slash">S, in base units: the stake that a caught cheat loses.</param>
    /// <param name="reputationWorth">V, in base units: the future income that the lost reputation would have earned.</param>
    /// <returns><c>floor(C / ((1 - r)(R + S + V))) + 1 part</c>: with 1, 0.5, 1, 250 and 0 it is 0.007968127490039841.</returns>
    /// <exception cref="ArgumentException">No rate up to 1 deters: the message says how much is missing.</exception>
    public static Proportion Least(Amount costSaved, Proportion colluding, Amount reward, Amount slash, Amount reputationWorth = default) =>
        TryLeast(costSaved, colluding, reward, slash, reputationWorth, out Proportion rate)
            ? rate
            : throw new ArgumentException(
                $"No audit rate deters: {costSaved} base units are saved by cheating, and of reward {reward}, slash {slash} and reputation "
                + $"{reputationWorth} at most the share {colluding.Complement} that honest checkers enforce is lost.");

    /// <summary>Returns the least rate in parts of 10^18 that satisfies the condition strictly, or says that there is none.</summary>
    /// <param name="costSaved">C, in base units: what a cheat saves, bribes from outside included.</param>
    /// <param name="colluding">r, the share of checkers that side with the cheat.</param>
    /// <param name="reward">R, in base units: the reward that a caught cheat does not get.</param>
    /// <param name="slash">S, in base units: the stake that a caught cheat loses.</param>
    /// <param name="reputationWorth">V, in base units: the future income that the lost reputation would have earned.</param>
    /// <param name="rate">The rate, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when a rate up to 1 deters.</returns>
    public static bool TryLeast(
        Amount costSaved, Proportion colluding, Amount reward, Amount slash, Amount reputationWorth, out Proportion rate)
    {
        rate = default;
        BigInteger loss = colluding.Complement.Parts * ((BigInteger)reward.Units + slash.Units + reputationWorth.Units);
        if (loss.IsZero)
        {
            return false;
        }

        BigInteger one = Proportion.PartsPerOne;
        BigInteger parts = (costSaved.Units * one * one / loss) + BigInteger.One;
        if (parts > one)
        {
            return false;
        }

        rate = Proportion.FromParts((ulong)parts);
        return true;
    }
}
