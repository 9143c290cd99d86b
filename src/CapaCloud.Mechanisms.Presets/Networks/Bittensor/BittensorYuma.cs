using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Presets.Networks.Bittensor;

/// <summary>Bittensor's settings of Yuma consensus, and the 16-bit form in which the network keeps bonds of the original version.</summary>
/// <remarks>
/// <code>stored = floor(65535 * bond / largest bond of the column)</code>
/// The storage loses up to one unit in 65535 a round, which the network's own tests show; the core keeps 18 digits instead. Source:
/// opentensor/subtensor, pallets/subtensor/src/epoch.
/// </remarks>
public static class BittensorYuma
{
    /// <summary>Gets the majority that the network's tests use: 32767 / 65535.</summary>
    public static Proportion Kappa { get; } = Proportion.FromQuotient(32_767, ushort.MaxValue, Rounding.Down);

    /// <summary>Gets the original version: bonds follow clipped weights at a rate of 0.1.</summary>
    public static YumaConsensus Original { get; } = new()
    {
        Kappa = Kappa,
        Version = YumaVersion.Original,
        BondsPenalty = Proportion.One,
        BondsRate = Proportion.Percent(10),
    };

    /// <summary>Gets the third version with liquid alpha between 0.1 and 0.3, steepness 10.</summary>
    public static YumaConsensus Third { get; } = new()
    {
        Kappa = Kappa,
        Version = YumaVersion.Third,
        LiquidAlpha = new LiquidAlpha(Proportion.Percent(10), Proportion.Percent(30), Ratio.Of(10)),
    };

    /// <summary>Gets the third version without liquid alpha: a moving average of 0.975.</summary>
    public static YumaConsensus ThirdWithoutLiquidAlpha { get; } = Third with { LiquidAlpha = null, BondsRate = Proportion.BasisPoints(250) };

    /// <summary>Returns bonds as the network stores them: every column scaled so that its largest is 65535, rounded down.</summary>
    /// <param name="bonds">The bonds, row after row.</param>
    /// <param name="servers">The length of a row.</param>
    /// <returns>The stored bonds; a column of zeros stays.</returns>
    /// <exception cref="ArgumentException">Not a whole number of rows.</exception>
    public static ImmutableArray<ushort> Store(ReadOnlySpan<Proportion> bonds, int servers)
    {
        if (servers <= 0 || bonds.Length % servers != 0)
        {
            throw new ArgumentException($"{Prose.Count(bonds.Length, "bond is", "bonds are")} no whole number of rows of {servers}.", nameof(bonds));
        }

        ulong[] largest = new ulong[servers];
        for (int pair = 0; pair < bonds.Length; pair++)
        {
            largest[pair % servers] = ulong.Max(largest[pair % servers], bonds[pair].Parts);
        }

        var stored = ImmutableArray.CreateBuilder<ushort>(bonds.Length);
        for (int pair = 0; pair < bonds.Length; pair++)
        {
            ulong most = largest[pair % servers];
            stored.Add(most == 0 ? (ushort)0 : (ushort)MultiplyDivide.Down(bonds[pair].Parts, ushort.MaxValue, most));
        }

        return stored.MoveToImmutable();
    }

    /// <summary>Returns stored bonds as proportions of 65535.</summary>
    /// <param name="stored">The stored bonds.</param>
    /// <returns>The bonds, rounded down.</returns>
    public static ImmutableArray<Proportion> Restore(ReadOnlySpan<ushort> stored)
    {
        var bonds = ImmutableArray.CreateBuilder<Proportion>(stored.Length);
        foreach (ushort bond in stored)
        {
            bonds.Add(Proportion.FromQuotient(bond, ushort.MaxValue, Rounding.Down));
        }

        return bonds.MoveToImmutable();
    }
}
