namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A rectangle of reputations.</summary>
internal readonly record struct Rectangle(double Left, double Right, double Bottom, double Top)
{
    public const int Corners = 4;

    /// <summary>The values of a surface at the corners, by the patch that holds the middle.</summary>
    public void Evaluate(ValueSurface surface, Span<double> corners) => Evaluate(surface, AffineMap.Identity, AffineMap.Identity, corners);

    /// <summary>The values of a surface where the corners are moved to.</summary>
    /// <remarks>By the patch that holds the middle: the piece was cut so that all of it is in one cell, and a corner may lie a rounding beyond.</remarks>
    public void Evaluate(ValueSurface surface, AffineMap across, AffineMap up, Span<double> corners)
    {
        int column = ValueSurface.Cell(surface.Across, across.Of((Left + Right) / 2)), row = ValueSurface.Cell(surface.Up, up.Of((Bottom + Top) / 2));
        (double west, double east, double south, double north) = (across.Of(Left), across.Of(Right), up.Of(Bottom), up.Of(Top));
        corners[0] = surface.At(west, south, column, row);
        corners[1] = surface.At(east, south, column, row);
        corners[2] = surface.At(west, north, column, row);
        corners[3] = surface.At(east, north, column, row);
    }
}
