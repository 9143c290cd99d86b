using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The income that a verdict loses which the audits bring: the reward of its epoch, and the jail behind it.</summary>
/// <remarks>
/// Nobody knows before the verdict which work was found out. Whoever works honestly in the epoch of the verdict loses its whole reward R, whoever cheats or idles in it loses the income I. With P the chance that an
/// epoch's work is found out and J epochs of jail, each of the income K:
/// <code>
/// cheated(P)  = P (I + J K)              where the verdict's epoch is cheated on as well, for then nothing is gained in it
/// worked(P)   = min(P R, I) + P J K      where what it gains is counted as well
/// alone       = min(either / (1 + min(D, J) p), (I + J K) / (1 + min(D, J)))   for each epoch: verdicts that come while the jail lasts share it, p the chance of one at most; who reports some of what is in
///               flight has one reward and one jail pay for that, and for the 1 + min(D, J) other epochs whose verdicts come then
/// round(P)    = P min(I + J K, escape)    for a round that shares nothing: whoever is struck knows it, and pays for a new name then and not before
/// </code>
/// Base units.
/// </remarks>
/// <param name="Reward">R, 0 where nothing is forfeited.</param>
/// <param name="Forgone">I, 0 where nothing is forfeited.</param>
/// <param name="Jailed">K.</param>
/// <param name="Jail">J.</param>
/// <param name="Delay">D.</param>
/// <param name="Found">p.</param>
/// <param name="Escape">What leaving or a new name costs.</param>
internal sealed record VerdictTerms(Fraction Reward, Fraction Forgone, Fraction Jailed, long Jail, long Delay, Fraction Found, Fraction Escape)
{
    /// <summary>Gets what everything in flight loses that is reported at once.</summary>
    public Fraction Together => Smaller(Whole, Escape);

    private Fraction Whole => Forgone + (new Fraction(Jail) * Jailed);

    /// <summary>Returns the least that an epoch loses with this chance, where nothing is gained in the epoch of a verdict.</summary>
    public Fraction WhereCheated(Fraction chance) => Alone(chance * Whole);

    /// <summary>Returns the least that an epoch loses with this chance, where what the verdict's epoch gains is counted as well.</summary>
    public Fraction WhereWorked(Fraction chance) => Alone(Smaller(chance * Reward, Forgone) + (chance * new Fraction(Jail) * Jailed));

    /// <summary>Returns what a round loses in which something is found with this chance.</summary>
    public Fraction Round(Fraction chance) => chance * Smaller(Whole, Escape);

    private Fraction Alone(Fraction lost)
    {
        Fraction overlap = new(Math.Min(Delay, Jail)), most = new Fraction(Delay + Jail + 1) * (Jailed > Forgone ? Jailed : Forgone), part = Escape < most ? Escape / most : Fraction.One;
        return part * Smaller(lost / (Fraction.One + (overlap * Found)), Whole / (Fraction.One + overlap));
    }

    private static Fraction Smaller(Fraction one, Fraction other) => one < other ? one : other;
}
