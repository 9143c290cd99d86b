using CapaCloud.Mechanisms.Alignment.NormalForm;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>An auditor and an inspectee who choose at the same time.</summary>
/// <remarks>
/// <code>
/// inspectee (rows: honest, cheat)      honest w - c        cheat, audited -S        cheat, not audited w
/// auditor (columns: audit, trust)      honest -h or 0       caught S - h             missed -D
/// audit rate in equilibrium = c / (w + S)                   cheating rate = h / (S + D)
/// </code>
/// Base units. Exact. In equilibrium the cheat's own fine sets the rate of audits, and the auditor's own stakes set the rate of cheating.
/// </remarks>
public static class InspectionGame
{
    /// <summary>Returns the game.</summary>
    /// <param name="effort">What honest work costs the inspectee.</param>
    /// <param name="auditCost">What an audit costs.</param>
    /// <param name="wage">The wage.</param>
    /// <param name="slash">What a caught cheat loses.</param>
    /// <param name="damage">What a missed cheat costs the auditor.</param>
    /// <returns>The game, inspectee first.</returns>
    public static NormalFormGame Create(Fraction effort, Fraction auditCost, Fraction wage, Fraction slash, Fraction damage) =>
        NormalFormGame.OfTwo(
            new[,] { { wage - effort, wage - effort }, { -slash, wage } },
            new[,] { { -auditCost, Fraction.Zero }, { slash - auditCost, -damage } },
            ["honest", "cheat"],
            ["audit", "trust"]);

    /// <summary>Returns how often the auditor audits in equilibrium.</summary>
    /// <param name="effort">What honest work costs the inspectee.</param>
    /// <param name="wage">The wage.</param>
    /// <param name="slash">What a caught cheat loses.</param>
    /// <returns><c>c / (w + S)</c>.</returns>
    public static Fraction AuditRate(Fraction effort, Fraction wage, Fraction slash) => effort / (wage + slash);

    /// <summary>Returns how often the inspectee cheats in equilibrium.</summary>
    /// <param name="auditCost">What an audit costs.</param>
    /// <param name="slash">What the auditor gains from a caught cheat.</param>
    /// <param name="damage">What a missed cheat costs the auditor.</param>
    /// <returns><c>h / (S + D)</c>.</returns>
    public static Fraction CheatingRate(Fraction auditCost, Fraction slash, Fraction damage) => auditCost / (slash + damage);
}
