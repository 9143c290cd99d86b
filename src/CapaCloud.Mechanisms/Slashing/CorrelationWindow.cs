using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>How much stake was at fault in the last epochs: what correlated penalties and circuit breakers look at.</summary>
/// <remarks>
/// <code>share at e = sum of stake at fault in the epochs (e - Length, e] / all stake, at most 1</code>
/// In base units; the share rounds up at the 18th digit. Every fault of an epoch counts alike whatever the order, because the share is
/// taken of the whole epoch. One entry for each epoch with faults, bounded by the length; older ones are forgotten when one is added.
/// Immutable.
/// </remarks>
public sealed class CorrelationWindow : IEquatable<CorrelationWindow>
{
    private readonly ImmutableSortedDictionary<Epoch, Amount> _atFault;

    private CorrelationWindow(EpochSpan length, ImmutableSortedDictionary<Epoch, Amount> atFault)
    {
        Length = length;
        _atFault = atFault;
    }

    /// <summary>Gets how many epochs count.</summary>
    public EpochSpan Length { get; }

    /// <summary>Gets how many epochs with faults are remembered.</summary>
    public int Count => _atFault.Count;

    /// <summary>Returns a window without faults.</summary>
    /// <param name="length">How many epochs count, not zero.</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is zero.</exception>
    public static CorrelationWindow Empty(EpochSpan length) => length.IsZero
        ? throw new ArgumentOutOfRangeException(nameof(length), "A correlation window of 0 epochs never sees a fault; expected at least 1.")
        : new CorrelationWindow(length, ImmutableSortedDictionary<Epoch, Amount>.Empty);

    /// <summary>Adds stake that was at fault.</summary>
    /// <param name="epoch">The epoch of the fault.</param>
    /// <param name="stake">The stake, in base units.</param>
    /// <param name="now">The present epoch; what is outside the window then is forgotten.</param>
    /// <returns>The window afterwards.</returns>
    public CorrelationWindow Add(Epoch epoch, Amount stake, Epoch now)
    {
        ImmutableSortedDictionary<Epoch, Amount>.Builder atFault = _atFault.ToBuilder();
        atFault[epoch] = atFault.GetValueOrDefault(epoch) + stake;
        foreach (Epoch old in _atFault.Keys.Where(old => old < now && now.Since(old) >= Length))
        {
            atFault.Remove(old);
        }

        return new CorrelationWindow(Length, atFault.ToImmutable());
    }

    /// <summary>Returns the share of all stake that was at fault in the window that ends with an epoch.</summary>
    /// <param name="epoch">The last epoch of the window.</param>
    /// <param name="allStake">All stake, in base units.</param>
    /// <returns>The share, at most one; one when there is no stake but a fault.</returns>
    public Proportion ShareAt(Epoch epoch, Amount allStake)
    {
        Amount total = Amount.Zero;
        foreach ((Epoch fault, Amount stake) in _atFault)
        {
            if (fault <= epoch && epoch.Since(fault) < Length)
            {
                total += stake;
            }
        }

        return total.IsZero ? Proportion.Zero
            : total >= allStake ? Proportion.One
            : Proportion.FromQuotient(total.Units, allStake.Units, Rounding.Up);
    }

    /// <inheritdoc/>
    public bool Equals(CorrelationWindow? other) => other is not null && Length == other.Length && _atFault.SequenceEqual(other._atFault);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CorrelationWindow);

    /// <inheritdoc/>
    public override int GetHashCode() => Length.GetHashCode() ^ Count;
}
