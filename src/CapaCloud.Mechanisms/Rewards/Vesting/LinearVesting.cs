namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Vests evenly, after a cliff before which nothing is vested.</summary>
/// <remarks>
/// <code>vested = 0 before Cliff; total from Duration on; else floor(total * elapsed / Duration)</code>
/// In base units and epochs; rounds down: 100 after 1 of 3 epochs is 33. At the cliff all that accrued since the start vests at once. A duration of zero vests everything at
/// once. Source: a continuous vesting account of the Cosmos SDK, without its cliff.
/// </remarks>
public sealed record LinearVesting : IVestingSchedule
{
    /// <summary>Initializes a new instance of the <see cref="LinearVesting"/> class.</summary>
    /// <param name="duration">How long it takes from the start until everything is vested.</param>
    /// <param name="cliff">How long nothing is vested; at most the duration.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cliff is after the end.</exception>
    public LinearVesting(EpochSpan duration, EpochSpan cliff = default)
    {
        if (cliff > duration)
        {
            throw new ArgumentOutOfRangeException(nameof(cliff), $"A cliff of {Prose.Epochs(cliff)} in a vesting of {duration}; expected at most that.");
        }

        Duration = duration;
        Cliff = cliff;
    }

    /// <summary>Gets how long it takes until everything is vested.</summary>
    public EpochSpan Duration { get; }

    /// <summary>Gets how long nothing is vested.</summary>
    public EpochSpan Cliff { get; }

    /// <inheritdoc/>
    public Amount Vested(Amount total, EpochSpan elapsed) =>
        elapsed >= Duration ? total
        : elapsed < Cliff ? Amount.Zero
        : total.Multiply(elapsed.Epochs, Duration.Epochs, Rounding.Down);
}
