namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What a settlement's root is the hash of: which network, which policy, which epoch, what went in, what came out, and everybody's lines.</summary>
/// <remarks>
/// <code>root = MechanismJson.Hash(header);   header of the next epoch: Before = After of this one</code>
/// So the roots of a network form a chain. Equal by content.
/// </remarks>
public sealed record SettlementHeader
{
    /// <summary>Gets the network's name: two networks with one policy have different roots.</summary>
    public required string Network { get; init; }

    /// <summary>Gets the content hash of the policy that settled.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the epoch that was settled.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets the content hash of the report.</summary>
    public required Digest Report { get; init; }

    /// <summary>Gets the content hash of the state before (<see cref="StateHash"/>).</summary>
    public required Digest Before { get; init; }

    /// <summary>Gets the content hash of the state after.</summary>
    public required Digest After { get; init; }

    /// <summary>Gets how many lines there are.</summary>
    public required int Lines { get; init; }

    /// <summary>Gets the hash at the top of the lines.</summary>
    public required Digest Top { get; init; }

    /// <summary>Returns the settlement's root.</summary>
    /// <returns>The hash.</returns>
    public Digest Root() => MechanismJson.Default.Hash(this);
}
