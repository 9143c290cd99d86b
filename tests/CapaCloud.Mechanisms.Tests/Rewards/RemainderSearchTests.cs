using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Largest remainders over partitions give what one machine gives.</summary>
public sealed class RemainderSearchTests
{
    private static readonly Digest Seed = Digest.Parse(new string('7', 64));

    /// <summary>Weights of every size, many of them equal, in any partition.</summary>
    [Property(MaxTest = 400)]
    public void Shares_ofAnyPartition_areThoseOfTheWhole(ulong drawn, byte kinds, byte claims, byte parts)
    {
        (UInt128[] weights, UInt128 pool) = Drawn(drawn, 1 + (kinds % 40), 1 + claims);
        AssertAlike(weights, pool, 1 + (parts % 5));
    }

    [Fact]
    public void Shares_ofEqualClaims_areDecidedByTheirKeys()
    {
        AssertAlike([.. Enumerable.Repeat((UInt128)1, 3)], 100, 3);
        AssertAlike([.. Enumerable.Repeat((UInt128)7, 5_000)], 1_234_567, 4);
        AssertAlike([.. Enumerable.Repeat(UInt128.MaxValue / 5_000, 5_000)], UInt128.MaxValue, 4);
    }

    [Fact]
    public void Shares_nothingIsLeftOver_areTheQuotas()
    {
        AssertAlike([1, 2, 3], 600, 2);
        AssertAlike([0, 0, 5], 7, 2);
        AssertAlike([UInt128.MaxValue], UInt128.MaxValue, 1);
        AssertAlike([UInt128.MaxValue - 1, 1], 3, 2);
    }

    [Fact]
    public void Search_overNoWeight_isAtItsEnd()
    {
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(100), UInt128.Zero);
        Assert.True(search.IsDone);
        Assert.Equal(Amount.Zero, search.Share(ParticipantId.Of("a"), UInt128.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => search.Share(ParticipantId.Of("a"), UInt128.One));
        Assert.Throws<InvalidOperationException>(() => search.CreateCounts());
        Assert.Throws<InvalidOperationException>(() => search.Next(new RemainderCounts()));
    }

    /// <summary>Remainders that differ need no more than three questions, however many claims there are.</summary>
    [Fact]
    public void Search_overTenThousandClaims_asksTwoOrThreeTimes()
    {
        (UInt128[] weights, UInt128 pool) = Drawn(5, 10_000, 10_000);
        Assert.InRange(AssertAlike(weights, pool, 4), 2, 3);
    }

    [Fact]
    public void Next_equalClaimsWithoutASeed_isRefused()
    {
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(100), 3);
        RewardRefusedException refusal = Assert.Throws<RewardRefusedException>(() => search.Next(Counted(search, [("a", 1), ("b", 1), ("c", 1)])));
        Assert.Equal(RewardRefusal.SeedMissing, refusal.Refusal);

