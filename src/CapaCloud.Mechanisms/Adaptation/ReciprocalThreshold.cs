using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A threshold that falls fast at first and ever more slowly.</summary>
/// <remarks>
/// <code>
/// At(x)    = min(1, max(0, ceil(Factor / (x + Offset)) + Shift))         Shift may be negative
/// Delay(y) = the least x of it
/// </code>
/// Parts of one, the quotient rounded up, against the proposal. Source: Polkadot's referenda.
/// </remarks>
public sealed record ReciprocalThreshold : IThresholdCurve
{
    /// <summary>Initializes a new instance of the <see cref="ReciprocalThreshold"/> class.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="offset">What is added to the time, not zero.</param>
    /// <param name="shift">What is added to the quotient, in parts of 10^18, from -10^18 to 10^18.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is zero, or the shift outside its range.</exception>
    [JsonConstructor]
    public ReciprocalThreshold(Proportion factor, Proportion offset, long shift)
    {
        const long One = (long)Proportion.PartsPerOne;
        if (offset.IsZero || shift is < -One or > One)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"An offset of {offset} and a shift of {Prose.Count(ulong.CreateSaturating(shift), "part")}; expected an offset above 0 and a shift from -10^18 to 10^18 parts.");
        }

        (Factor, Offset, Shift) = (factor, offset, shift);
    }

    /// <summary>Gets the factor.</summary>
    public Proportion Factor { get; }

    /// <summary>Gets what is added to the time.</summary>
    public Proportion Offset { get; }

    /// <summary>Gets what is added to the quotient, in parts of 10^18.</summary>
    [JsonConverter(typeof(Serialization.WholeNumberJsonConverter<long>))]
    public long Shift { get; }

    /// <inheritdoc/>
    public Proportion At(Proportion elapsed)
    {
        BigInteger one = Proportion.PartsPerOne, time = (BigInteger)elapsed.Parts + Offset.Parts;
        BigInteger value = (((Factor.Parts * one) + time - 1) / time) + Shift;
        return Proportion.FromParts((ulong)BigInteger.Max(BigInteger.Zero, BigInteger.Min(one, value)));
    }

    /// <inheritdoc/>
    public Proportion? Delay(Proportion support)
    {
        if (At(Proportion.One) > support)
        {
            return null;
        }

        (ulong first, ulong last) = (0, Proportion.PartsPerOne);
        while (first < last)
        {
            ulong middle = first + ((last - first) / 2);
            (first, last) = At(Proportion.FromParts(middle)) <= support ? (first, middle) : (middle + 1, last);
        }

        return Proportion.FromParts(first);
    }
}
