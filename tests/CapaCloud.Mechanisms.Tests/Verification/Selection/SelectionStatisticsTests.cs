using CapaCloud.Mechanisms.Testing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Verification.Selection;

/// <summary>
/// Every sampler's inclusion frequencies against exact probabilities over a million draws and more. The beacons are fixed, so a run gives the same figures every
/// time; a sound sampler exceeds the bound with a probability below 2 * 10^-9 for each figure.
/// </summary>
public sealed class SelectionStatisticsTests
{
    private const int Million = 1_000_000;
    private static readonly SelectionSeed Audits = AuditSamplingTests.Seed(SelectionPurpose.Audit);
    private static readonly SelectionSeed Seats = AuditSamplingTests.Seed(SelectionPurpose.Committee);
    private static readonly TaskId[] Tasks = [.. Enumerable.Range(0, 1_000).Select(number => TaskId.Of($"t{number}"))];
    private static readonly ParticipantId[] Names = [.. Enumerable.Range(0, 1_000).Select(number => ParticipantId.Of($"n{number}"))];
    private static readonly ReputationAdaptiveSampler Adaptive = new(Proportion.Percent(2), Proportion.Percent(25));
    private static readonly StakeWeightedSampler Weighted = new(Amount.Of(1_000), Proportion.Percent(1));

    /// <summary>Five kinds of candidates, each in every draw: nobody reputed, half reputed, best reputed, and two stakes.</summary>
    [Fact]
    public void Audits_bernoulliAdaptiveAndStakeWeighted_frequenciesAreTheRates()
    {
        (IAuditSampler Sampler, AuditCandidate Candidate)[] kinds =
        [
            (new BernoulliSampler(Proportion.Percent(5)), default),
            (new BernoulliSampler(Proportion.Parse("0.0001")), default),
            (Adaptive, new AuditCandidate(default, default, Proportion.Zero)),
            (Adaptive, new AuditCandidate(default, default, Proportion.Half)),
            (Adaptive, new AuditCandidate(default, default, Proportion.One)),
            (Weighted, new AuditCandidate(default, default, stake: Amount.Of(250))),
            (Weighted, new AuditCandidate(default, default, stake: Amount.Of(1))),
        ];
        string[] exact = ["0.05", "0.0001", "0.25", "0.135", "0.02", "0.25", "0.01"];
        Check(Million, exact.Select(Proportion.Parse), draw => Audited(kinds, draw, (sampler, candidate) => sampler.IsSelected(Audits, candidate)));
    }

    /// <summary>Half a million committees of two from six: everybody a third of the time, each of three pairs a fifteenth.</summary>
    [Fact]
    public void Uniform_everybodyAlike_andPairsToo()
    {
        ParticipantId[] six = Names[..6];
        Proportion[] exact = [.. Enumerable.Repeat(Third(1), 6), .. Enumerable.Repeat(Proportion.FromQuotient(1, 15, Rounding.Down), 3)];
        Check(Million / 2, exact, draw => Chosen(draw));

        IEnumerable<int> Chosen(int draw)
        {
            ParticipantId[] members = [.. Committee.Uniform(Seats, TaskId.Of($"c{draw}"), six, 2)];
            int[] numbers = [.. members.Select(member => Array.IndexOf(six, member)).Order()];
            return [.. numbers, .. numbers[1] == numbers[0] + 1 && numbers[0] % 2 == 0 ? new[] { 6 + (numbers[0] / 2) } : []];
        }
    }

    [Theory]
    [InlineData(new ulong[] { 995, 1, 1, 1, 1, 1 }, 3)]
    [InlineData(new ulong[] { 1, 2, 3 }, 2)]
    [InlineData(new ulong[] { 1, 1, 2, 4, 0 }, 3)]
    public void ByStake_frequenciesAreTheExactInclusionProbabilities(ulong[] stakes, int seats)
    {
        StakedCandidate[] candidates = [.. stakes.Select((stake, number) => new StakedCandidate(Names[number], Amount.Of(stake)))];
        Check((Million / seats) + 1, InclusionProbability.ByStake([.. candidates.Select(candidate => candidate.Stake)], seats),
            draw => Committee.ByStake(Seats, TaskId.Of($"c{draw}"), candidates, seats).Select(member => Array.IndexOf(Names, member)));
    }

    [Fact]
    public void WithReplacement_votesAreInProportionToStake()
    {
        StakedCandidate[] candidates = [new(Names[0], Amount.Of(1)), new(Names[1], Amount.Of(2)), new(Names[2], Amount.Of(7)), new(Names[3], default)];
        ParticipantId[] votes = [.. Committee.WithReplacement(AuditSamplingTests.Seed(SelectionPurpose.Jury), Tasks[0], candidates, Million)];
        Check(Million, new[] { "0.1", "0.2", "0.7", "0" }.Select(Proportion.Parse), draw => [Array.IndexOf(Names, votes[draw])]);
    }

