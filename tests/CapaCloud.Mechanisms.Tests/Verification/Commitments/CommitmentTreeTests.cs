using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Testing.Laws;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;
using CapaCloud.Mechanisms.Verification.Commitments;

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

    /// <summary>Computed by an independent program from the bytes in docs/modules/verification.md: result choice 1, salt 1f 1e … 00.</summary>
    [Theory]
    [InlineData(0, "dae3e2709d2c131ab36fb235e4c5b4838ae3fbbd9e24af38b30f184c509f9f48")]
    [InlineData(1, "059bb48ff8791e5d2aa92613da5b960dfb14dac2bbf31f7e2710f87ade9ee997")]
    [InlineData(2, "324c0a476ebc301b220b433ca721f401b5d081fae59ea052464ba042507bf852")]
    [InlineData(3, "8b7de9153deccb3108cba37d2f8dc157582849064bd9de9ae6da7a0240382c8f")]
    [InlineData(4, "6383c7f812712d0c9bb869de08a958ba46eca59a7d8d3d2f752ea6f962a92dd5")]
    [InlineData(5, "53070ee835a9eaa2662b04c3d22e66ff40a8bf9944d4c93e9a3a966964819396")]
    public void Root_vectors(int count, string root) => Assert.Equal(root, Tree(count).Root.ToString());

    [Theory]
    [InlineData(0, "2d75d2e8471045fb0190549bcb2f21e7db0374a0ac4fcb37246e7dedb955635f 882800803f6c911ec6543aad4a031c2c3430ce8272070d0b8efddab3200255bd 8b423d3d8f2d6231ea2eb583d4fe02464e0e1685764902e5a3828ee139331227")]
    [InlineData(1, "2f89bb67e2c8ee047a2c1426997f6ef736927bca17ffacf3fd0cd704cb5575f4 882800803f6c911ec6543aad4a031c2c3430ce8272070d0b8efddab3200255bd 8b423d3d8f2d6231ea2eb583d4fe02464e0e1685764902e5a3828ee139331227")]
    [InlineData(2, "af251b68ea488683a32747631f56418427c75b3ba594d6753ad6a35582021bb8 b8cf903ee334d64ce916e0f2b3146a7bf458b541373f404938930f9c160ec375 8b423d3d8f2d6231ea2eb583d4fe02464e0e1685764902e5a3828ee139331227")]
    [InlineData(3, "dff77f8fba8e5ae5cebc4dcea79d38278303a3015bd078fa032b94b4f512180c b8cf903ee334d64ce916e0f2b3146a7bf458b541373f404938930f9c160ec375 8b423d3d8f2d6231ea2eb583d4fe02464e0e1685764902e5a3828ee139331227")]
    [InlineData(4, "d9b4795aeba79108f1faafa06d65cb22a35da8ef72e6c0efe586729a2a1ed5a9")]
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
