using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Finds the cheapest policy under which chosen properties hold: more stake or more audits, whichever costs less.</summary>
/// <remarks>
/// <code>
/// minimise  SecurityPrices.Of(economics, stake(r), r)   over r = 0.0001, 0.0002, ..., 1,   stake(r) = the least minimum bond that is enough at r
/// cost of every r in [a, b]  &gt;=  Of(stake(b), a)      because stake(r) never rises with r
/// </code>
/// Ranges of rates are halved, cheapest bound first, until no range can hold anything cheaper: the least cost over all whole basis points, not a local one.
/// Where honest work may be condemned and many jobs are in flight, more audits can thin a deterrent out, so that the stake that is enough may rise with the rate:
/// the design is then still one that was checked and holds, and a cheaper one may exist. Properties that more stake may harm (honest safety, participation, ...) are asked for at each candidate and rule it out when they do not hold.
/// </remarks>
public static class LeastCost
{
    private const uint Points = 10_000;

    /// <summary>Properties that more stake and more audits only help.</summary>
    private static readonly AlignmentProperty[] Rising =
    [
        AlignmentProperty.IncentiveCompatibility, AlignmentProperty.ParallelSafety, AlignmentProperty.CollusionResistance,
        AlignmentProperty.WhitewashResistance, AlignmentProperty.ExitSafety, AlignmentProperty.VerifierDiligence,
    ];

    /// <summary>Designs it.</summary>
    /// <param name="policy">The policy to start from; everything but the minimum bond and the sampler stays.</param>
    /// <param name="economics">The economics.</param>
    /// <param name="prices">What capital and audits cost.</param>
    /// <param name="properties">The properties that must hold; incentive compatibility alone when left out.</param>
    /// <param name="progress">Told the part of the rates that is decided.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The design, or null when the properties hold at no rate and no stake.</returns>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LeastCostDesign? Design(
        MechanismPolicy policy,
        Economics economics,
        SecurityPrices prices,
        IReadOnlyCollection<AlignmentProperty>? properties = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));
        if (prices.Capital.IsNegative || prices.Audit.IsNegative)
        {
            throw new ArgumentOutOfRangeException(nameof(prices), prices, "A price is below 0; expected what capital and audits cost, not what they bring.");
        }

        Search search = new(policy, economics, prices, [.. properties ?? [AlignmentProperty.IncentiveCompatibility]], cancellation);
        search.Run(progress);
        return search.Best;
    }

    private sealed class Search(MechanismPolicy policy, Economics economics, SecurityPrices prices, AlignmentProperty[] properties, CancellationToken cancellation)
    {
        private readonly AlignmentProperty[] _rising = [.. properties.Intersect(Rising)];
        private readonly PriorityQueue<(uint First, uint Last, UInt128? StakeFirst, UInt128 StakeLast), Fraction> _open = new();

        public LeastCostDesign? Best { get; private set; }

        private int Checks { get; set; }

        public void Run(IProgress<double>? progress)
        {
            if (Look(Points, UInt128.Zero, null) is not { } least)
            {
                return;
            }

            UInt128? most = Look(1, least, null);
            Push(1, Points, most, least);
            uint decided = 0;
            while (_open.TryDequeue(out (uint First, uint Last, UInt128? StakeFirst, UInt128 StakeLast) range, out Fraction bound))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Best is not null && bound >= Best.Cost)
                {
                    // The cheapest bound that is left: nothing else can be cheaper either.
                    break;
                }

                uint middle = (range.First + range.Last) / 2;
                UInt128? stake = Look(middle, range.StakeLast, range.StakeFirst);
                if (stake is { } enough)
                {
                    Push(range.First, middle, range.StakeFirst, enough);
                }

                Push(middle, range.Last, stake, range.StakeLast);
                decided += range.Last - range.First == 2 ? 2u : 0u;
                progress?.Report(decided / (double)Points);
            }

            progress?.Report(1);
        }

        /// <summary>The ends of a range were looked at already.</summary>
        private void Push(uint first, uint last, UInt128? stakeFirst, UInt128 stakeLast)
        {
            if (last - first > 1)
            {
                _open.Enqueue((first, last, stakeFirst, stakeLast), prices.Of(economics, Units(stakeLast), Rate(first + 1).ToFraction()));
            }
        }

        /// <summary>The least stake that is enough at a rate, between two that are known; null when none is. A candidate, if all properties hold there.</summary>
        private UInt128? Look(uint points, UInt128 least, UInt128? most)
        {
            Checks++;
            MechanismPolicy audited = PolicyDesign.WithAuditRate(policy, Rate(points));
            if (PolicyDesign.LeastStake(stake => Holds(audited, stake, _rising), least, most) is not { } bond)
            {
                return null;
            }

            Fraction cost = prices.Of(economics, Units(bond), Rate(points).ToFraction());
            if ((Best is null || cost < Best.Cost) && Holds(audited, bond, properties))
            {
                Best = new LeastCostDesign(PolicyDesign.WithStake(audited, Amount.Of(bond)), Rate(points), Amount.Of(bond), cost, Checks);
            }

            Best = Best is null ? null : Best with { Checks = Checks };
            return bond;
        }

        private bool Holds(MechanismPolicy audited, UInt128 stake, AlignmentProperty[] asked) =>
            Array.TrueForAll(asked, property => MarginOracle.Holds(PolicyDesign.WithStake(audited, Amount.Of(stake)), economics, property, cancellation));

        private static Proportion Rate(uint points) => Proportion.BasisPoints(points);

        private static Fraction Units(UInt128 units) => new((System.Numerics.BigInteger)units);
    }
}
