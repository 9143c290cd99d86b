using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Pay that rises from nothing at a lowest performance to all of it at a sufficient one, without a cliff.</summary>
/// <remarks>
/// <code>pay = floor(reward * min(1, max(0, performance - Lowest) / (Sufficient - Lowest)))</code>
/// In base units; one division, rounded down in favour of the pool: 0.945 between 0.9 and 0.99 of 3,333,333 is 1,666,666. What is not earned stays in the pool: others do not
/// gain when one fails, so nobody gains by making a rival fail. Source: NEAR's pay between two uptimes. Immutable.
/// </remarks>
public readonly record struct PerformanceBand
{
    private readonly Proportion _missing;

    /// <summary>Initializes a new instance of the <see cref="PerformanceBand"/> struct.</summary>
    /// <param name="lowest">Up to here nothing is paid.</param>
    /// <param name="sufficient">From here on everything is paid; above <paramref name="lowest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The second is not above the first: that would be a cliff.</exception>
    [JsonConstructor]
    public PerformanceBand(Proportion lowest, Proportion sufficient)
    {
        if (sufficient <= lowest)
        {
            throw new ArgumentOutOfRangeException(nameof(sufficient), $"From {lowest} to {sufficient} is a cliff; expected a sufficient performance above the lowest.");
        }

        Lowest = lowest;
        _missing = sufficient.Complement;
    }

    /// <summary>Gets the performance up to which nothing is paid; 0 of <c>default</c>.</summary>
    public Proportion Lowest { get; }

    /// <summary>Gets the performance from which on everything is paid; 1 of <c>default</c>.</summary>
    public Proportion Sufficient => _missing.Complement;

    /// <summary>Returns the pay for a performance.</summary>
    /// <param name="reward">The whole pay, in base units.</param>
    /// <param name="performance">The performance, such as an uptime.</param>
    /// <returns>The pay.</returns>
    public Amount PayOf(Amount reward, Proportion performance) =>
        performance >= Sufficient ? reward
        : reward.Multiply(performance.SubtractToZero(Lowest).Parts, Sufficient.Parts - Lowest.Parts, Rounding.Down);

    /// <summary>Returns the pay for what was done of what was due, without rounding the quotient first.</summary>
    /// <param name="reward">The whole pay, in base units.</param>
    /// <param name="done">What was done.</param>
    /// <param name="due">What was due; nothing is paid when nothing was.</param>
    /// <returns>The pay.</returns>
    public Amount PayOf(Amount reward, ulong done, ulong due)
    {
        UInt128 reached = (UInt128)done * Proportion.PartsPerOne, lowest = (UInt128)due * Lowest.Parts, sufficient = (UInt128)due * Sufficient.Parts;
        return due == 0 || reached <= lowest ? Amount.Zero
            : reached >= sufficient ? reward
            : reward.Multiply(reached - lowest, sufficient - lowest, Rounding.Down);
    }
}
