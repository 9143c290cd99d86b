using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>How many of the last blocks a validator of the Cosmos SDK must sign.</summary>
/// <remarks>
/// <code>required = MinSignedPerWindow * SignedBlocksWindow, to the nearest block, ties to even</code>
/// Source: cosmos/cosmos-sdk, x/slashing, parameters.
/// </remarks>
/// <param name="SignedBlocksWindow">How many of the last blocks count, at least 1.</param>
/// <param name="MinSignedPerWindow">The part that must be signed, from 0 to 1.</param>
public sealed record CosmosLivenessParameters(long SignedBlocksWindow, CosmosDecimal MinSignedPerWindow)
{
    /// <summary>How many blocks count by default: 100.</summary>
    public const long DefaultSignedBlocksWindow = 100;

    /// <summary>Gets the defaults: half of 100 blocks.</summary>
    public static CosmosLivenessParameters Default { get; } = new(DefaultSignedBlocksWindow, CosmosDecimal.Parse("0.5"));

    /// <summary>Gets how many of the last blocks count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public long SignedBlocksWindow { get; init; } = SignedBlocksWindow >= 1
        ? SignedBlocksWindow
        : throw new ArgumentOutOfRangeException(nameof(SignedBlocksWindow), SignedBlocksWindow, "A window has at least 1 block.");

    /// <summary>Gets the part that must be signed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 1.</exception>
    public CosmosDecimal MinSignedPerWindow { get; init; } = MinSignedPerWindow.Parts.Sign >= 0 && MinSignedPerWindow.CompareTo(CosmosDecimal.One) <= 0
        ? MinSignedPerWindow
        : throw new ArgumentOutOfRangeException(nameof(MinSignedPerWindow), $"The part of blocks to sign is from 0 to 1, got {MinSignedPerWindow}.");

    /// <summary>Gets how many blocks may be missed.</summary>
    public long MostMissed => SignedBlocksWindow - (long)new CosmosDecimal(MinSignedPerWindow.Parts * (BigInteger)SignedBlocksWindow).RoundToInteger().Whole;
}
