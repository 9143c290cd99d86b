using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>One hash over a whole settlement, from which everybody can prove its own line without showing the others'.</summary>
/// <remarks>
/// <code>
/// leaf = MechanismJson.Hash(line), the lines by name
/// node = SHA-256( text("capacloud/settlement-node/v1") || left || right ), in the shape of RFC 6962
/// root = MechanismJson.Hash(header)
/// </code>
/// Publish the root where you cannot change it any more: on a chain, in a log, with a signature. Who has it needs no trust in you to check a line, and a second root of one epoch is evidence
/// against you. Linear in participants and postings, one hash each and one for each line. Immutable.
/// </remarks>
public sealed class SettlementTree
{
    private readonly HashTree _tree;

    private SettlementTree(SettlementHeader header, ImmutableArray<SettlementLine> lines, HashTree tree)
    {
        Header = header;
        Lines = lines;
        _tree = tree;
        Root = header.Root();
    }

    /// <summary>Gets what the root is the hash of.</summary>
    public SettlementHeader Header { get; }

    /// <summary>Gets everybody's line, by name.</summary>
    public ImmutableArray<SettlementLine> Lines { get; }

    /// <summary>Gets the hash over everything.</summary>
    public Digest Root { get; }

    internal static ReadOnlySpan<byte> NodeDomain => "capacloud/settlement-node/v1"u8;

    /// <summary>Makes the tree of a settlement.</summary>
    /// <param name="network">The network's name, of printable characters.</param>
    /// <param name="settlement">The settlement; whether it is genuine is <see cref="IMechanism.IsGenuine"/>'s matter.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, or has characters that cannot be read.</exception>
    public static SettlementTree Of(string network, EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settlement);
        if (IdentityName.ComplaintOfWords(network) is { } complaint)
        {
            throw new ArgumentException($"A network's name {complaint}.", nameof(network));
        }

        ImmutableArray<SettlementLine> lines = LinesOf(settlement);
        HashTree tree = new([.. lines.Select(static line => MechanismJson.Default.Hash(line))], NodeDomain);
        SettlementHeader header = new()
        {
            Network = network,
            PolicyHash = settlement.PolicyHash,
            Epoch = settlement.Epoch,
            Report = MechanismJson.Default.Hash(settlement.Report),
            Before = StateHash.Of(settlement.Before),
            After = StateHash.Of(settlement.After),
            Lines = lines.Length,
            Top = tree.Top,
        };
        return new SettlementTree(header, lines, tree);
    }

    /// <summary>Proves what the settlement did to a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="KeyNotFoundException">The settlement has no line of that name.</exception>
    public SettlementProof Prove(ParticipantId name) =>
        TryProve(name, out SettlementProof? proof) ? proof : throw new KeyNotFoundException($"The settlement of epoch {Header.Epoch} has no line of '{name}'.");

    /// <summary>Proves what the settlement did to a name, or says that it has no line of it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="proof">The proof, or null.</param>
    /// <returns><see langword="true"/> when there is a line.</returns>
    public bool TryProve(ParticipantId name, [NotNullWhen(true)] out SettlementProof? proof)
    {
        int low = 0, high = Lines.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = Lines[middle].Name.CompareTo(name);
            if (order == 0)
            {
                proof = new SettlementProof { Header = Header, Line = Lines[middle], Index = middle, Path = _tree.PathTo(middle) };
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        proof = null;
        return false;
    }

    private static ImmutableArray<SettlementLine> LinesOf(EpochSettlement settlement)
    {
        SortedDictionary<ParticipantId, ImmutableArray<Posting>.Builder> postings = [];
        foreach (ParticipantState participant in settlement.Before.Participants)
        {
            PostingsOf(participant.Participant);
        }

        foreach (ParticipantState participant in settlement.After.Participants)
        {
            PostingsOf(participant.Participant);
        }

        foreach (Posting posting in settlement.Postings)
        {
            if (!posting.From.Owner.IsNone)
            {
                PostingsOf(posting.From.Owner).Add(posting);
            }

            if (!posting.To.Owner.IsNone && posting.To.Owner != posting.From.Owner)
            {
                PostingsOf(posting.To.Owner).Add(posting);
            }
        }

        return
        [
            .. postings.Select(line => new SettlementLine
            {
                Name = line.Key,
                State = settlement.After.TryGetState(line.Key, out ParticipantState record) ? MechanismJson.Default.Hash(record) : default,
                Postings = line.Value.ToImmutable(),
            }),
        ];

        ImmutableArray<Posting>.Builder PostingsOf(ParticipantId name) =>
            postings.TryGetValue(name, out ImmutableArray<Posting>.Builder? known) ? known : postings[name] = ImmutableArray.CreateBuilder<Posting>();
    }
}
