using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A bound that moves once, in a straight line, from one rate to another.</summary>
/// <remarks>
/// <code>
/// elapsed &lt;= Rest:          Initial
/// elapsed &gt;= Rest + Length: Final
/// otherwise: Initial +- |Final - Initial| * (elapsed - Rest) / Length
/// </code>
/// Rounds toward the initial rate in the 18th digit: from 0 to 1 over 3 epochs it is 0.333333333333333333 after one. Source: Tezos's adaptive issuance, whose
/// transition is one cycle longer than its parameter says.
/// </remarks>
public sealed record RampedBound
{
    /// <summary>Initializes a new instance of the <see cref="RampedBound"/> class.</summary>
    /// <param name="initial">The rate at first.</param>
    /// <param name="final">The rate at last.</param>
    /// <param name="rest">How long the first rate holds.</param>
    /// <param name="length">How long the way takes, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is zero.</exception>
    [JsonConstructor]
    public RampedBound(Ratio initial, Ratio final, EpochSpan rest, EpochSpan length)
    {
        if (length.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(length), "A ramp of 0 epochs: expected at least 1; a bound that jumps has a ramp of 1.");
        }

        (Initial, Final, Rest, Length) = (initial, final, rest, length);
    }

    /// <summary>Gets the rate at first.</summary>
    public Ratio Initial { get; }

    /// <summary>Gets the rate at last.</summary>
    public Ratio Final { get; }

    /// <summary>Gets how long the first rate holds.</summary>
    public EpochSpan Rest { get; }

    /// <summary>Gets how long the way takes.</summary>
    public EpochSpan Length { get; }

    /// <summary>Returns a bound that does not move.</summary>
    /// <param name="rate">The rate.</param>
    /// <returns>The bound.</returns>
    public static RampedBound Constant(Ratio rate) => new(rate, rate, EpochSpan.Zero, EpochSpan.One);

    /// <summary>Returns the bound after some time.</summary>
    /// <param name="elapsed">The time since the begin.</param>
    /// <returns>The rate.</returns>
    public Ratio At(EpochSpan elapsed)
    {
        if (elapsed <= Rest)
        {
            return Initial;
        }

        ulong gone = elapsed.Epochs - Rest.Epochs;
        if (gone >= Length.Epochs)
        {
            return Final;
        }

        return Final >= Initial
            ? Initial + Ratio.FromParts(MultiplyDivide.Down((Final - Initial).Parts, gone, Length.Epochs))
            : Initial - Ratio.FromParts(MultiplyDivide.Down((Initial - Final).Parts, gone, Length.Epochs));
    }
}
