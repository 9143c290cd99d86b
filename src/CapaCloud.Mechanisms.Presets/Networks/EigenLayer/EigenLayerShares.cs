namespace CapaCloud.Mechanisms.Presets.Networks.EigenLayer;

/// <summary>A staker's deposit with an operator of EigenLayer: shares, and the factor that keeps earlier slashes from touching later deposits.</summary>
/// <remarks>
/// <code>
/// withdrawable = (Deposited * Scaling) * slashingFactor                    in this order, each rounded down
/// first deposit: Scaling' = Scaling / slashingFactor
/// later deposit: Scaling' = (withdrawable + added) / (Deposited + added) / slashingFactor
/// deposit shares of an amount = amount / Scaling / slashingFactor
/// </code>
/// Shares in base units, factors in parts of 10^18; 10^18 parts are one. Claims round down. A factor that rounds to zero is refused, as
/// upstream refuses it. <c>default</c>: nothing deposited, factor one. Source: described from the behaviour of EigenLayer's slashing library
/// and its published tests.
/// </remarks>
public readonly record struct EigenLayerShares
{
    private readonly Ratio _scaling;

    /// <summary>Initializes a new instance of the <see cref="EigenLayerShares"/> struct.</summary>
    /// <param name="deposited">The deposit shares, in base units.</param>
    /// <param name="scaling">The deposit scaling factor; zero stands for one.</param>
    public EigenLayerShares(Amount deposited, Ratio scaling)
    {
        Deposited = deposited;
        _scaling = scaling;
    }

    /// <summary>Gets the deposit shares, in base units.</summary>
    public Amount Deposited { get; }

    /// <summary>Gets the deposit scaling factor.</summary>
    public Ratio Scaling => _scaling.IsZero ? Ratio.One : _scaling;

    /// <summary>Returns the shares as they enter the withdrawal queue, before later slashes.</summary>
    /// <returns><c>Deposited * Scaling</c>, rounded down.</returns>
    public Amount Queued() => Deposited.Multiply(Scaling, Rounding.Down);

    /// <summary>Returns what can be withdrawn.</summary>
    /// <param name="slashingFactor">What slashes have left of one.</param>
    /// <returns>The shares, in base units, rounded down twice.</returns>
    public Amount Withdrawable(Proportion slashingFactor) => Queued().Multiply(slashingFactor, Rounding.Down);

    /// <summary>Returns the deposit shares behind an amount that can be withdrawn.</summary>
    /// <param name="withdrawable">The amount, in base units.</param>
    /// <param name="slashingFactor">What slashes have left of one, not zero.</param>
    /// <returns>The deposit shares, in base units, rounded down twice.</returns>
    public Amount DepositSharesOf(Amount withdrawable, Proportion slashingFactor) => withdrawable
        .Multiply(Proportion.PartsPerOne, Scaling.Parts, Rounding.Down)
        .Multiply(Proportion.PartsPerOne, slashingFactor.Parts, Rounding.Down);

    /// <summary>Returns the deposit with more in it.</summary>
    /// <param name="added">The shares added, in base units.</param>
    /// <param name="slashingFactor">What slashes have left of one, not zero.</param>
    /// <returns>The deposit afterwards.</returns>
    /// <exception cref="InvalidOperationException">The new factor rounds to zero: the deposit would be lost.</exception>
    public EigenLayerShares Add(Amount added, Proportion slashingFactor)
    {
        Ratio factor = slashingFactor.ToRatio();
        Ratio scaling = Deposited.IsZero
            ? Scaling.Divide(factor, Rounding.Down)
            : Ratio.FromQuotient((Withdrawable(slashingFactor) + added).Units, (Deposited + added).Units, Rounding.Down)
                .Divide(factor, Rounding.Down);
        return scaling.IsZero
            ? throw new InvalidOperationException(
                $"Adding {Prose.Count(added.Units, "share")} to {Deposited} at a slashing factor of {slashingFactor} gives a scaling factor of 0; the deposit would be lost.")
            : new EigenLayerShares(Deposited + added, scaling);
    }
}
