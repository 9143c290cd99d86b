using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A multiplier on straight lines between given points; level before the first and after the last.</summary>
/// <remarks>
/// <code>
/// multiplier = m0 + (m1 - m0) * (score - s0) / (s1 - s0)     between neighbours (s0, m0) and (s1, m1)
/// </code>
/// Dimensionless, in parts of 10^18. Rounds down, in favour of the other claims: halfway between (0, 0) and (1, 10^-18) it is
/// 0. Exact at the points. Two points at one score would be a cliff and are refused. Equal when the points are. Immutable and
/// safe to share between threads.
/// </remarks>
public sealed record PiecewiseLinearMultiplier : IRewardMultiplier
{
    /// <summary>Initializes a new instance of the <see cref="PiecewiseLinearMultiplier"/> class.</summary>
    /// <param name="points">At least one point, each at a higher score than the one before.</param>
    /// <exception cref="ArgumentException">There is no point, or a score is not above the one before it.</exception>
    [JsonConstructor]
    public PiecewiseLinearMultiplier(ImmutableArray<MultiplierPoint> points)
    {
        if (points.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A multiplier needs at least one point.", nameof(points));
        }

        for (int index = 1; index < points.Length; index++)
        {
            if (points[index].Score <= points[index - 1].Score)
            {
                throw new ArgumentException(
                    $"The point at score {points[index].Score} follows the one at {points[index - 1].Score}; expected scores that rise.",
                    nameof(points));
            }
        }

        Points = points;
    }

    /// <summary>Gets the points, each at a higher score than the one before.</summary>
    public ImmutableArray<MultiplierPoint> Points { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public RewardMultiplierPromises Promises
    {
        get
        {
            for (int index = 1; index < Points.Length; index++)
            {
                if (Points[index].Multiplier < Points[index - 1].Multiplier)
                {
                    return RewardMultiplierPromises.Continuous;
                }
            }

            return RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone;
        }
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio Steepness
    {
        get
        {
            Ratio steepest = Ratio.Zero;
            for (int index = 1; index < Points.Length; index++)
            {
                (Proportion start, Ratio startValue) = Points[index - 1];
                (Proportion end, Ratio endValue) = Points[index];
                steepest = Ratio.Max(steepest, MultiplierSegment.Steepness(start, startValue, end, endValue));
            }

            return steepest;
        }
    }

    /// <inheritdoc/>
    public Ratio Evaluate(Proportion score)
    {
        if (score <= Points[0].Score)
        {
            return Points[0].Multiplier;
        }

        for (int index = 1; index < Points.Length; index++)
        {
            if (score <= Points[index].Score)
            {
                (Proportion start, Ratio startValue) = Points[index - 1];
                (Proportion end, Ratio endValue) = Points[index];
                return MultiplierSegment.Evaluate(score, start, startValue, end, endValue);
            }
        }

        return Points[^1].Multiplier;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PiecewiseLinearMultiplier {{ Points = {Prose.List(Points)}, Promises = {Promises}, Steepness = {Steepness} }}";

    /// <inheritdoc/>
    public bool Equals(PiecewiseLinearMultiplier? other) => other is not null && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Points.Length;
        foreach (MultiplierPoint point in Points)
        {
            hash = unchecked((hash * 31) ^ point.GetHashCode());
        }

        return hash;
    }
}
