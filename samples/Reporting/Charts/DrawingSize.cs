namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>
/// A chart is drawn twice: for a screen, and for a phone. A drawing that shrinks takes its text along, so the one for a phone is as wide as a phone and its text is as
/// large as it says. The page shows one of them.
/// </summary>
/// <param name="Class">Which of the two the style shows.</param>
/// <param name="Width">How wide the drawing is, in its own units; at least the pixels that it gets.</param>
/// <param name="Height">How high a chart with axes is.</param>
/// <param name="Ticks">How many steps a horizontal axis has at most.</param>
public sealed record DrawingSize(string Class, double Width, double Height, int Ticks)
{
    /// <summary>How wide a letter is at most, in units, at the size of the style: for what has to fit.</summary>
    public const double LetterWidth = 6.8;

    public static DrawingSize Wide { get; } = new("wide", 720, 320, 6);

    public static DrawingSize Narrow { get; } = new("narrow", 346, 260, 4);

    /// <summary>Draws for both.</summary>
    public static string Both(Func<DrawingSize, string> draw) => draw(Wide) + draw(Narrow);

    public static double WidthOf(string text) => text.Length * LetterWidth;

    /// <summary>Opens the drawing.</summary>
    public string Open(string title, double height) =>
        Svg.Line($"<svg class=\"{Class}\" viewBox=\"0 0 {Width} {height:0.##}\" role=\"img\" aria-label=\"{Svg.Escape(title)}\" xmlns=\"http://www.w3.org/2000/svg\">");
}