    /// <summary>
    /// A hundred thousand shuffles of ten positions, each followed whole: everybody lands everywhere. With r rounds a position is never moved with probability 2^-r and
    /// else is anywhere alike; sixteen rounds are enough to see that, the ninety of production are checked on fewer shuffles.
    /// </summary>
    [Theory]
    [InlineData(16, Million / 10)]
    [InlineData(SwapOrNotShuffle.DefaultRounds, Million / 500)]
    public void SwapOrNot_everyPositionLandsEverywhereAlike(byte rounds, int shuffles)
    {
        ulong never = Proportion.PartsPerOne >> Math.Min((int)rounds, 60);
        Proportion elsewhere = Proportion.FromParts((Proportion.PartsPerOne - never) / 10), home = Proportion.FromParts(elsewhere.Parts + never);
        Check(shuffles, Enumerable.Range(0, 100).Select(place => place / 10 == place % 10 ? home : elsewhere), draw =>
        {
            Digest seed = AuditSamplingTests.Seed(SelectionPurpose.Committee, (ulong)draw + 1).Value;
            return Enumerable.Range(0, 10).Select(position => (position * 10) + (int)SwapOrNotShuffle.Position(seed, (uint)position, 10, rounds));
        });
    }

    /// <summary>A sortition with mean 2: every number of seats as often as the binomial says.</summary>
    [Fact]
    public void Sortition_seatsFollowTheBinomial()
    {
        Proportion[] exact = [.. Enumerable.Range(0, 21).Select(seats => Proportion.FromParts(
            (ulong)(Choose(20, seats) * System.Numerics.BigInteger.Pow(9, 20 - seats) * Proportion.PartsPerOne / System.Numerics.BigInteger.Pow(10, 20))))];
        Check(Million, exact, draw =>
            [(int)BinomialSortition.Seats(Seats.Hash(Names[draw % 1_000], Tasks[draw / 1_000]), Amount.Of(20), Amount.Of(100), 10)]);
    }

    [Fact]
    public void Audits_orderOfTheList_changesNothing()
    {
        AuditCandidate[] candidates = [.. Names.Select(name => new AuditCandidate(name, Tasks[0], Proportion.Half))];
        HashSet<ParticipantId> there = [.. candidates.Where(candidate => Adaptive.IsSelected(Audits, candidate)).Select(candidate => candidate.Participant)];
        HashSet<ParticipantId> back = [.. candidates.Reverse().Where(candidate => Adaptive.IsSelected(Audits, candidate)).Select(candidate => candidate.Participant)];
        Assert.True(there.SetEquals(back) && there.Count > 0);
    }

    /// <summary>Each breaks the law in a way that was seen in the field.</summary>
    public static TheoryData<string> Mutants => ["a rate a twenty-fifth too low", "the best reputed are spared", "the first of the list is favoured", "a remainder instead of a proportion", "the last candidate is out of reach"];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Law_mutant_isCaught(string defect)
    {
        Proportion[] quarter = [.. Enumerable.Repeat(Proportion.Percent(25), 4)];
        Law law = defect switch
        {
            "a rate a twenty-fifth too low" => InclusionFrequencyLaws.For(Million, [Proportion.Percent(5)], draw => Hash(draw) % 10_000 < 480 ? [0] : []),
            "the best reputed are spared" => InclusionFrequencyLaws.For(Million, [Proportion.Percent(2)], draw =>
                Audited([(new Sparing(), new AuditCandidate(default, default, Proportion.One))], draw, (sampler, candidate) => sampler.IsSelected(Audits, candidate))),
            "the first of the list is favoured" => InclusionFrequencyLaws.For(Million, quarter, draw => [(int)(Hash(draw) % 101 % 4)]),
            "a remainder instead of a proportion" => InclusionFrequencyLaws.For(Million, [.. Enumerable.Repeat(Proportion.FromQuotient(1, 200, Rounding.Down), 200)], draw => [(int)(Hash(draw) % 256 % 200)]),
            _ => InclusionFrequencyLaws.For(Million, quarter, draw => [(int)(Hash(draw) % 3)]),
        };
        Assert.NotNull(law.FindViolation(cases: 1));
    }

    private static void Check(int draws, IEnumerable<Proportion> exact, Func<int, IEnumerable<int>> chosen) =>
        InclusionFrequencyLaws.For(draws, [.. exact], chosen).Check(cases: 1);

    private static IEnumerable<int> Audited((IAuditSampler Sampler, AuditCandidate Candidate)[] kinds, int draw, Func<IAuditSampler, AuditCandidate, bool> selected)
    {
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            (IAuditSampler sampler, AuditCandidate candidate) = kinds[kind];

            // A name of its own for each kind, so that the kinds' draws are independent.
            ParticipantId name = Names[(draw + (kind * 131)) % 1_000];
            if (selected(sampler, candidate with { Participant = name, Task = Tasks[draw / 1_000] }))
            {
                yield return kind;
            }
        }
    }

    private static ulong Hash(int draw) => Seats.For(Names[draw % 1_000], Tasks[draw / 1_000]).Value is var value ? (ulong)(value >> 64) : 0;

    private static Proportion Third(ulong thirds) => Proportion.FromQuotient(thirds, 3, Rounding.Down);

    private static System.Numerics.BigInteger Choose(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(System.Numerics.BigInteger.One, (product, factor) => product * (n - factor + 1) / factor);

    /// <summary>Promises a floor and forgets it for the best.</summary>
    private sealed class Sparing : IAuditSampler
    {
        public AuditSamplerPromises Promises => Adaptive.Promises;

        public Proportion AtLeast => Adaptive.AtLeast;

        public Proportion Rate(in AuditCandidate candidate) => candidate.Reputation == Proportion.One ? Proportion.Zero : Adaptive.Rate(candidate);
    }
}
