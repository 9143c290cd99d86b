using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Settlement.Storage;

/// <summary>A state comes back as it was, from a text and from bytes, and nothing else is read as one.</summary>
public sealed class StateStorageTests(ITestOutputHelper output)
{
    private static readonly string[] Cultures = ["", "tr-TR", "fa-IR", "de-DE", "ar-SA"];

    /// <summary>4 networks over drawn policies, or as many as STATE_STORAGE_CASES says.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("STATE_STORAGE_CASES") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public void State_afterALifeWithAppealsAndAChangeOfPolicy_comesBackEqual_inEveryCulture()
    {
        int states = 0, cases = 0, held = 0, periods = 0;
        foreach (EpochSettlement settlement in Lives())
        {
            NetworkState state = settlement.After;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Cultures[states++ % Cultures.Length]);
            string text = StateJson.Write(state);
            byte[] bytes = StateBinary.Write(state);
            Digest hash = StateHash.Of(state);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Assert.Equal(text, StateJson.Write(state));
            Assert.Equal(bytes, StateBinary.Write(state));
            Assert.Equal(state, StateJson.Read(text));
            Assert.Equal(state, StateBinary.Read(bytes));
            Assert.Equal(hash, StateHash.Of(StateBinary.Read(bytes)));
            Assert.Equal(hash, StateHash.Of(StateJson.Read(text)));
            Assert.NotEqual(hash, StateHash.Of(settlement.Before));
            cases += state.Participants.Sum(participant => participant.Cases.Length);
            held += state.Participants.Sum(participant => participant.Stake.Holds.Length);
            periods = Math.Max(periods, state.Liability.Length);
        }

