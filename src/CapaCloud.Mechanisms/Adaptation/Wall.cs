using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>One side of a region in which something was proven: a parameter, its range, and what proves it.</summary>
/// <remarks>
/// <code>Lowest &lt;= value &lt;= Highest</code>
/// In units of the parameter. A wall is data and proves nothing by itself: <c>CertifiedRegion</c> of CapaCloud.Mechanisms.Alignment makes walls and takes values
/// of its own walls only. <c>Steering</c> takes a wall for its own number, and for the policy with the certificate's hash only.
/// </remarks>
public sealed record Wall
{
    /// <summary>Initializes a new instance of the <see cref="Wall"/> class.</summary>
    /// <param name="parameter">The parameter, in the words of the policy's JSON: <c>$.stake.minimumBond</c>.</param>
    /// <param name="lowest">The lowest value that was proven.</param>
    /// <param name="highest">The highest value that was proven, at most 2^127 - 1.</param>
    /// <param name="certificate">The content hash of what proves it: for a place of the policy, of the policy with every number of the region at its lowest. <c>default</c> proves nothing.</param>
    /// <exception cref="ArgumentException">The parameter has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The highest value is below the lowest, or above 2^127 - 1.</exception>
    [JsonConstructor]
    public Wall(string parameter, UInt128 lowest, UInt128 highest, Digest certificate)
    {
        ArgumentException.ThrowIfNullOrEmpty(parameter);
        if (highest < lowest || highest > ControlLimits.LargestValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(highest), $"'{parameter}' from {DecimalText.Format(lowest)} to {DecimalText.Format(highest)}; expected a highest value that is not below the lowest, and at most 2^127 - 1.");
        }

        (Parameter, Lowest, Highest, Certificate) = (parameter, lowest, highest, certificate);
    }

    /// <summary>Gets the parameter.</summary>
    public string Parameter { get; }

    /// <summary>Gets the lowest value that was proven.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Lowest { get; }

    /// <summary>Gets the highest value that was proven.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Highest { get; }

    /// <summary>Gets the content hash of what proves it.</summary>
    public Digest Certificate { get; }

    /// <summary>Returns limits that stay inside the wall, with the same steps.</summary>
    /// <param name="limits">The limits.</param>
    /// <returns>The part of their range that is inside.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="limits"/> is null.</exception>
    /// <exception cref="ArgumentException">No value of theirs is inside.</exception>
    public ControlLimits Confine(ControlLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        UInt128 lowest = UInt128.Max(Lowest, limits.Lowest), highest = UInt128.Min(Highest, limits.Highest);
        return lowest <= highest
            ? new ControlLimits(lowest, highest, limits.MaximumChange, limits.MaximumStep)
            : throw new ArgumentException(
                $"No value from {DecimalText.Format(limits.Lowest)} to {DecimalText.Format(limits.Highest)} lies inside the wall of '{Parameter}', from {DecimalText.Format(Lowest)} to {DecimalText.Format(Highest)}.", nameof(limits));
    }

    /// <summary>Brings a value inside.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The nearest value inside.</returns>
    public WalledValue Nearest(UInt128 value) => new(this, UInt128.Min(Highest, UInt128.Max(Lowest, value)));
}
