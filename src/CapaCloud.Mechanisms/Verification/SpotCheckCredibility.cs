using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How reliable somebody is after passing spot-checks: Sarmenta's two estimates.</summary>
/// <remarks>
/// <code>
/// without exclusion: c = 1 - f / k
/// with exclusion:    c = 1 - (f / (1 - f)) * 1 / (k * e)     e = 2.71828...
/// </code>
/// f is the assumed share of saboteurs, k the number of checks passed; with k = 0 it is <c>1 - f</c>. Rounded down: a record is never
/// worth more than it is. At f = 0.2, ten checks give 0.98 and 0.990803013970713941.
/// Source: Sarmenta, "Sabotage-tolerance mechanisms for volunteer computing systems".
/// </remarks>
public static class SpotCheckCredibility
{
    /// <summary>Returns the reliability when a failed check only costs the result, not the place in the network.</summary>
    /// <param name="saboteurs">f, the assumed share of saboteurs.</param>
    /// <param name="passed">k, the checks passed.</param>
    /// <returns>The reliability, rounded down.</returns>
    public static Proportion WithoutExclusion(Proportion saboteurs, ulong passed) =>
        passed <= 1 ? saboteurs.Complement : Proportion.FromParts((ulong)MultiplyDivide.Up(saboteurs.Parts, 1, passed)).Complement;

    /// <summary>Returns the reliability when a failed check excludes.</summary>
    /// <param name="saboteurs">f, the assumed share of saboteurs, below 1.</param>
    /// <param name="passed">k, the checks passed.</param>
    /// <returns>The reliability, rounded down; never below <c>1 - f</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Everybody is assumed to be a saboteur.</exception>
    public static Proportion WithExclusion(Proportion saboteurs, ulong passed)
    {
        if (saboteurs == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(nameof(saboteurs), "The assumed share of saboteurs must be below 1.");
        }

        if (passed == 0)
        {
            return saboteurs.Complement;
        }

        UInt128 odds = MultiplyDivide.Up(saboteurs.Parts, EulerNumber.Inverse, saboteurs.Complement.Parts);
        UInt128 doubt = MultiplyDivide.Up(odds, 1, passed);
        return Proportion.Max(saboteurs.Complement, Proportion.FromParts((ulong)UInt128.Min(doubt, Proportion.PartsPerOne)).Complement);
    }
}