        // What was drawn has what is hard to store.
        Assert.True(cases > 0 && held > 0 && periods > 1, $"{cases} cases, {held} holds, {periods} periods");
    }

    /// <summary>An old epoch is explained from what was stored of it.</summary>
    [Fact]
    public void Settlement_fromItsText_isTheSame_andExplainsAlike()
    {
        foreach (Mechanism mechanism in Named())
        {
            Random random = new(7);
            foreach (EpochSettlement settlement in NetworkLife.Lead(mechanism, NetworkLife.Open(mechanism, random), 3, random))
            {
                EpochSettlement again = MechanismJson.Default.Read<EpochSettlement>(MechanismJson.Default.Write(settlement));
                Assert.Equal(settlement, again);
                Assert.Equal(settlement.Report, again.Report);
                Assert.Equal(settlement.Before, again.Before);
                Assert.Equal(settlement.Epoch, again.Epoch);
                Assert.Equal(MechanismJson.Default.Hash(settlement), MechanismJson.Default.Hash(again));
                Assert.True(mechanism.IsGenuine(again));
                foreach (ParticipantState participant in settlement.Before.Participants)
                {
                    Explanation explanation = mechanism.Explain(again, participant.Participant);
                    Assert.Equal(mechanism.Explain(settlement, participant.Participant), explanation);
                    Assert.Equal(explanation, MechanismJson.Default.Read<Explanation>(MechanismJson.Default.Write(explanation)));
                    Assert.Empty(explanation.FindInconsistencies());
                }
            }
        }
    }

    [Fact]
    public void Read_everyBeginning_isRefused()
    {
        string text = StateJson.Write(Small());
        for (int length = 0; length < text.Length; length++)
        {
            // Blanks at the end are no content.
            string cut = text[..length];
            Assert.True(cut.Trim() == text.Trim() || Refusal(() => StateJson.Read(cut)) is { } message && message.StartsWith('$'), $"cut off after {length}");
        }

        byte[] bytes = StateBinary.Write(Small());
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.StartsWith("Byte ", Refusal(() => StateBinary.Read(cut)), StringComparison.Ordinal);
            if (length != bytes.Length - Digest.Size)
            {
                Assert.StartsWith("Byte ", Refusal(() => StateBinary.Read(Sealed(cut))), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_textWithOneCharacterChanged_isRefused_orIsTheSameState()
    {
        Random random = new(11);
        NetworkState state = Small();
        string text = StateJson.Write(state);
        for (int number = 0; number < 1_500; number++)
        {
            int at = random.Next(text.Length);
            string with = random.Next(4) switch { 0 => "", 1 => $"{text[at]}{text[at]}", 2 => random.Next(10).ToString(CultureInfo.InvariantCulture), _ => "x" };
            string changed = text[..at] + with + text[(at + 1)..];
            string? refusal = Refusal(() => Assert.Equal(state, StateJson.Read(changed)));
            Assert.True(refusal is null || refusal.Contains('$', StringComparison.Ordinal), $"{changed}\n{refusal}");
        }
    }

    [Fact]
    public void Read_bytesWithOneChanged_areRefused_andWithANewChecksumAreThatOtherStateOrRefused()
    {
        Random random = new(13);
        NetworkState state = Small();
        byte[] bytes = StateBinary.Write(state);
        for (int number = 0; number < 3_000; number++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            Assert.StartsWith("Byte ", Refusal(() => StateBinary.Read(changed)), StringComparison.Ordinal);
            byte[] forged = Sealed(changed[..^Digest.Size]);
            string? refusal = Refusal(() =>
            {
                NetworkState other = StateBinary.Read(forged);
                Assert.True(other != state || forged.AsSpan().SequenceEqual(bytes));
                Assert.Equal(forged, StateBinary.Write(other));
            });
            Assert.True(refusal is null || refusal.StartsWith("Byte ", StringComparison.Ordinal) || refusal.Contains("\n$", StringComparison.Ordinal), refusal);
        }
    }

    /// <summary>Each bit of a state that somebody changes and seals again: what is wrong with it is said in words.</summary>
    [Fact]
    public void Read_everyBitChangedAndSealedAgain_saysWhatIsWrong()
    {
        byte[] bytes = StateBinary.Write(Small())[..^Digest.Size];
        HashSet<string> said = new(StringComparer.Ordinal);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            said.Add(Refusal(() => StateBinary.Read(Sealed(changed))) ?? "");
        }

        Assert.All(
            [
                "names parts that a participant does not have; expected at most ",
                "names numbers that a reputation does not have; expected less than 64.",
                "what ends here is refused: ",
            ],
            words => Assert.Contains(said, message => message.Contains(words, StringComparison.Ordinal)));
    }

    /// <summary>Who has nothing, who had another name, and whose stake stands behind somebody else come back as they were.</summary>
    [Fact]
    public void Participants_withoutStake_withFormerNames_andBehindOthers_comeBack()
    {
        NetworkState state = SmallNetwork.Open();
        Amount ten = Amount.Of(10_000);
        state = state with
        {
            Participants =
            [
                state.Participants[0] with
                {
                    FormerNames = [ParticipantId.Of("earlier"), ParticipantId.Of("former")],
                    Stake = CapaCloud.Mechanisms.Staking.StakeAccount.Open(SmallNetwork.Alice),
                },
                state.Participants[1] with
                {
                    Stake = state.Participants[1].Stake.Redelegate(Amount.Of(20_000), SmallNetwork.Bob, ParticipantId.Of("operator"), Epoch.Zero, SmallNetwork.Mechanism.Policy.Stake).Account,
                },
                state.Participants[2],
            ],
            Books = state.Books with { Held = state.Books.Held - ten, Out = state.Books.Out + ten },
        };
        Assert.Empty(state.Inconsistencies());
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
    }

    /// <summary>What somebody can do to a file, and what is said about it.</summary>
    [Theory]
    [InlineData("version", "2", "$.version: is 2; expected 1 to 1")]
    [InlineData("version", "0", "$.version: is 0; expected 1 to 1")]
    [InlineData("hash", "\"00000000000000000000000000000000000000000000000000000000000000ff\"", "$.hash: is 00000000000000000000000000000000000000000000000000000000000000ff, and the state has the hash ")]
    [InlineData("state/epoch", "7", "$.state.epoch: Expected an epoch")]
    [InlineData("state/treasury", "\"1000000\"", "$.state.books.held: is ")]
    [InlineData("state/treasury", "\"340282366920938463463374607431768211455\"", "$.state.books.held: is ")]
    [InlineData("state/books/in", "\"1\"", "$.state.books: has 1 unit in, and ")]
    [InlineData("state/books/out", "\"340282366920938463463374607431768211455\"", "$.state.books: has ")]
    [InlineData("state/liability", "[]", "$.state.liability: is empty")]
    [InlineData("state/participants/1/participant", "\"alice\"", "$.state.participants[1]: 'alice' stands out of order or twice")]
    [InlineData("state/participants/0/participant", "null", "$.state.participants[0]: has no name")]
    [InlineData("state/participants/0/stake/owner", "\"bob\"", "$.state.participants[0].stake: belongs to 'bob'")]
    [InlineData("state/participants/0/stake", "null", "$.state.participants[0].stake: is null")]
    [InlineData("state/participants/0/stake/tranches", "[]", "$.state.")]
    [InlineData("state/participants/0/reputation/asOf", "\"99\"", "$.state.participants[0].reputation: is as of epoch 99")]
    [InlineData("state/participants/0/jailedUntil", "\"99\"", "$.hash: is ")]
    [InlineData("state/participants/0/cases/0/status", "\"Lost\"", "$.state.participants[0].cases[0].status: Expected one of None, Pending")]
    [InlineData("state/participants/0/cases/0/status", "\"None\"", "$.state.participants[0].cases: case ")]
    [InlineData("state/participants/0/cases/0/severity", "\"0\"", "$.state.participants[0].cases: case ")]
    [InlineData("state/participants/0/cases/0/severity", "\"1.5\"", "$.state.participants[0].cases[0].severity: Expected a proportion")]
    [InlineData("state/participants/0/cases/0/faultEpoch", "\"9\"", "$.state.participants[0].cases: case ")]
    [InlineData("state/participants/0/cases/0/offence", "null", "$.state.participants[0].cases: case ")]
    [InlineData("state/participants/0/cases/0/reporters", "[\"carol\", \"bob\"]", "$.state.participants[0].cases: case ")]
    [InlineData("state/participants/0/passedAudits", "[{\"epoch\":\"0\",\"task\":\"b\"},{\"epoch\":\"0\",\"task\":\"a\"}]", "$.state.participants[0].passedAudits[1]: stands out of order")]
    [InlineData("state/participants/0/withheld", "[{\"epoch\":\"0\",\"amount\":\"340282366920938463463374607431768211455\"},{\"epoch\":\"1\",\"amount\":\"340282366920938463463374607431768211455\"}]", "$.state.books.held: is ")]
    public void Read_oneValueChanged_saysWhichByItsPath(string path, string value, string refusal)
    {
        JsonNode root = JsonNode.Parse(StateJson.Write(Small()))!;
        string[] steps = path.Split('/');
        JsonNode parent = root;
        foreach (string step in steps[..^1])
        {
            parent = int.TryParse(step, CultureInfo.InvariantCulture, out int index) ? parent[index]! : parent[step]!;
        }

        Assert.True(((JsonObject)parent).ContainsKey(steps[^1]));
        parent[steps[^1]] = JsonNode.Parse(value);
        string? message = Refusal(() => StateJson.Read(root.ToJsonString()));
        Assert.Contains(refusal, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_anInconsistentState_isRefused()
    {
        NetworkState state = Small() with { Treasury = Amount.MaxValue };
        Assert.Contains("$.books.held: is ", Assert.Throws<InconsistentStateException>(() => StateJson.Write(state)).Message, StringComparison.Ordinal);
        Assert.Contains("$.books.held: is ", Assert.Throws<InconsistentStateException>(() => StateBinary.Write(state)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => StateJson.Write(null!));
        Assert.Throws<ArgumentNullException>(() => StateBinary.Write(null!));
        Assert.Throws<ArgumentNullException>(() => StateHash.Of(null!));
        Assert.Throws<ArgumentNullException>(() => StateJson.Read(null!));
    }

    /// <summary>How many bytes a participant takes who has bonded, worked and been audited for a while, and the same in JSON.</summary>
    [Fact]
    public void Write_quietParticipants_takesFewBytes_andTwiceAsManyTakeTwiceAsMuch()
    {
        NetworkState thousand = Quiet(1_000), more = Quiet(2_000);
        int few = StateBinary.Write(thousand).Length, twice = StateBinary.Write(more).Length;
        int text = MechanismJson.Default.WriteCanonical(thousand).Length;
        output.WriteLine($"{(twice - few) / 1_000.0:F1} bytes for each quiet participant, {text / 1_000.0:F1} in canonical JSON");
        Assert.InRange((twice - few) / 1_000, 20, 64);
        Assert.True(text > 10 * few, $"{text} and {few} bytes");

        // Neither way back does a participant cost more when there are others.
        byte[] one = StateBinary.Write(thousand), other = StateBinary.Write(more);
        Assert.InRange(Allocation.Least(() => StateBinary.Read(other)) / (double)Allocation.Least(() => StateBinary.Read(one)), 1.5, 2.5);
        Assert.InRange(Allocation.Least(() => StateBinary.Write(more)) / (double)Allocation.Least(() => StateBinary.Write(thousand)), 1.5, 2.5);
    }

    private static NetworkState Quiet(int count)
    {
        Mechanism mechanism = SmallNetwork.Mechanism;
        NetworkState state = mechanism.Open(
            Epoch.Zero, Enumerable.Range(0, count).Select(number => KeyValuePair.Create(ParticipantId.Of($"node-{number:D6}"), Amount.Of(1_000_000)))).State;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            state = mechanism.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Payments = Amount.Of(1_000_000),
                Participants = [.. state.Participants.Select(participant => SmallNetwork.Report(participant.Participant))],
                Beacon = SmallNetwork.Epoch0().Beacon,
            }).After;
        }

        return state;
    }

    private static Mechanism[] Named() =>
    [
        SmallNetwork.Mechanism,
        NetworkLife.WithAppeals(SmallNetwork.Mechanism),
        Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CircuitBreaker = Proportion.Percent(70), CorrelationWindow = EpochSpan.Of(10) })
            .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Power(Proportion.Half, 2))),
    ];

    private static IEnumerable<EpochSettlement> Lives()
    {
        int seed = 0;
        IEnumerable<Mechanism> drawn = PolicyGenerators.MechanismPolicy.Drawn(Cases, 50).Select(policy => Mechanism.FromPolicy(policy));
        foreach (Mechanism mechanism in Named().Concat(drawn))
        {
            Random random = new(seed++);
            IReadOnlyList<EpochSettlement> first = NetworkLife.Lead(mechanism, NetworkLife.Open(mechanism, random), 4, random);
            Mechanism changed = Mechanism.FromPolicy(NetworkLife.Changed(mechanism.Policy));
            Migration migration = changed.Migrate(first[^1].After, mechanism.Policy);
            Assert.Equal(migration, MechanismJson.Default.Read<Migration>(MechanismJson.Default.Write(migration)));
            foreach (EpochSettlement settlement in first.Concat(NetworkLife.Lead(changed, migration.State, 2, random)))
            {
                yield return settlement;
            }
        }
    }

    /// <summary>Three participants, one with a pending case, a hold and a withheld reward.</summary>
    private static NetworkState Small()
    {
        Mechanism mechanism = NetworkLife.WithAppeals(SmallNetwork.Mechanism);
        return mechanism.Settle(
            SmallNetwork.Open(mechanism),
            SmallNetwork.Epoch0(SmallNetwork.Report(SmallNetwork.Alice), SmallNetwork.Report(SmallNetwork.Bob)) with
            {
                Evidence = [SmallNetwork.WrongResult(SmallNetwork.Alice, SmallNetwork.Bob)],
                Verdicts = [SmallNetwork.Correct(SmallNetwork.Bob, "t2")],
            }).After;
    }

    private static byte[] Sealed(byte[] content) => [.. content, .. System.Security.Cryptography.SHA256.HashData(content)];

    private static string? Refusal(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InconsistentStateException or BinaryFormatException)
        {
            return exception.Message;
        }
    }
}
