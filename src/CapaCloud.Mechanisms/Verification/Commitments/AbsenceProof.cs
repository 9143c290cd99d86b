using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The proof that an author committed to nothing on a task in an epoch: the two neighbours of the place where it would stand.</summary>
/// <remarks>
/// <code>Before &lt; (author, task) &lt; After, and nothing is between Before and After</code>
/// Sound for a root whose leaves are sorted, as <see cref="CommitmentTree"/> makes them; whoever takes a root from a stranger rebuilds it.
/// Before is null when the place is the first, After when it is the last, both when nobody committed. Equal by content.
/// </remarks>
/// <param name="Epoch">The epoch.</param>
/// <param name="Round">Its closing round.</param>
/// <param name="Before">The last commitment before the place, or null.</param>
/// <param name="After">The first commitment after the place, or null.</param>
public sealed record AbsenceProof(
    Epoch Epoch, [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Round, InclusionProof? Before, InclusionProof? After)
{
    /// <summary>Tells whether an author committed to nothing on a task under a root.</summary>
    /// <param name="root">The root of the epoch, from the network's state.</param>
    /// <param name="author">The author.</param>
    /// <param name="task">The task.</param>
    /// <returns><see langword="true"/> when it did not; <see langword="false"/> when that is not proved.</returns>
    public bool Verify(Digest root, ParticipantId author, TaskId task)
    {
        bool isEmpty = Before is null && After is null;
        if (author.IsNone || task.IsNone || (isEmpty && CommitmentTree.RootOf(Epoch, Round, 0, default) != root))
        {
            return false;
        }

        return IsOnSide(Before, root, author, task, -1)
            && IsOnSide(After, root, author, task, 1)
            && (isEmpty || (After?.Index ?? Before!.Count) == (Before?.Index ?? -1) + 1);
    }

    private bool IsOnSide(InclusionProof? neighbour, Digest root, ParticipantId author, TaskId task, int side) =>
        neighbour is null
        || (neighbour.Commitment.Epoch == Epoch
            && neighbour.Commitment.Round == Round
            && Math.Sign(Commitment.CompareKeys(neighbour.Commitment.Author, neighbour.Commitment.Task, author, task)) == side
            && neighbour.Verify(root));
}
