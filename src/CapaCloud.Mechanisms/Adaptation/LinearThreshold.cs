using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A threshold that falls in a straight line and then stays.</summary>
/// <remarks>
/// <code>
/// At(x)    = First - floor((First - Last) * min(x, Length) / Length)
/// Delay(y) = none when y &lt; Last, 0 when y &gt;= First, else ceil((First - y) * Length / (First - Last))
/// </code>
/// Parts of one. The threshold rounds up, against the proposal, in the 18th digit. Source: Polkadot's referenda.
/// </remarks>
public sealed record LinearThreshold : IThresholdCurve
{
    /// <summary>Initializes a new instance of the <see cref="LinearThreshold"/> class.</summary>
    /// <param name="first">The threshold at first.</param>
    /// <param name="last">The threshold at last, not above the first.</param>
    /// <param name="length">How much of the voting time the way takes, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last threshold is above the first, or the length is zero.</exception>
    [JsonConstructor]
    public LinearThreshold(Proportion first, Proportion last, Proportion length)
    {
        if (last > first || length.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(last), $"Thresholds from {first} to {last} over {length}; expected a last threshold that is not above the first, and a length above 0.");
        }

        (First, Last, Length) = (first, last, length);
    }

    /// <summary>Gets the threshold at first.</summary>
    public Proportion First { get; }

    /// <summary>Gets the threshold at last.</summary>
    public Proportion Last { get; }

    /// <summary>Gets how much of the voting time the way takes.</summary>
    public Proportion Length { get; }

    /// <inheritdoc/>
    public Proportion At(Proportion elapsed)
    {
        Proportion gone = Proportion.Min(elapsed, Length), range = First.SubtractToZero(Last);
        return First.SubtractToZero(Proportion.FromParts((ulong)MultiplyDivide.Down(range.Parts, gone.Parts, Length.Parts)));
    }

    /// <inheritdoc/>
    public Proportion? Delay(Proportion support)
    {
        if (support >= First)
        {
            return Proportion.Zero;
        }

        return support < Last ? null : Proportion.FromParts((ulong)MultiplyDivide.Up(First.Parts - support.Parts, Length.Parts, First.Parts - Last.Parts));
    }
}
