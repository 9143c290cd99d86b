namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>How much support a proposal needs, by how much of its voting time has passed.</summary>
/// <remarks>
/// <code>
/// At(later) &lt;= At(earlier)                    it never gets harder
/// Delay(y) is the least time with At(time) &lt;= y, none when support y never suffices
/// </code>
/// Time and support are parts of one: of the voting time, and of the votes that count. Immutable. The laws are <c>ThresholdCurveLaws</c>.
/// </remarks>
public interface IThresholdCurve
{
    /// <summary>Returns the support needed.</summary>
    /// <param name="elapsed">The part of the voting time that has passed.</param>
    /// <returns>The part of the votes that must be in favour.</returns>
    Proportion At(Proportion elapsed);

    /// <summary>Returns when a support suffices: the inverse.</summary>
    /// <param name="support">The part of the votes in favour.</param>
    /// <returns>The least part of the voting time at which it suffices; <see langword="null"/> when it never does.</returns>
    Proportion? Delay(Proportion support);
}
