using System.Collections.Immutable;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Commitments;

public sealed class CommitmentTreeTests
{
    private static readonly CommitmentWindow Window = CommitmentWindow.Closing(Epoch.Of(12), closingRound: 1_000, gap: 2);

    /// <summary>By UTF-16 code units, capital letters come before small ones.</summary>
    private static readonly (string Author, string Task)[] Names = [("Zoë", "job-7"), ("alice", "job-1"), ("alice", "job-2"), ("bob", "job-1"), ("carol", "job-9")];

    public static TheoryData<string> Laws => [.. Mutants.Keys];

    private static Dictionary<string, Func<IReadOnlyList<Law>>> Mutants { get; } = new()
    {
        ["proves-each"] = () => CommitmentTreeLaws.For(verify: (proof, root) => proof.Index > 0 && proof.Verify(root)),
        ["order-free"] = () => CommitmentTreeLaws.For(rootOf: (_, commitments) => commitments.IsEmpty ? default : commitments[0].Leaf()),
        ["no-other-epoch"] = () => CommitmentTreeLaws.For(verify: (proof, root) =>
            proof.Verify(root) || (proof with { Commitment = proof.Commitment with { Epoch = proof.Commitment.Epoch.MinusToZero(EpochSpan.One) } }).Verify(root)),
        ["no-other-content"] = () => CommitmentTreeLaws.For(verify: (proof, root) =>
            Enumerable.Range(0, Math.Max(0, proof.Count)).Any(index => (proof with { Index = index }).Verify(root))),
        ["nothing-left-out"] = () => CommitmentTreeLaws.For(rootOf: (_, _) => default),
        ["absence"] = () => CommitmentTreeLaws.For(isAbsent: (proof, root, author, task) =>
            proof.Verify(root, author, task) || (proof.Before is { } before && proof.After is { } after && before.Verify(root) && after.Verify(root))),
    };

