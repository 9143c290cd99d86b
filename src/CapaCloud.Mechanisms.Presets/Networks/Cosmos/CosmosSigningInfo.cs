using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Which of the last blocks a validator of the Cosmos SDK has missed, and whether it is in jail.</summary>
/// <remarks>
/// <code>
/// place = IndexOffset mod window; the block there a window ago is forgotten
/// jailed when height &gt; StartHeight + window and missed &gt; MostMissed; then the record is emptied
/// </code>
/// A jailed validator's blocks count as signed until it comes back. The core's <c>LivenessRecord</c> is the same rule for duties that are
/// observed from the start on; here a height is given, so a validator may be observed late. Equal by content. Source: cosmos/cosmos-sdk,
/// x/slashing/keeper/infractions.go.
/// </remarks>
/// <param name="StartHeight">The height at which it became a validator.</param>
/// <param name="IndexOffset">How many blocks were observed since the record was last emptied.</param>
/// <param name="Missed">The places in the window at which a block was missed.</param>
/// <param name="IsJailed">Whether it is in jail.</param>
public sealed record CosmosSigningInfo(long StartHeight, long IndexOffset, ImmutableSortedSet<long> Missed, bool IsJailed)
{
    /// <summary>Gets the places in the window at which a block was missed; null is none.</summary>
    public ImmutableSortedSet<long> Missed { get; init; } = Missed ?? [];

    /// <summary>Returns the record of a validator that starts, or comes back.</summary>
    /// <param name="height">The height.</param>
    /// <returns>The record.</returns>
    public static CosmosSigningInfo Start(long height) => new(height, 0, [], false);

    /// <summary>Records one block.</summary>
    /// <param name="height">The block's height.</param>
    /// <param name="isSigned">Whether the validator signed it.</param>
    /// <param name="parameters">The window.</param>
    /// <returns>The record afterwards, and whether this block sent the validator to jail.</returns>
    public (CosmosSigningInfo After, bool Jailed) Observe(long height, bool isSigned, CosmosLivenessParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        long place = IndexOffset % parameters.SignedBlocksWindow;
        ImmutableSortedSet<long> missed = isSigned || IsJailed ? Missed.Remove(place) : Missed.Add(place);
        bool jailed = !IsJailed && height > StartHeight + parameters.SignedBlocksWindow && missed.Count > parameters.MostMissed;
        return jailed
            ? (this with { IndexOffset = 0, Missed = [], IsJailed = true }, true)
            : (this with { IndexOffset = IndexOffset + 1, Missed = missed }, false);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"CosmosSigningInfo {{ StartHeight = {StartHeight}, IndexOffset = {IndexOffset}, IsJailed = {IsJailed}, Missed = {Prose.List(Missed)} }}";

    /// <inheritdoc/>
    public bool Equals(CosmosSigningInfo? other) => other is not null && StartHeight == other.StartHeight && IndexOffset == other.IndexOffset
        && IsJailed == other.IsJailed && Missed.SetEquals(other.Missed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StartHeight, IndexOffset, IsJailed, Missed.Count);
}
