namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A straight line <c>x -> Slope * x + Offset</c>, by which an epoch moves one coordinate of a reputation. <c>default</c> is the constant 0.</summary>
internal readonly record struct AffineMap(double Slope, double Offset)
{
    public static AffineMap Identity => new(1, 0);

    public double Of(double value) => (Slope * value) + Offset;

    /// <summary>This map first, then the other.</summary>
    public AffineMap Then(AffineMap next) => new(next.Slope * Slope, next.Of(Offset));

    /// <summary>The line through what the ends 0 and <paramref name="end"/> are moved to.</summary>
    public static AffineMap Through(double atZero, double atEnd, double end) => new(end > 0 ? (atEnd - atZero) / end : 0, atZero);

    /// <summary>The smallest bound that the map does not leave: x with Slope * x + Offset &lt;= x; infinite when there is none.</summary>
    public double SmallestBound => Offset <= 0 ? 0 : Slope < 1 ? Offset / (1 - Slope) : double.PositiveInfinity;
}
