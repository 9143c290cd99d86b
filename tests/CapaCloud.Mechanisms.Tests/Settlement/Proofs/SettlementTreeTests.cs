using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Tests.Settlement.Acceptance;
using CapaCloud.Mechanisms.Tests.Settlement.Delegations;
using CapaCloud.Mechanisms.Tests.Settlement.Jobs;

namespace CapaCloud.Mechanisms.Tests.Settlement.Proofs;

/// <summary>A settlement's root, and what one can prove under it.</summary>
public sealed class SettlementTreeTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Bob = ParticipantId.Of("bob");

    private static readonly Mechanism Smallest = Mechanism.Create(build => build.Name("smallest"));

    private static readonly Dictionary<string, Mechanism> Mechanisms = new()
    {
        ["small"] = SmallNetwork.Mechanism,
        ["with jobs"] = JobTrial.Market,
        ["with delegators"] = DelegationTrial.Delegated,
    };

    private static readonly Dictionary<string, Func<Mechanism, IReadOnlyList<Law>>> Mutants = new()
    {
        ["line-of-each"] = mechanism => Laws(mechanism, tree: (network, settled) => SettlementTree.Of(network, settled with { After = settled.After with { Participants = settled.After.Participants.RemoveAt(0) } })),
        ["lines-have-every-posting"] = mechanism => Laws(mechanism, tree: (network, settled) => SettlementTree.Of(network, settled with { Postings = settled.Postings.RemoveAll(posting => posting.Reason == PostingReason.Reward) })),
        ["root-is-of-everything"] = mechanism => Laws(mechanism, tree: (_, settled) => SettlementTree.Of("always", settled)),
        ["roots-are-a-chain"] = mechanism => Laws(mechanism, tree: (network, settled) => SettlementTree.Of(network, settled with { Before = settled.Before with { Treasury = settled.Before.Treasury + Amount.One } })),
        ["no-other-line"] = mechanism => Laws(mechanism, verify: (proof, root) => proof.Header is null || proof.Header.Root() == root),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string name, Mechanism mechanism) in Mechanisms)
            {
                foreach (Law law in Laws(mechanism))
                {
                    cases.Add(name, law.Name);
                }
            }

            return cases;
        }
    }

    public static TheoryData<string> LawNames => [.. Mutants.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Law_holds(string mechanism, string law) => Laws(Mechanisms[mechanism]).Single(one => one.Name == law).Check(cases: 30);

    [Theory]
    [MemberData(nameof(LawNames))]
    public void Law_brokenByAMutant_isCaught(string law) => Assert.NotNull(Mutants[law](SmallNetwork.Mechanism).Single(one => one.Name == law).FindViolation(cases: 100));

    /// <summary>A proof comes from a stranger: whatever it holds, checking it throws nothing.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("half a character")]
    public void Verify_networkThatIsNoName_isFalse(string? network)
    {
        // An attribute cannot hold half of a pair.
        network = network == "half a character" ? ((char)0xD800).ToString() : network;
        SettlementTree tree = SettlementTree.Of("net", Smallest.Settle(Smallest.Open(Epoch.Zero, [new(Alice, Amount.Of(5))]).State, new EpochReport { Epoch = Epoch.Zero }));
        SettlementProof proof = tree.Prove(Alice);
        Assert.False((proof with { Header = proof.Header with { Network = network! } }).Verify(tree.Root));
        Assert.False((proof with { Line = proof.Line with { Postings = [default] } }).Verify(tree.Root));
        Assert.False((proof with { Header = null! }).Verify(tree.Root));
        Assert.False((proof with { Line = null! }).Verify(tree.Root));
        Assert.True(proof.Verify(tree.Root));
    }

    /// <summary>The same root is computed by <c>eng/vectors/canonical.py</c> from that file, and shares nothing with the library. Set WRITE_VECTORS to write the file anew.</summary>
    [Fact]
    public void Root_isThatOfTheVector()
    {
        SettlementTree tree = SettlementTree.Of("test-net", Settled());
        string file = Path.Combine(RepositoryRoot.Path, "eng", "vectors", "settlement.json"), text = TextOf(tree);
        if (Environment.GetEnvironmentVariable("WRITE_VECTORS") is not null)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal("38f811bedb379bdfed079396c58c1e0c28fa78b397f7ebe8621162d5bd2ae098", tree.Root.ToString());
        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void Prove_ofARequesterAndADelegator_hasTheirPostings()
    {
        NetworkState state = JobTrial.Market.Award(JobTrial.Open(JobTrial.Market), JobTrial.Award("t"));
        EpochSettlement settled = JobTrial.Settle(JobTrial.Market, state, JobTrial.Say(JobEvent.Delivered), JobTrial.Say(JobEvent.Accepted));
        SettlementTree tree = SettlementTree.Of("jobs", settled);
        SettlementProof carol = tree.Prove(JobTrial.Carol);

        Assert.True(carol.Verify(tree.Root));
        Assert.Equal(default, carol.Line.State);
        Assert.Equal(settled.Postings.Where(posting => posting.From == LedgerAccount.Escrow(JobTrial.Carol)), carol.Line.Postings);
        Assert.Equal(carol, MechanismJson.Default.Read<SettlementProof>(MechanismJson.Default.Write(carol)));
    }

    /// <summary>Whoever is forgotten with the settlement has a line in it, without a state; in the next one it is a stranger.</summary>
    [Fact]
    public void Prove_ofSomebodyWhoIsForgotten_hasALineWithoutAState()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3))).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
        NetworkState state = Trial.Open(mechanism, (Alice, 1_000), (Bob, 1_000));
        state = Trial.Idle(mechanism, mechanism.Unbond(state, Alice, Amount.Of(1_000)).State, 4);
        state = mechanism.Withdraw(state, Alice).State;
        EpochSettlement settled;
        do
        {
            settled = Trial.Settle(mechanism, state);
            state = settled.After;
        }
        while (state.IndexOf(Alice) >= 0);

        SettlementTree tree = SettlementTree.Of("test-net", settled);
        SettlementProof proof = tree.Prove(Alice);
        Assert.True(proof.Verify(tree.Root));
        Assert.Equal(default, proof.Line.State);
        Assert.False(SettlementTree.Of("test-net", Trial.Settle(mechanism, state)).TryProve(Alice, out _));
    }

    [Fact]
    public void Prove_aStranger_orABadNetwork_isRefused()
    {
        SettlementTree tree = SettlementTree.Of("test-net", Settled());
        Assert.Contains("no line of 'eve'", Assert.Throws<KeyNotFoundException>(() => tree.Prove(ParticipantId.Of("eve"))).Message, StringComparison.Ordinal);
        Assert.False(tree.TryProve(default, out _));
        Assert.Throws<ArgumentException>(() => SettlementTree.Of("", Settled()));
        Assert.Throws<ArgumentNullException>(() => SettlementTree.Of(null!, Settled()));
        Assert.Throws<ArgumentNullException>(() => SettlementTree.Of("x", null!));
    }

    [Fact]
    public void IsOf_anotherRecord_isFalse()
    {
        EpochSettlement settled = Settled();
        SettlementLine line = SettlementTree.Of("test-net", settled).Prove(Alice).Line;
        Assert.True(line.IsOf(settled.After.StateOf(Alice)));
        Assert.False(line.IsOf(settled.Before.StateOf(Alice) with { JailedUntil = Epoch.Of(7) }));
        Assert.False(line.IsOf(settled.After.StateOf(Bob)));
    }

    private static EpochSettlement Settled()
    {
        NetworkState state = Smallest.Open(Epoch.Zero, [new(Alice, Amount.Of(1_000)), new(Bob, Amount.Of(2_000))]).State;
        return Smallest.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Payments = Amount.Of(50),
            Participants = [new ParticipantReport { Participant = Alice, Work = 3 }, new ParticipantReport { Participant = Bob, Work = 2 }],
        });
    }

    private static string TextOf(SettlementTree tree) =>
        $"{{\n\"header\": {MechanismJson.Default.Write(tree.Header)},\n\"lines\": [\n{string.Join(",\n", tree.Lines.Select(line => MechanismJson.Default.Write(line)))}\n]\n}}\n";

    private static IReadOnlyList<Law> Laws(
        Mechanism mechanism, Func<string, EpochSettlement, SettlementTree>? tree = null, Func<SettlementProof, Digest, bool>? verify = null) =>
        SettlementTreeLaws.For(mechanism, deposits => mechanism.Open(Epoch.Of(5), deposits).State, tree, verify);
}
