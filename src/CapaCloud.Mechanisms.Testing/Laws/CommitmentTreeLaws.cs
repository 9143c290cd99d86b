using System.Collections.Immutable;
using CapaCloud.Mechanisms.Verification;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>What proofs over an epoch's commitments keep: whoever committed can prove it, and nobody can prove anything else.</summary>
/// <remarks>No formula. Trees of up to 20 commitments.</remarks>
internal static class CommitmentTreeLaws
{
    private static Arbitrary<(ulong Epoch, int Authors, int[] Tasks, int Index, int Change)> Drawn { get; } =
        (from epoch in Gen.Choose(0, 1_000)
         from authors in Gen.Choose(1, 4)
         from tasks in Gen.ArrayOf(Gen.Choose(0, 5), authors)
         from index in Gen.Choose(0, 99)
         from change in Gen.Choose(0, 99)
         select ((ulong)epoch, authors, tasks, index, change)).ToArbitrary();

    /// <summary>Returns the laws.</summary>
    /// <param name="verify">How a proof is verified; <see cref="InclusionProof.Verify"/> when left out.</param>
    /// <param name="rootOf">How the root is made; <see cref="CommitmentTree.Root"/> when left out.</param>
    /// <param name="isAbsent">How a proof of absence is verified; <see cref="AbsenceProof.Verify"/> when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(
        CommitmentProofRule? verify = null,
        Func<CommitmentWindow, ImmutableArray<Commitment>, Digest>? rootOf = null,
        Func<AbsenceProof, Digest, ParticipantId, TaskId, bool>? isAbsent = null)
    {
        CommitmentProofRule rule = verify ?? ((proof, root) => proof.Verify(root));
        Func<CommitmentWindow, ImmutableArray<Commitment>, Digest> make = rootOf ?? ((window, commitments) => CommitmentTree.Of(window, commitments).Root);
        Func<AbsenceProof, Digest, ParticipantId, TaskId, bool> absent = isAbsent ?? ((proof, root, author, task) => proof.Verify(root, author, task));
        return
        [
            Law.Of("proves-each", "every commitment is proved under its epoch's root", Drawn, drawn =>
                Tree(drawn) is var tree && tree.Commitments.All(item => rule(tree.Prove(item.Author, item.Task), tree.Root))),
            Law.Of("order-free", "the order in which commitments came does not change the root", Drawn, drawn =>
                Tree(drawn) is var tree && make(tree.Window, [.. tree.Commitments.Reverse()]) == make(tree.Window, tree.Commitments)),
            Law.Of("no-other-epoch", "a proof proves nothing under the root of another epoch, nor with another epoch or round in the commitment", Drawn, drawn =>
                OfOne(drawn, (tree, proof) => !rule(proof, Tree((drawn.Epoch + 1, drawn.Authors, drawn.Tasks, 0, 0)).Root)
                    && !rule(proof with { Commitment = proof.Commitment with { Epoch = proof.Commitment.Epoch.Next } }, tree.Root)
                    && !rule(proof with { Commitment = proof.Commitment with { Round = proof.Commitment.Round + 1 } }, tree.Root))),
            Law.Of("no-other-content", "a proof with another author, task, seal, place, number or path proves nothing", Drawn, drawn =>
                OfOne(drawn, (tree, proof) => Changed(proof, tree, drawn.Change).All(changed => changed == proof || !rule(changed, tree.Root)))),
            Law.Of("nothing-left-out", "leaving one commitment out changes the root", Drawn, drawn =>
                OfOne(drawn, (tree, proof) => make(tree.Window, tree.Commitments.Remove(proof.Commitment)) != make(tree.Window, tree.Commitments))),
            Law.Of("absence", "whatever was not committed is proved absent, and nothing that was", Drawn, drawn => Absences(Tree(drawn), Tree((drawn.Epoch + 1, drawn.Authors, drawn.Tasks, 0, 0)).Root, absent)),
        ];
    }

    private static CommitmentTree Tree((ulong Epoch, int Authors, int[] Tasks, int Index, int Change) drawn)
    {
        CommitmentWindow window = CommitmentSchedule.Default.WindowOf(Epoch.Of(drawn.Epoch));
        return CommitmentTree.Of(
            window,
            [.. from author in Enumerable.Range(0, drawn.Authors)
                from task in Enumerable.Range(0, drawn.Tasks[author])
                select Commitment.Of(ParticipantId.Of($"b{author}"), TaskId.Of($"t{task}"), window, ResultHash.OfChoice((ulong)task), ResultHash.OfChoice(9))]);
    }

    private static bool OfOne((ulong Epoch, int Authors, int[] Tasks, int Index, int Change) drawn, Func<CommitmentTree, InclusionProof, bool> holds)
    {
        CommitmentTree tree = Tree(drawn);
        if (tree.Commitments.IsEmpty)
        {
            return true;
        }

        Commitment one = tree.Commitments[drawn.Index % tree.Commitments.Length];
        return holds(tree, tree.Prove(one.Author, one.Task));
    }

    private static IEnumerable<InclusionProof> Changed(InclusionProof proof, CommitmentTree tree, int change)
    {
        Commitment own = proof.Commitment;
        yield return proof with { Commitment = own with { Author = ParticipantId.Of("mallory") } };
        yield return proof with { Commitment = own with { Task = TaskId.Of("other") } };
        yield return proof with { Commitment = own with { Seal = ResultHash.OfChoice(3) } };
        yield return proof with { Commitment = own with { Author = default } };
        yield return proof with { Index = change % (proof.Count + 1) };
        yield return proof with { Index = -1 };
        yield return proof with { Count = proof.Count + 1 };
        yield return proof with { Count = change % (proof.Count + 1) };
        yield return proof with { Path = proof.Path.Add(tree.Root) };
        yield return proof with { Path = [] };
        if (!proof.Path.IsEmpty)
        {
            yield return proof with { Path = proof.Path.RemoveAt(proof.Path.Length - 1) };
            yield return proof with { Path = proof.Path.SetItem(change % proof.Path.Length, tree.Root) };
            yield return proof with { Path = [.. proof.Path.Reverse()] };
        }
    }

    private static bool Absences(CommitmentTree tree, Digest otherRoot, Func<AbsenceProof, Digest, ParticipantId, TaskId, bool> absent)
    {
        foreach (string author in (string[])["a", "b0", "b1", "b2", "b3", "c"])
        {
            foreach (string task in (string[])["a", "t0", "t1", "t2", "t3", "t4", "u"])
            {
                (ParticipantId who, TaskId what) = (ParticipantId.Of(author), TaskId.Of(task));
                if (tree.TryProve(who, what, out InclusionProof? there))
                {
                    // No two proofs of the tree, neighbours or not, prove absent what is there.
                    ImmutableArray<InclusionProof?> all = [null, .. tree.Commitments.Select(item => tree.Prove(item.Author, item.Task))];
                    if (there.Index == tree.Commitments.Length / 2 && all.Any(before => all.Any(after =>
                        absent(new AbsenceProof(tree.Window.Epoch, tree.Window.ClosingRound, before, after), tree.Root, who, what))))
                    {
                        return false;
                    }
                }
                else if (!absent(tree.ProveAbsence(who, what), tree.Root, who, what) || absent(tree.ProveAbsence(who, what), otherRoot, who, what))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
