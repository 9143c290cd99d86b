using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A range that a number never leaves: one side of a region that was certified, or a range that somebody stated by hand.</summary>
/// <remarks>
/// <code>Lowest &lt;= value &lt;= Highest</code>
/// In units of the parameter. A wall that anybody makes is stated by hand and proves nothing. <see cref="IsCertified"/> is true only of walls that <c>CertifiedRegion</c> of
/// CapaCloud.Mechanisms.Alignment has made, after the independent checker accepted the certificate: no public constructor takes one. A wall that was read from JSON names its proof and is not
/// certified until a region gives its own in its place. <c>Steering</c> takes a wall for its own number and for the policy with the certificate's hash only, and none that names a proof nobody
/// has checked. Two walls are equal when they say the same.
/// </remarks>
public sealed record Wall
{
    /// <summary>Initializes a new instance of the <see cref="Wall"/> class that is stated by hand.</summary>
    /// <param name="parameter">The parameter, in the words of the policy's JSON: <c>$.stake.minimumBond</c>.</param>
    /// <param name="lowest">The lowest value.</param>
    /// <param name="highest">The highest value, at most 2^127 - 1.</param>
    /// <exception cref="ArgumentException">The parameter has no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The highest value is below the lowest, or above 2^127 - 1.</exception>
    public Wall(string parameter, UInt128 lowest, UInt128 highest)
        : this(parameter, lowest, highest, default)
    {
    }

    /// <summary>What a file says: it may name a proof, and is not certified by that.</summary>
    [JsonConstructor]
    internal Wall(string parameter, UInt128 lowest, UInt128 highest, Digest certificate)
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

    /// <summary>Gets the lowest value.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Lowest { get; }

    /// <summary>Gets the highest value.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))]
    public UInt128 Highest { get; }

    /// <summary>Gets the content hash of what proves it, or what it says does: for a place of the policy, of the policy with every number of the region at its lowest; <c>default</c> when it is stated by hand.</summary>
    public Digest Certificate { get; }

    /// <summary>Gets a value indicating whether a region made it, whose certificate was checked in this process.</summary>
    [JsonIgnore]
    public bool IsCertified { get; private init; }

    /// <summary>The one door to a certified wall, for regions whose certificate was checked.</summary>
    internal static Wall Certified(string parameter, UInt128 lowest, UInt128 highest, Digest certificate) => new(parameter, lowest, highest, certificate) { IsCertified = true };

    /// <inheritdoc/>
    public bool Equals(Wall? other) =>
        other is not null && Parameter == other.Parameter && Lowest == other.Lowest && Highest == other.Highest && Certificate == other.Certificate;

    /// <inheritdoc/>
    public override int GetHashCode() => Lowest.GetHashCode() ^ Highest.GetHashCode();

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
