namespace CapaCloud.Mechanisms.Staking;

/// <summary>
/// The stake that weighs: the real stake in whole increments, followed with hysteresis, so that a stake that hovers around a step does
/// not make the weights of the whole network flutter.
/// </summary>
/// <remarks>
/// <code>
/// changes only when  stake + DownwardMargin &lt; effective  or  effective + UpwardMargin &lt; stake
/// new effective    = min(stake - stake mod Increment, Maximum)
/// </code>
/// In base units. Rounds down to whole increments: 33.9 increments weigh 33. With margins of 1/4 and 5/4 of an increment: the
/// effective balance of Ethereum's beacon chain. <c>default</c> is not useful: an increment of zero is refused.
/// </remarks>
public sealed record EffectiveStake
{
    private readonly Amount _increment;

    /// <summary>Gets the step in which weight is counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to zero.</exception>
    public required Amount Increment
    {
        get => _increment;
        init => _increment = value.IsZero
            ? throw new ArgumentOutOfRangeException(nameof(value), "The increment of effective stake is 0 units; expected at least 1.")
            : value;
    }

    /// <summary>Gets how far the stake must fall below the effective stake before it is followed.</summary>
    public Amount DownwardMargin { get; init; }

    /// <summary>Gets how far the stake must rise above the effective stake before it is followed.</summary>
    public Amount UpwardMargin { get; init; }

    /// <summary>Gets the most that weighs.</summary>
    public Amount Maximum { get; init; } = Amount.MaxValue;

    /// <summary>Returns the effective stake that follows a stake.</summary>
    /// <param name="effective">The effective stake so far.</param>
    /// <param name="stake">The real stake.</param>
    /// <returns>The effective stake from now on.</returns>
    public Amount Follow(Amount effective, Amount stake)
    {
        bool falls = stake < effective && effective - stake > DownwardMargin;
        bool rises = stake > effective && stake - effective > UpwardMargin;
        return falls || rises ? Amount.Min(Amount.Of(stake.Units - (stake.Units % Increment.Units)), Maximum) : effective;
    }
}
