namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A state in a file: which version of the form it has, and the hash by which it is known.</summary>
internal sealed record StoredState(uint Version, Digest Hash, NetworkState State);
