using System.Numerics;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;
using CapaCloud.Mechanisms.Verification.Selection;

namespace CapaCloud.Mechanisms.Tests.Verification.Selection;

/// <summary>
/// Inclusion frequencies against exact probabilities. The beacons are fixed, so a run gives the same figure every time; the bound is
/// six standard deviations, which a correct sampler exceeds with probability below 2 * 10^-9 for each figure.
/// </summary>
public sealed class SelectionStatisticsTests
{
    private const int Million = 1_000_000;
    private static readonly TaskId Task = TaskId.Of("t");
    private static readonly ParticipantId[] Six = [.. Enumerable.Range(0, 6).Select(number => ParticipantId.Of($"n{number}"))];

    public static TheoryData<string, string> Rates => new()
    {
        { "0", "0.25" },
        { "0.5", "0.135" },
        { "1", "0.02" },
    };

    /// <summary>Over a million draws for each score; at score 1 it is the floor that is held.</summary>
    [Theory]
    [MemberData(nameof(Rates))]
    public void Adaptive_millionDraws_frequencyIsTheRate(string reputation, string rate)
    {
        ReputationAdaptiveSampler sampler = new(Proportion.Percent(2), Proportion.Percent(25));
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.Audit);
        TaskId[] tasks = [.. Enumerable.Range(0, 1_000).Select(number => TaskId.Of($"t{number}"))];
        int audited = 0;
        for (int number = 0; number < 1_000; number++)
        {
            AuditCandidate candidate = new(ParticipantId.Of($"p{number}"), default, Proportion.Parse(reputation));
            foreach (TaskId task in tasks)
            {
                audited += sampler.IsSelected(seed, candidate with { Task = task }) ? 1 : 0;
            }
        }

        AssertFrequency(audited, Million, Chance(Proportion.Parse(rate)));
    }

    /// <summary>250,000 committees of two from six: a million and a half inclusions, each with probability 1/3.</summary>
    [Fact]
    public void Uniform_everybodyAlike_andPairsToo()
    {
        int committees = 250_000;
        Dictionary<ParticipantId, int> seats = [];
        int pair = 0;
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.Committee);
        for (int number = 0; number < committees; number++)
        {
            var members = Committee.Uniform(seed, TaskId.Of($"t{number}"), Six, 2);
            seats[members[0]] = seats.GetValueOrDefault(members[0]) + 1;
            seats[members[1]] = seats.GetValueOrDefault(members[1]) + 1;
            pair += members.Contains(Six[0]) && members.Contains(Six[1]) ? 1 : 0;
        }

        Assert.All(Six, member => AssertFrequency(seats[member], committees, 1 / 3.0));
        AssertFrequency(pair, committees, 1 / 15.0);
    }

    /// <summary>A million draws of committees by stake against the exact inclusion probabilities.</summary>
    [Theory]
    [InlineData(new ulong[] { 995, 1, 1, 1, 1, 1 }, 3)]
    [InlineData(new ulong[] { 1, 2, 3 }, 2)]
    [InlineData(new ulong[] { 1, 1, 2, 4, 0 }, 3)]
    public void ByStake_frequenciesAreTheExactInclusionProbabilities(ulong[] stakes, int seats)
    {
        StakedCandidate[] candidates = [.. stakes.Select((stake, number) => new StakedCandidate(ParticipantId.Of($"n{number}"), Amount.FromUnits(stake)))];
        var exact = InclusionProbability.ByStake([.. candidates.Select(candidate => candidate.Stake)], seats);
        int committees = Million / 3;
        int[] seated = new int[stakes.Length];
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.Committee);
        for (int number = 0; number < committees; number++)
        {
            foreach (ParticipantId member in Committee.ByStake(seed, TaskId.Of($"t{number}"), candidates, seats))
            {
                seated[member.ToString()[1] - '0']++;
            }
        }

        for (int number = 0; number < stakes.Length; number++)
        {
            AssertFrequency(seated[number], committees, Chance(exact[number]));
        }
    }

    [Fact]
    public void WithReplacement_millionVotes_areInProportionToStake()
    {
        StakedCandidate[] candidates = [new(Six[0], Amount.FromUnits(1)), new(Six[1], Amount.FromUnits(2)), new(Six[2], Amount.FromUnits(7)), new(Six[3], default)];
        Dictionary<ParticipantId, int> votes = Committee.WithReplacement(AuditSamplingTests.Seed(SelectionPurpose.Jury), Task, candidates, Million)
            .GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        AssertFrequency(votes[Six[0]], Million, 0.1);
        AssertFrequency(votes[Six[1]], Million, 0.2);
        AssertFrequency(votes[Six[2]], Million, 0.7);
        Assert.False(votes.ContainsKey(Six[3]));
    }

    /// <summary>A shuffle of 10 positions under 20,000 seeds: every position lands everywhere alike.</summary>
    [Fact]
    public void SwapOrNot_everyPositionLandsEverywhereAlike()
    {
        int seeds = 20_000;
        int[] landed = new int[10];
        int members = 0;
        for (int number = 0; number < seeds; number++)
        {
            SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.Committee, (ulong)number + 1);
            landed[SwapOrNotShuffle.Position(seed.Value, 3, 10)]++;
            members += SwapOrNotShuffle.IsMember(seed, 7, 10, 4) ? 1 : 0;
        }

        Assert.All(landed, count => AssertFrequency(count, seeds, 0.1));
        AssertFrequency(members, seeds, 0.4);
    }

    /// <summary>A hundred thousand draws of a sortition with mean 2: every number of seats as often as the binomial says.</summary>
    [Fact]
    public void Sortition_seatsFollowTheBinomial()
    {
        int draws = 100_000;
        int[] won = new int[40];
        SelectionSeed seed = AuditSamplingTests.Seed(SelectionPurpose.Committee);
        for (int number = 0; number < draws; number++)
        {
            UInt128 seats = BinomialSortition.Seats(seed.Hash(ParticipantId.Of($"p{number}"), TaskId.None), Amount.FromUnits(20), Amount.FromUnits(100), 10);
            won[(int)seats]++;
        }

        for (int seats = 0; seats <= 8; seats++)
        {
            AssertFrequency(won[seats], draws, (double)Choose(20, seats) * Math.Pow(0.1, seats) * Math.Pow(0.9, 20 - seats));
        }
    }

    private static void AssertFrequency(int hits, int draws, double probability)
    {
        double deviation = Math.Sqrt(draws * probability * (1 - probability));
        Assert.True(
            Math.Abs(hits - (draws * probability)) <= (6 * deviation) + 1e-6,
            $"{hits} of {draws}, expected {draws * probability:F1} +- {6 * deviation:F1}");
    }

    private static double Chance(Proportion proportion) => proportion.Parts / (double)Proportion.PartsPerOne;

    private static BigInteger Choose(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(BigInteger.One, (product, factor) => product * (n - factor + 1) / factor);
}
