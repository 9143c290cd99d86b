namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Epochs in a row that were earned at one rate and have not been paid out.</summary>
/// <remarks>
/// <code>amount = rate * (To - From)</code>
/// <c>default</c> is no epoch.
/// </remarks>
/// <param name="From">The first epoch.</param>
/// <param name="To">The epoch after the last.</param>
/// <param name="Rate">What each costs.</param>
public readonly record struct EscrowPeriod(Epoch From, Epoch To, EpochRate Rate)
{
    /// <summary>Returns what the period costs, in base units.</summary>
    /// <returns>The amount, exact.</returns>
    /// <exception cref="OverflowException">The end is before the start, or the amount exceeds 2^128 - 1 units.</exception>
    public Amount ToAmount() => Rate.Over(To - From);

    /// <summary>Returns the part of the period that lies between two epochs, or nothing.</summary>
    internal EscrowPeriod Within(Epoch from, Epoch to)
    {
        (Epoch start, Epoch end) = (Epoch.Max(From, from), Epoch.Min(To, to));
        return start < end ? new EscrowPeriod(start, end, Rate) : default;
    }
}