        RemainderSearch decided = LargestRemainderSplitter.Search(Amount.Of(100), 4);
        decided = decided.Next(Counted(decided, [("a", 3), ("b", 1)]));
        Assert.True(decided.IsDone);
        Assert.Equal(Amount.Of(75), decided.Share(ParticipantId.Of("a"), 3));
    }

    [Fact]
    public void Next_anotherQuestionOrOtherClaims_isRefusedByName()
    {
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(1_000), 30, Seed);
        (string, ulong)[] claims = [("a", 7), ("b", 7), ("c", 16)];
        RemainderCounts whole = Counted(search, claims);
        RemainderCounts doubled = RemainderCounts.Merge(whole, whole);
        Assert.Contains("each of them once", Assert.Throws<ArgumentException>(() => search.Next(doubled)).Message, StringComparison.Ordinal);
        Assert.Contains("each of them once", Assert.Throws<ArgumentException>(() => search.Next(new RemainderCounts { Counts = whole.Counts })).Message, StringComparison.Ordinal);
        Assert.Contains("question 1", Assert.Throws<ArgumentException>(() => search.Next(whole with { Round = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("expected question 0", Assert.Throws<ArgumentException>(() => search.Next(whole with { Counts = [1] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => search.Next(null!));

        // 1,000 over 7, 7, 16 of 30: quotas 233.3, 233.3, 533.3: three equal remainders of 10, and one unit left over.
        RemainderSearch keys = search.Next(whole);
        Assert.False(keys.IsDone);
        RemainderCounts answers = Counted(keys, claims);
        Assert.Contains("expected 3", Assert.Throws<ArgumentException>(() => keys.Next(Counted(keys, claims[..2]))).Message, StringComparison.Ordinal);
        Assert.Contains("expected 3", Assert.Throws<ArgumentException>(() => keys.Next(RemainderCounts.Merge(answers, answers))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => keys.Share(ParticipantId.Of("a"), 7));
    }

    [Fact]
    public void Next_oneParticipantTwice_isRefused()
    {
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(1), 2, Seed);
        (string, ulong)[] claims = [("a", 1), ("a", 1)];
        ArgumentException refusal = Assert.Throws<ArgumentException>(() =>
        {
            while (!search.IsDone)
            {
                search = search.Next(Counted(search, claims));
            }
        });
        Assert.Contains("equal keys", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_ofDifferentQuestions_isRefused()
    {
        RemainderCounts one = new() { Counts = [1, 2] };
        Assert.Throws<ArgumentException>(() => RemainderCounts.Merge(one, one with { Round = 2 }));
        Assert.Throws<ArgumentException>(() => RemainderCounts.Merge(one, new RemainderCounts()));
        Assert.Throws<ArgumentNullException>(() => RemainderCounts.Merge(one, null!));
        Assert.Throws<ArgumentNullException>(() => RemainderCounts.Merge(null!, one));
        Assert.Throws<OverflowException>(() => RemainderCounts.Merge(new RemainderCounts { Counts = [ulong.MaxValue] }, new RemainderCounts { Counts = [1] }));
    }

    [Fact]
    public void Add_aWeightAboveTheTotal_isRefused()
    {
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(1), 2, Seed);
        Assert.Throws<ArgumentOutOfRangeException>(() => search.CreateCounts().Add(ParticipantId.Of("a"), 3));
    }

    private static RemainderCounts Counted(RemainderSearch search, IEnumerable<(string Name, ulong Weight)> claims)
    {
        RemainderCountsBuilder builder = search.CreateCounts();
        foreach ((string name, ulong weight) in claims)
        {
            builder.Add(ParticipantId.Of(name), weight);
        }

        return builder.ToCounts();
    }

    /// <summary>Plays the search over partitions, merged from the last to the first, and compares; returns how many questions were asked.</summary>
    private static int AssertAlike(UInt128[] weights, UInt128 pool, int parts)
    {
        ParticipantId[] names = [.. weights.Select((_, claim) => ParticipantId.Of($"p{claim}"))];
        Amount[] expected = new Amount[weights.Length];
        new LargestRemainderSplitter().Split(Amount.Of(pool), weights, TieBreak.ByIdentity(Seed, names), expected);
        RemainderSearch search = LargestRemainderSplitter.Search(Amount.Of(pool), weights.Aggregate(UInt128.Zero, static (sum, weight) => sum + weight), Seed);
        while (!search.IsDone)
        {
            search = search.Next(Enumerable.Range(0, parts).Select(AnswerOf).Reverse().Aggregate(RemainderCounts.Merge));
        }

        Assert.Equal(expected, weights.Select((weight, claim) => search.Share(names[claim], weight)));
        return search.Round;

        RemainderCounts AnswerOf(int part)
        {
            RemainderCountsBuilder builder = search.CreateCounts();
            for (int claim = part; claim < weights.Length; claim += parts)
            {
                builder.Add(names[claim], weights[claim]);
            }

            return builder.ToCounts();
        }
    }

    /// <summary>Returns weights of which few are different, so that many claims are equal, and a pool that leaves units over.</summary>
    private static (UInt128[] Weights, UInt128 Pool) Drawn(ulong drawn, int kinds, int claims)
    {
        Random random = new(unchecked((int)drawn));
        int bits = random.Next(1, 121);
        UInt128[] values = [.. Enumerable.Range(0, kinds).Select(_ => Word(bits))];
        values[0] = UInt128.Max(values[0], UInt128.One);
        UInt128[] weights = [.. Enumerable.Range(0, claims).Select(claim => claim == 0 ? values[0] : values[random.Next(kinds)])];
        return (weights, Word(random.Next(1, 129)));

        UInt128 Word(int size) => new UInt128(unchecked((ulong)random.NextInt64()) << 1, unchecked((ulong)random.NextInt64()) << 1) >> (128 - size);
    }
}
