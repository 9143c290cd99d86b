namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve of this library, which knows more of itself than the public interface asks for.</summary>
/// <remarks>
/// Each member asks each inner curve once, and for the same member only, so every answer takes one step for each curve in the nest.
/// </remarks>
internal interface ILibraryCurve : ISlashingCurve
{
    /// <summary>Gets what the curve promises, and a bound on its slope.</summary>
    CurveShape Shape { get; }

    /// <summary>Gets what the curve reads, and the values between which it stays.</summary>
    CurveRange Range { get; }

    /// <summary>Gets how many curves are nested in the curve, and how deep.</summary>
    CurveSize Size { get; }
}
