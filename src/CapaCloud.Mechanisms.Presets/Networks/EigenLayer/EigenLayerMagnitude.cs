namespace CapaCloud.Mechanisms.Presets.Networks.EigenLayer;

/// <summary>What is left of an allocation of an operator of EigenLayer after slashes: a magnitude, one being nothing slashed yet.</summary>
/// <remarks>
/// <code>
/// slash(w):  s = ceiling(Current * w);  Current - s, Maximum - s, Encumbered - s
/// burned operator shares = shares - ceiling(shares * new Maximum / old Maximum)
/// </code>
/// In parts of 10^18. The slash rounds up, in favour of the one it protects; the shares left round up too, so that too little is burned
/// rather than too much. Several slashes multiply: they never take the same magnitude twice. Source: described from the behaviour of
/// EigenLayer's slashing library and its published tests.
/// </remarks>
/// <param name="Current">The magnitude allocated to one set.</param>
/// <param name="Maximum">The most the operator can ever allocate again.</param>
/// <param name="Encumbered">What is allocated to all sets.</param>
public readonly record struct EigenLayerMagnitude(Proportion Current, Proportion Maximum, Proportion Encumbered)
{
    /// <summary>Returns the magnitudes after a slash.</summary>
    /// <param name="fraction">The part of the current magnitude.</param>
    /// <returns>The magnitudes afterwards.</returns>
    public EigenLayerMagnitude Slash(Proportion fraction)
    {
        Proportion slashed = Current.Multiply(fraction, Rounding.Up);
        return new EigenLayerMagnitude(Current.SubtractToZero(slashed), Maximum.SubtractToZero(slashed), Encumbered.SubtractToZero(slashed));
    }

    /// <summary>Returns how many of an operator's shares a slash burns.</summary>
    /// <param name="operatorShares">The shares, in base units.</param>
    /// <param name="before">The maximum magnitude before the slash, not zero.</param>
    /// <param name="after">The maximum magnitude after it.</param>
    /// <returns>The shares burned; what is left rounds up.</returns>
    public static Amount BurnedShares(Amount operatorShares, Proportion before, Proportion after) =>
        operatorShares - operatorShares.Multiply(after.Parts, before.Parts, Rounding.Up);
}
