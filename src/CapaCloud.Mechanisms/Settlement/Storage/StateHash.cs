namespace CapaCloud.Mechanisms;

/// <summary>The content hash of a state: what a receipt, another service or a later reader compares.</summary>
/// <remarks>
/// <code>hash = SHA-256( text("capacloud/data/v1") || text("NetworkState") || bytes(canonical form) )</code>
/// The canonical form is that of <see cref="MechanismJson"/>. Equal states have equal hashes in every process, culture and language. Linear in the size of the state.
/// </remarks>
public static class StateHash
{
    /// <summary>Returns the content hash of a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public static Digest Of(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return MechanismJson.Default.Hash(state);
    }
}
