namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What four surfaces prove about the game, everything rounded outward.</summary>
/// <remarks>
/// <code>
/// best strategy &lt;= Best + Above       Honest - Below &lt;= honesty &lt;= HonestBest + HonestAbove       some strategy &gt;= Attack - AttackBelow
/// Margin &lt;= honesty - (one other act, then the best strategy),  at every reputation that honesty leads to
/// </code>
/// Base units, in value over all epochs.
/// </remarks>
internal sealed record DynamicBounds
{
    public required double Above { get; init; }

    public required double Below { get; init; }

    public required double HonestAbove { get; init; }

    public required double AttackBelow { get; init; }

    /// <summary>Gets what any deviation at a reputation that honesty leads to loses at least; negative when nothing is proved.</summary>
    public required double Margin { get; init; }

    /// <summary>Gets the most that the best strategy may gain over honesty at such a reputation.</summary>
    public required double LargestGain { get; init; }

    public required CellShortfalls Shortfalls { get; init; }

    /// <summary>For surfaces that are no claim at all.</summary>
    public static DynamicBounds Nothing(GameSurfaces surfaces) => new()
    {
        Above = double.PositiveInfinity,
        Below = double.PositiveInfinity,
        HonestAbove = double.PositiveInfinity,
        AttackBelow = double.PositiveInfinity,
        Margin = double.NegativeInfinity,
        LargestGain = double.PositiveInfinity,
        Shortfalls = new CellShortfalls(surfaces.Best.Length, surfaces.Across.Length, surfaces.Up.Length),
    };
}
