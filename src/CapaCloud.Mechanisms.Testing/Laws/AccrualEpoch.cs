namespace CapaCloud.Mechanisms.Testing;

/// <summary>An epoch of a history that is played with an <see cref="IAccrual"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Steps">What happens in it.</param>
/// <param name="Reward">What is earned in it, in base units.</param>
/// <param name="Delay">How many epochs later it is closed.</param>
public sealed record AccrualEpoch(IReadOnlyList<AccrualStep> Steps, UInt128 Reward, int Delay)
{
    /// <inheritdoc/>
    public override string ToString() => $"reward {Reward} after {Delay}: [{string.Join("; ", Steps)}]";

    /// <inheritdoc/>
    public bool Equals(AccrualEpoch? other) =>
        other is not null
        && Reward == other.Reward
        && Delay == other.Delay
        && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reward, Delay, Steps.Count);
}
