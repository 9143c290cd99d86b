using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Finds the cheapest policy that is safe: the least stake or audit rate at which honesty is the most profitable choice.</summary>
/// <remarks>
/// <code>
/// least stake        = the smallest minimum bond for which the property holds, the audit rate as it is
/// least audit rate   = the smallest rate in basis points for which it holds, the stake as it is
/// </code>
/// By bisection with the exact check as oracle: more stake and more audits never make cheating pay, so what holds at a value holds
/// above it. The value found was checked itself, and so was the one just below it. Where honest work may be condemned and many jobs are in flight, more audits can
/// thin a deterrent out: the rate found then holds, and is the least of those that were tried.
/// </remarks>
public static class PolicyDesign
{
    /// <summary>The least stake that is looked for beyond: 10^30 base units.</summary>
    public static Amount LargestStake { get; } = Amount.Of(UInt128.Parse("1000000000000000000000000000000", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Returns the least minimum bond for which a property holds.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="property">The property; incentive compatibility is the usual one.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The stake, or null when no stake up to <see cref="LargestStake"/> is enough.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    public static Amount? LeastStake(
        MechanismPolicy policy, Economics economics, AlignmentProperty property = AlignmentProperty.IncentiveCompatibility, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));
        return LeastStake(stake => MarginOracle.Holds(WithStake(policy, Amount.Of(stake)), economics, property, cancellation), UInt128.Zero, null) is { } least
            ? Amount.Of(least)
            : null;
    }

    /// <summary>The least stake for which a monotone question is answered yes, at least one unit.</summary>
    /// <param name="holds">The question.</param>
    /// <param name="least">A stake below which the answer is known to be no.</param>
    /// <param name="most">A stake at which the answer is known to be yes, or null.</param>
    internal static UInt128? LeastStake(Func<UInt128, bool> holds, UInt128 least, UInt128? most)
    {
        UInt128 low = UInt128.Max(least, UInt128.One) - UInt128.One, high = most ?? UInt128.Max(least, UInt128.One);
        while (most is null && !holds(high))
        {
            if (high >= LargestStake.Units)
            {
                return null;
            }

            (low, high) = (high, high * 2);
        }

        while (high - low > UInt128.One)
        {
            UInt128 middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>Returns the least audit rate, the same for everybody, for which a property holds.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="property">The property.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The rate in whole basis points, or null when not even auditing everything is enough.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    public static Proportion? LeastAuditRate(
        MechanismPolicy policy, Economics economics, AlignmentProperty property = AlignmentProperty.IncentiveCompatibility, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));
        bool Holds(uint points) => MarginOracle.Holds(WithAuditRate(policy, Proportion.BasisPoints(points)), economics, property, cancellation);
        if (!Holds(10_000))
        {
            return null;
        }

        (uint low, uint high) = (0, 10_000);
        if (Holds(0))
        {
            return Proportion.Zero;
        }

        while (high - low > 1)
        {
            uint middle = (low + high) / 2;
            (low, high) = Holds(middle) ? (low, middle) : (middle, high);
        }

        return Proportion.BasisPoints(high);
    }

    /// <summary>Returns the largest coalition of participants against which a mechanism holds, side payments as the economics say.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics; its own number of members is left aside.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>How many members, up to all participants; null when not even one participant alone is deterred.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <remarks>By bisection: a larger coalition captures no fewer audits. Both the number found and the next one were checked.</remarks>
    public static long? LargestSafeCoalition(MechanismPolicy policy, Economics economics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));
        bool Holds(long members) => MarginOracle.Holds(policy, economics with { CoalitionMembers = members }, AlignmentProperty.CollusionResistance, cancellation);
        (long low, long high) = (0, economics.Participants + 1);
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = Holds(middle) ? (middle, high) : (low, middle);
        }

        return low == 0 ? null : low;
    }

    /// <summary>Returns the least stake for each of several audit rates: the frontier between the two.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="rates">The audit rates.</param>
    /// <param name="progress">Told the part done.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>One point for each rate; the stake is null where none is enough.</returns>
    public static ImmutableArray<FrontierPoint> Frontier(
        MechanismPolicy policy, Economics economics, IReadOnlyList<Proportion> rates, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ImmutableArray<FrontierPoint>.Builder points = ImmutableArray.CreateBuilder<FrontierPoint>();
        foreach (Proportion rate in rates)
        {
            points.Add(new FrontierPoint(rate, LeastStake(WithAuditRate(policy, rate), economics, cancellation: cancellation)));
            progress?.Report(points.Count / (double)rates.Count);
        }

        return points.ToImmutable();
    }

    /// <summary>Returns the policy with another minimum bond.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="stake">The minimum bond.</param>
    /// <returns>The policy.</returns>
    public static MechanismPolicy WithStake(MechanismPolicy policy, Amount stake)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy with { Stake = policy.Stake with { MinimumBond = stake } };
    }

    /// <summary>Returns the policy with the same audit rate for everybody.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="rate">The rate.</param>
    /// <returns>The policy.</returns>
    public static MechanismPolicy WithAuditRate(MechanismPolicy policy, Proportion rate)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy with { Verification = policy.Verification with { Sampler = new BernoulliSampler(rate) } };
    }
}
