namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>What a validator's tokens do: it says from which pool a slash burns them.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Bonded"/>.</remarks>
public enum CosmosValidatorStatus
{
    /// <summary>It validates.</summary>
    Bonded = 0,

    /// <summary>It has left the active set and can still be slashed.</summary>
    Unbonding = 1,

    /// <summary>It has left for good: the network refuses to slash it.</summary>
    Unbonded = 2,
}
