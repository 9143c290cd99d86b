using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>What security costs a network: capital that is locked up, and jobs that are done again.</summary>
/// <remarks>
/// <code>cost of an epoch = participants * (minimum bond * Capital + jobs * audit rate * Audit)</code>
/// Base units an epoch. Exact.
/// </remarks>
/// <param name="Capital">What locking up one unit for one epoch costs its owner, such as 0.0001; not negative.</param>
/// <param name="Audit">What one audit of one job costs, in base units; not negative.</param>
public readonly record struct SecurityPrices(Fraction Capital, Fraction Audit)
{
    /// <summary>Returns the cost of an epoch.</summary>
    /// <param name="economics">The size of the network.</param>
    /// <param name="bond">The minimum bond, in base units.</param>
    /// <param name="auditRate">The audit rate, in [0, 1].</param>
    /// <returns>The cost, in base units, exact.</returns>
    public Fraction Of(Economics economics, Fraction bond, Fraction auditRate)
    {
        ArgumentNullException.ThrowIfNull(economics);
        return new Fraction(economics.Participants) * ((bond * Capital) + (new Fraction(economics.JobsPerEpoch) * auditRate * Audit));
    }
}
