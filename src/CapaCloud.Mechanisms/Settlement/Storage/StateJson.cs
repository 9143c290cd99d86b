using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>Stores a state as JSON and reads it back: with a version, a content hash, and everything checked when it is read.</summary>
/// <remarks>
/// <code>{ "version": 1, "hash": StateHash.Of(state), "state": { ... } }</code>
/// Reading refuses, in this order: what is no such JSON, a version that this library does not know, a state whose books or lists contradict each other
/// (<see cref="StateValidator"/>), and a state that has another hash than the one beside it. So a changed byte is either refused or was white space. Linear in
/// the size of the state; for large networks <see cref="StateBinary"/> takes less than a tenth of the bytes.
/// </remarks>
public static class StateJson
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const uint Version = 1;

    /// <summary>Writes a state for a file or a column, indented.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="InconsistentStateException">The state contradicts itself; the message lists how. Nothing is written.</exception>
    public static string Write(NetworkState state)
    {
        RequireConsistent(state, "$");
        return MechanismJson.Default.Write(new StoredState(Version, StateHash.Of(state), state));
    }

    /// <summary>Reads a state.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The state that was written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is no state, of an unknown version, or was changed; the message begins with the path of what is wrong.</exception>
    /// <exception cref="InconsistentStateException">The state contradicts itself; the message lists how, each by its path in the text.</exception>
    public static NetworkState Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        StoredState stored = MechanismJson.Default.Read<StoredState>(json);
        if (stored.Version is 0 or > Version)
        {
            throw Refused("$.version", $"is {stored.Version}; expected 1 to {Version}. A newer version of the library may read it.");
        }

        RequireConsistent(stored.State, "$.state");
        Digest found = StateHash.Of(stored.State);
        return found == stored.Hash
            ? stored.State
            : throw Refused("$.hash", $"is {stored.Hash}, and the state has the hash {found}: one of them was changed after it was written.");
    }

    internal static void RequireConsistent(NetworkState state, string root)
    {
        ImmutableArray<StateInconsistency> found = StateValidator.Validate(state);
        if (!found.IsEmpty)
        {
            throw new InconsistentStateException([.. found.Select(finding => finding with { Path = $"{root}{finding.Path[1..]}" })]);
        }
    }

    private static JsonException Refused(string path, string message) => new($"{path}: {message}", path, null, null);
}