    [Fact]
    public void Tree_keepsEveryLaw()
    {
        foreach (Law law in CommitmentTreeLaws.For())
        {
            law.Check(cases: 100);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_mutant_isCaught(string name) => Assert.NotNull(Mutants[name]().Single(law => law.Name == name).FindViolation());

    /// <summary>Computed by eng/vectors/canonical.py from the bytes in docs/modules/verification.md: result choice 1, salt 1f 1e … 00.</summary>
    [Theory]
    [InlineData(0, "1c14d4382591ac843a826b31edf8981f3dec6fa5a7ce7714ff419a658c6e0c93")]
    [InlineData(1, "85e23b189f169b830dc820961fcb5fb6a6542fcfb16ca3d0536ef4566516aa2c")]
    [InlineData(2, "a7447b33a3e5da45c1cef90ccaec2f445388eb3b31e265dc4d2f53688378aa36")]
    [InlineData(3, "97b9e1b73e481d6f01f56f2f065da076611709de1f82171150dfb1e55b0e8e68")]
    [InlineData(4, "8fa45801c0eab50dc31d62e82c57079beef366f9ba476204f3e97a1b9eafc991")]
    [InlineData(5, "49f174ad8ebc29861aa0c106ace4bfc409924a95c2f2a4458e0d5d0d89e6a1d5")]
    public void Root_vectors(int count, string root) => Assert.Equal(root, Tree(count).Root.ToString());

    [Theory]
    [InlineData(0, "32f4513780e903d7113f5fa49c1a25598cd0aa3710079381570c3b29ca29ab99 354eaab026286ff4d35f0a63df377aeb6b391a26a4b548c0003162907d7ac080 4086639629dcc44ba2fa9dfe9dadda7daaece6c2b75287703c6f485d6dca7b24")]
    [InlineData(1, "9133466b955134a6d79ccc90cbfa7395209397fff97c6a564f96fdb24b903d5e 354eaab026286ff4d35f0a63df377aeb6b391a26a4b548c0003162907d7ac080 4086639629dcc44ba2fa9dfe9dadda7daaece6c2b75287703c6f485d6dca7b24")]
    [InlineData(2, "5b7f4ff3c020bf10c53ec429e85a639a5c8203496019d7d76708439c293ddffd b9d5224052b3079ee61115e9ad52fa117ff54102112f43c8946ea636a6e0f383 4086639629dcc44ba2fa9dfe9dadda7daaece6c2b75287703c6f485d6dca7b24")]
    [InlineData(3, "2e41b49f4ac295564c3cc368a15120b27be43f989330b342dfe43220ce6040eb b9d5224052b3079ee61115e9ad52fa117ff54102112f43c8946ea636a6e0f383 4086639629dcc44ba2fa9dfe9dadda7daaece6c2b75287703c6f485d6dca7b24")]
    [InlineData(4, "bc91bb86ea61837bcecf3941b5a4d24d3cc07e5669f6b916eb11fd6b6f020aef")]
    public void Prove_vectors(int index, string path)
    {
        CommitmentTree tree = Tree(5);
        InclusionProof proof = tree.Prove(ParticipantId.Of(Names[index].Author), TaskId.Of(Names[index].Task));
        Assert.Equal((index, 5), (proof.Index, proof.Count));
        Assert.Equal(path.Split(' '), proof.Path.Select(item => item.ToString()));
        Assert.True(proof.Verify(tree.Root));
    }

    [Fact]
    public void Of_whatDoesNotCount_isRefusedByName()
    {
        Commitment one = Tree(1).Commitments[0];
        Assert.Contains("OtherEpoch", Assert.Throws<ArgumentException>(() => CommitmentTree.Of(Window, [one with { Epoch = Epoch.Of(13) }])).Message, StringComparison.Ordinal);
        Assert.Contains("OtherRound", Assert.Throws<ArgumentException>(() => CommitmentTree.Of(Window, [one with { Round = 999 }])).Message, StringComparison.Ordinal);
        Assert.Contains("Repeated", Assert.Throws<ArgumentException>(() => CommitmentTree.Of(Window, [one, one])).Message, StringComparison.Ordinal);
        Assert.Contains("Contradicted", Assert.Throws<ArgumentException>(() => CommitmentTree.Of(Window, [one, one with { Seal = default }])).Message, StringComparison.Ordinal);
        Assert.Contains("Unnamed", Assert.Throws<ArgumentException>(() => CommitmentTree.Of(Window, [default])).Message, StringComparison.Ordinal);
        Assert.Equal(Tree(0).Root, CommitmentTree.Of(Window, default).Root);
    }

    [Fact]
    public void Prove_notCommitted_isNamed_andItsAbsenceIsProved()
    {
        CommitmentTree tree = Tree(5);
        ParticipantId mallory = ParticipantId.Of("mallory");
        Assert.Contains("mallory committed to nothing on task job-1 in epoch 12", Assert.Throws<KeyNotFoundException>(() => tree.Prove(mallory, TaskId.Of("job-1"))).Message, StringComparison.Ordinal);
        Assert.True(tree.ProveAbsence(mallory, TaskId.Of("job-1")).Verify(tree.Root, mallory, TaskId.Of("job-1")));
        Assert.Throws<ArgumentException>(() => tree.ProveAbsence(ParticipantId.Of("bob"), TaskId.Of("job-1")));

        // Somebody who did commit is not proved absent by leaving a neighbour out of the proof.
        AbsenceProof honest = tree.ProveAbsence(ParticipantId.Of("alice"), TaskId.Of("job-3"));
        Assert.True(honest.Verify(tree.Root, ParticipantId.Of("alice"), TaskId.Of("job-3")));
        Assert.False((honest with { After = null }).Verify(tree.Root, ParticipantId.Of("bob"), TaskId.Of("job-1")));
        Assert.False((honest with { Before = null }).Verify(tree.Root, ParticipantId.Of("alice"), TaskId.Of("job-3")));
        Assert.False((honest with { Epoch = Epoch.Of(13) }).Verify(tree.Root, ParticipantId.Of("alice"), TaskId.Of("job-3")));
        Assert.False((honest with { Round = 1 }).Verify(tree.Root, ParticipantId.Of("alice"), TaskId.Of("job-3")));
        Assert.False(honest.Verify(tree.Root, default, TaskId.Of("job-3")));
        Assert.False(honest.Verify(tree.Root, ParticipantId.Of("alice"), default));
    }

    [Fact]
    public void Absence_ofEverything_isTheEmptyRoot()
    {
        AbsenceProof nobody = Tree(0).ProveAbsence(ParticipantId.Of("a"), TaskId.Of("t"));
        Assert.Equal(new AbsenceProof(Epoch.Of(12), 1_000, null, null), nobody);
        Assert.True(nobody.Verify(Tree(0).Root, ParticipantId.Of("a"), TaskId.Of("t")));
        Assert.False(nobody.Verify(Tree(1).Root, ParticipantId.Of("a"), TaskId.Of("t")));
        Assert.False((nobody with { Epoch = Epoch.Of(13) }).Verify(Tree(0).Root, ParticipantId.Of("a"), TaskId.Of("t")));
    }

    [Fact]
    public void Prove_ofAThousand_staysShort()
    {
        ImmutableArray<Commitment> many = [.. Enumerable.Range(0, 1_000).Select(number => Committed($"p{number}", "t"))];
        CommitmentTree tree = CommitmentTree.Of(Window, many);
        Assert.All(many, item => Assert.True(tree.Prove(item.Author, item.Task) is { Path.Length: <= 10 } proof && proof.Verify(tree.Root)));
    }

    private static CommitmentTree Tree(int count) => CommitmentTree.Of(Window, [.. Names.Take(count).Select(name => Committed(name.Author, name.Task)).Reverse()]);

    private static Commitment Committed(string author, string task) => Commitment.Of(
        ParticipantId.Of(author), TaskId.Of(task), Window, ResultHash.OfChoice(1), Digest.Parse("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100"));
}
