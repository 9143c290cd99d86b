using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>How much better two reporters agree on the same task than on different ones: an exact fraction in [-1, 1].</summary>
/// <remarks>
/// <code>score = Numerator / Denominator</code>
/// Reports that do not depend on the task score exactly 0. <c>default</c> has denominator 0: it was not scored.
/// </remarks>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, above 0.</param>
public readonly record struct PeerScore(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<Int128>))] Int128 Numerator,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<Int128>))] Int128 Denominator)
{
    /// <summary>Returns the score as a part of the largest reward, losses as 0.</summary>
    /// <returns><c>max(0, score)</c>, rounded down.</returns>
    /// <exception cref="DivideByZeroException">This is <c>default</c>.</exception>
    public Proportion ToReward() =>
        Numerator <= 0 && Denominator > 0 ? Proportion.Zero : Proportion.FromQuotient((UInt128)Numerator, (UInt128)Denominator, Rounding.Down);
}
