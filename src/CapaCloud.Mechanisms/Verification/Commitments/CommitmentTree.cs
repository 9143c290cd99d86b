using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>One hash over all commitments of an epoch, from which each can be proved without showing the others.</summary>
/// <remarks>
/// <code>
/// node = SHA-256( text("capacloud/commitment-node/v1") || left || right )
/// top  = the only leaf;  node(top of the first k, top of the rest), k the largest power of 2 below n;  32 zero bytes when n = 0
/// root = SHA-256( text("capacloud/commitments/v2") || epoch || closing round || n || top )
/// </code>
/// The leaves (<see cref="Commitment.Leaf"/>) are in the order of authors and tasks, by UTF-16 code units; each author and task has one. Leaves, nodes and
/// root are hashed with purposes of their own, so none can stand for another; the number of leaves is in the root. Whoever keeps the root
/// of an epoch can tell later whether a commitment was of that epoch: a task has no other epoch than the one it was committed in.
/// Takes 2n hashes to build and log2(n) to prove and to verify. Immutable. Source of the shape: RFC 6962, section 2.1.
/// </remarks>
public sealed class CommitmentTree
{
    private readonly HashTree _tree;

    private CommitmentTree(in CommitmentWindow window, ImmutableArray<Commitment> commitments)
    {
        Window = window;
        Commitments = commitments;
        _tree = new HashTree([.. commitments.Select(static commitment => commitment.Leaf())], NodeDomain);
        Root = RootOf(window.Epoch, window.ClosingRound, commitments.Length, _tree.Top);
    }

    /// <summary>Gets the window of the epoch.</summary>
    public CommitmentWindow Window { get; }

    /// <summary>Gets the commitments, by author and task.</summary>
    public ImmutableArray<Commitment> Commitments { get; }

    /// <summary>Gets the hash over all of them.</summary>
    public Digest Root { get; }

    /// <summary>Returns the tree over commitments that all count; <see cref="AdmittedCommitments.Admit"/> sorts out what does not.</summary>
    /// <param name="window">The window of their epoch.</param>
    /// <param name="commitments">The commitments, in any order; one for each author and task.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="ArgumentException">A commitment is unnamed, of another epoch or round, or is a second of one author on one task.</exception>
    public static CommitmentTree Of(in CommitmentWindow window, ImmutableArray<Commitment> commitments)
    {
        AdmittedCommitments admitted = AdmittedCommitments.Admit(window, commitments.IsDefault ? [] : commitments);
        return admitted.SetAside.IsEmpty
            ? admitted.Tree()
            : throw new ArgumentException(
                $"The commitment of {admitted.SetAside[0].Commitment.Author} on task {admitted.SetAside[0].Commitment.Task} cannot be in the tree of epoch {window.Epoch}: {admitted.SetAside[0].Flaw}.",
                nameof(commitments));
    }

    /// <summary>Proves that an author committed on a task in this epoch.</summary>
    /// <param name="author">The author.</param>
    /// <param name="task">The task.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="KeyNotFoundException">The author committed to nothing on this task; <see cref="ProveAbsence"/> proves that.</exception>
    public InclusionProof Prove(ParticipantId author, TaskId task) =>
        TryProve(author, task, out InclusionProof? proof)
            ? proof
            : throw new KeyNotFoundException($"{author} committed to nothing on task {task} in epoch {Window.Epoch}.");

    /// <summary>Proves that an author committed on a task in this epoch, or says that it did not.</summary>
    /// <param name="author">The author.</param>
    /// <param name="task">The task.</param>
    /// <param name="proof">The proof, or null.</param>
    /// <returns><see langword="true"/> when there is such a commitment.</returns>
    public bool TryProve(ParticipantId author, TaskId task, [NotNullWhen(true)] out InclusionProof? proof)
    {
        int index = IndexOf(author, task);
        proof = index >= 0 ? ProofAt(index) : null;
        return index >= 0;
    }

    /// <summary>Proves that an author committed to nothing on a task in this epoch.</summary>
    /// <param name="author">The author.</param>
    /// <param name="task">The task.</param>
    /// <returns>The proof: the commitments before and after the place where it would stand.</returns>
    /// <exception cref="ArgumentException">There is such a commitment.</exception>
    public AbsenceProof ProveAbsence(ParticipantId author, TaskId task)
    {
        int index = IndexOf(author, task);
        if (index >= 0)
        {
            throw new ArgumentException($"{author} committed on task {task} in epoch {Window.Epoch}: its absence cannot be proved.", nameof(task));
        }

        int after = ~index;
        return new AbsenceProof(
            Window.Epoch,
            Window.ClosingRound,
            after > 0 ? ProofAt(after - 1) : null,
            after < Commitments.Length ? ProofAt(after) : null);
    }

    internal static CommitmentTree OfSorted(in CommitmentWindow window, ImmutableArray<Commitment> sorted) => new(window, sorted);

    internal static ReadOnlySpan<byte> NodeDomain => "capacloud/commitment-node/v1"u8;

    internal static Digest RootOf(Epoch epoch, ulong round, int count, Digest top)
    {
        CanonicalEncoder encoder = new(stackalloc byte[128], "capacloud/commitments/v2"u8);
        encoder.Append(epoch);
        encoder.Append(round);
        encoder.Append((ulong)count);
        encoder.Append(top);
        return encoder.Hash();
    }

    private InclusionProof ProofAt(int index) => new(Commitments[index], index, Commitments.Length, _tree.PathTo(index));

    private int IndexOf(ParticipantId author, TaskId task)
    {
        int low = 0, high = Commitments.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            Commitment found = Commitments[middle];
            int order = Commitment.CompareKeys(found.Author, found.Task, author, task);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
