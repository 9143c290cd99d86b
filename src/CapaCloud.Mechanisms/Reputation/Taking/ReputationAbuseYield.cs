namespace CapaCloud.Mechanisms.Reputation;

/// <summary>How much was taken, by how many acts, before exclusion or the end of the horizon.</summary>
/// <remarks>
/// <code>Taken = Acts * gain of one act</code>
/// </remarks>
/// <param name="Acts">The acts that took.</param>
/// <param name="Taken">What they brought.</param>
/// <param name="EndsInExclusion">Whether the participant is excluded in the end; otherwise it could go on beyond the horizon.</param>
public readonly record struct ReputationAbuseYield(ulong Acts, Amount Taken, bool EndsInExclusion)
{
    /// <summary>Tells whether taking and coming back under a new name loses: an identity costs at least what is taken with it.</summary>
    /// <param name="identityCost">What a new identity costs.</param>
    /// <returns><see langword="true"/> when it is excluded and the identity costs at least what was taken.</returns>
    public bool LosesAgainst(Amount identityCost) => EndsInExclusion && Taken <= identityCost;
}
