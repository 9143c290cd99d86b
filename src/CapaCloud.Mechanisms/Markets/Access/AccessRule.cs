using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Reputation earns access to work: a larger score may get a larger part of it, without a cliff, and a newcomer has a way in.</summary>
/// <remarks>
/// <code>
/// share(score) = linear between the points
/// Limit        = max(1, floor(capacity * share(score)))        units; 0 of a capacity of 0
/// Steepness    = the largest rise of the share from point to point / rise of the score, at most SteepestRise = 10
/// </code>
/// In units of capacity, rounded down; 1 % of 150 units is 1. The points begin at score 0 with a share above zero and end at score 1; scores rise
/// and shares never fall, so better conduct never loses access, and a little more score is a little more access: a hundredth of score is at
/// most a tenth of the capacity. The last share is the cap
/// against concentration: nobody gets more. A limit for an identity is worth an identity: keep the first share below what an identity costs. Equal
/// by content.
/// </remarks>
public sealed record AccessRule
{
    /// <summary>Initializes a new instance of the <see cref="AccessRule"/> class.</summary>
    /// <param name="points">The share at each score, from score 0 to score 1.</param>
    /// <exception cref="ArgumentException">The points do not begin at 0 with a share above zero, do not end at 1, do not rise, or rise more steeply than <see cref="SteepestRise"/>.</exception>
    [JsonConstructor]
    public AccessRule(ImmutableArray<AccessPoint> points)
    {
        Points = points.IsDefault ? [] : points;
        if (Points.Length < 2 || !Points[0].Score.IsZero || Points[^1].Score != Proportion.One)
        {
            throw new ArgumentException("Access points begin at score 0 and end at score 1; expected at least these two.", nameof(points));
        }

        if (Points[0].Share.IsZero)
        {
            throw new ArgumentException("The share at score 0 is 0, so nobody new could ever begin; expected above 0.", nameof(points));
        }

        for (int index = 1; index < Points.Length; index++)
        {
            if (Points[index].Score <= Points[index - 1].Score || Points[index].Share < Points[index - 1].Share)
            {
                throw new ArgumentException(
                    $"Point {DecimalText.Format((uint)index)} (score {Points[index].Score}, share {Points[index].Share}) does not rise from the one before; expected a higher score and no lower share.",
                    nameof(points));
            }

            Ratio rise = Rise(Points[index - 1], Points[index]);
            if (rise > SteepestRise)
            {
                throw new ArgumentException(
                    $"From score {Points[index - 1].Score} to score {Points[index].Score} the share rises from {Points[index - 1].Share} to {Points[index].Share}, {rise} times the score: a cliff. Expected at most {SteepestRise} times.",
                    nameof(points));
            }
        }
    }

    /// <summary>Gets how many times the rise of the score the share may rise: 10.</summary>
    public static Ratio SteepestRise => Ratio.Of(10);

    /// <summary>Gets the share at each score.</summary>
    public ImmutableArray<AccessPoint> Points { get; }

    /// <summary>Gets how many times the rise of the score the share rises at most, rounded up: between two scores it moves by at most that times their distance, and one part of 10^18.</summary>
    [JsonIgnore]
    public Ratio Steepness
    {
        get
        {
            Ratio steepest = Ratio.Zero;
            for (int index = 1; index < Points.Length; index++)
            {
                steepest = Ratio.Max(steepest, Rise(Points[index - 1], Points[index]));
            }

            return steepest;
        }
    }

    /// <summary>Returns a straight line from the newcomer's share to the largest.</summary>
    /// <param name="newcomer">The share at score 0, above zero.</param>
    /// <param name="largest">The share at score 1: the cap against concentration.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The newcomer's share is zero or above the largest.</exception>
    public static AccessRule Linear(Proportion newcomer, Proportion largest) =>
        new([new AccessPoint(Proportion.Zero, newcomer), new AccessPoint(Proportion.One, largest)]);

    /// <summary>Returns the largest part of the capacity for a score.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The share, rounded down between points.</returns>
    public Proportion ShareAt(Proportion score)
    {
        int next = 1;
        while (Points[next].Score < score)
        {
            next++;
        }

        (AccessPoint low, AccessPoint high) = (Points[next - 1], Points[next]);
        UInt128 rise = (UInt128)(high.Share.Parts - low.Share.Parts) * (score.Parts - low.Score.Parts) / (high.Score.Parts - low.Score.Parts);
        return Proportion.FromParts(low.Share.Parts + (ulong)rise);
    }

    /// <summary>Returns the most units that a participant may get.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="capacity">How many units there are.</param>
    /// <returns>The limit; at least 1 when there is capacity.</returns>
    public ulong Limit(Proportion score, ulong capacity) =>
        capacity == 0 ? 0 : ulong.Max(1, (ulong)MultiplyDivide.Down(capacity, ShareAt(score).Parts, Proportion.PartsPerOne));

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AccessRule {{ Points = {Prose.List(Points)}, Steepness = {Steepness} }}";

    /// <inheritdoc/>
    public bool Equals(AccessRule? other) => other is not null && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Points.Length;

    private static Ratio Rise(AccessPoint low, AccessPoint high) => Ratio.FromQuotient(high.Share.Parts - low.Share.Parts, high.Score.Parts - low.Score.Parts, Rounding.Up);
}
