namespace CapaCloud.Mechanisms.Escrow;

/// <summary>The most that each side of a stream or a job can lose at a moment, whatever the other side does from then on.</summary>
/// <remarks>
/// <code>
/// most the provider can lose  = Unsecured + Contestable + ProviderBond
/// most the requester can lose = Committed + RequesterBond
/// </code>
/// In base units. <c>default</c> is nothing.
/// </remarks>
/// <param name="Unsecured">Work that may have been done, the running epoch included, for which no money is set aside.</param>
/// <param name="Contestable">Money set aside for the provider that only an arbiter can still cut.</param>
/// <param name="ProviderBond">What the provider laid down.</param>
/// <param name="Committed">What would still go to the provider if the requester gave notice at once: what is earned, and the reserve.</param>
/// <param name="RequesterBond">What the requester laid down.</param>
public readonly record struct EscrowExposure(Amount Unsecured, Amount Contestable, Amount ProviderBond, Amount Committed, Amount RequesterBond)
{
    /// <summary>Returns the most the provider can lose.</summary>
    /// <returns>Base units.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 units.</exception>
    public Amount MostProviderCanLose() => Unsecured + Contestable + ProviderBond;

    /// <summary>Returns the most the requester can lose.</summary>
    /// <returns>Base units.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 units.</exception>
    public Amount MostRequesterCanLose() => Committed + RequesterBond;
}
