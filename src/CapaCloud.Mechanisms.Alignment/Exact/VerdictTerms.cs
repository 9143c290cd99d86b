using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>The income that a verdict loses which the audits bring: the reward of its epoch, and the jail behind it.</summary>
/// <remarks>
/// Nobody knows before the verdict which work was found out. So whoever works in the epoch of the verdict loses its whole reward R, and whoever idles in it on the off chance loses the income I of it in any
/// case. With P the chance that an epoch's work is found out and J epochs of jail, each of the income K:
/// <code>
/// lost(P)   = min(P R, I) + P J K
/// alone(P)  = min(lost(P) / (1 + min(D, J) p), (I + J K) / (1 + min(D, J)))    for each epoch: verdicts that come while the jail lasts share it, p the chance of one at most; who reports some of what is
///             in flight has one reward and one jail pay for that, and for the 1 + min(D, J) other epochs whose verdicts come then
/// round(P)  = min(lost(P), escape)                                             for a round that shares nothing
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

    private Fraction Overlap => new(Math.Min(Delay, Jail));

    /// <summary>Returns alone(P), for P the least that the chance is; nothing where a name is so cheap that it escapes more.</summary>
    public Fraction Alone(Fraction chance)
    {
        Fraction most = new Fraction(Delay + Jail + 1) * (Jailed > Forgone ? Jailed : Forgone), part = Escape < most ? Escape / most : Fraction.One;
        return part * Smaller(Lost(chance) / (Fraction.One + (Overlap * Found)), Whole / (Fraction.One + Overlap));
    }

    /// <summary>Returns round(P).</summary>
    public Fraction Round(Fraction chance) => Smaller(Lost(chance), Escape);

    private Fraction Lost(Fraction chance) => Smaller(chance * Reward, Forgone) + (chance * new Fraction(Jail) * Jailed);

    private static Fraction Smaller(Fraction one, Fraction other) => one < other ? one : other;
}
