using System.Numerics;
using CapaCloud.Mechanisms.Verification;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Verification.Selection;

public sealed class SelectionTests
{
    private static readonly SelectionSeed Seed = AuditSamplingTests.Seed(SelectionPurpose.Committee);
    private static readonly TaskId Task = TaskId.Of("t");
    private static readonly ParticipantId[] Ten = [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"n{number}"))];

    [Property]
    public bool Committees_doNotDependOnTheOrderOfTheList(int rotation, ulong stake)
    {
        ParticipantId[] rotated = [.. Ten.Skip(Math.Abs(rotation % 10)), .. Ten.Take(Math.Abs(rotation % 10))];
        StakedCandidate[] staked = [.. Ten.Select((name, number) => new StakedCandidate(name, Amount.Of((stake % 97) + (ulong)number)))];
        StakedCandidate[] turned = [.. rotated.Select(name => staked.Single(candidate => candidate.Name == name))];
        return Committee.Uniform(Seed, Task, Ten, 4).SequenceEqual(Committee.Uniform(Seed, Task, rotated, 4))
            && Committee.ByStake(Seed, Task, staked, 4).SequenceEqual(Committee.ByStake(Seed, Task, turned, 4))
            && Committee.WithReplacement(Seed, Task, staked, 40).SequenceEqual(Committee.WithReplacement(Seed, Task, turned, 40));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public void Committees_haveExactlySoManyDifferentMembers(int seats)
    {
        StakedCandidate[] staked = [.. Ten.Select(name => new StakedCandidate(name, Amount.Of(5)))];
        Assert.Equal(seats, Committee.Uniform(Seed, Task, Ten, seats).Distinct().Count());
        Assert.Equal(seats, Committee.ByStake(Seed, Task, staked, seats).Distinct().Count());
    }

    [Fact]
    public void Uniform_moreSeatsThanCandidatesOrRepeatedOnes_areRefused()
    {
        Assert.Contains("Cannot fill 11 seats from 10 candidates", Assert.Throws<ArgumentOutOfRangeException>(() => Committee.Uniform(Seed, Task, Ten, 11)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Committee.Uniform(Seed, Task, Ten, -1));
        Assert.Throws<ArgumentException>(() => Committee.Uniform(Seed, Task, [Ten[0], Ten[0]], 1));
        Assert.Throws<ArgumentException>(() => Committee.Uniform(Seed, Task, [default], 1));
    }

    [Fact]
    public void ByStake_candidatesWithoutStake_areNeverSeatedAndAreNamedWhenMissing()
    {
        StakedCandidate[] staked = [new(Ten[0], Amount.One), new(Ten[1], default)];
        Assert.Equal(Ten[0], Assert.Single(Committee.ByStake(Seed, Task, staked, 1)));
        Assert.Contains("Cannot fill 2 seats from 1 candidates with stake", Assert.Throws<ArgumentOutOfRangeException>(() => Committee.ByStake(Seed, Task, staked, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Committee.WithReplacement(Seed, Task, [new(Ten[1], default)], 1));
        Assert.Throws<ArgumentException>(() => Committee.ByStake(Seed, Task, [staked[0], staked[0]], 1));
        Assert.Throws<OverflowException>(() => Committee.ByStake(Seed, Task, [staked[0], new(Ten[1], Amount.MaxValue)], 1));
    }

    [Fact]
    public void UniformByOwner_neverSeatsAnOwnerTwice()
    {
        for (int number = 0; number < 200; number++)
        {
            var members = Committee.UniformByOwner(Seed, TaskId.Of($"t{number}"), Ten, name => ParticipantId.Of(name.ToString()[1] < '7' ? "big" : name.ToString()), 3);
            Assert.True(members.Count(name => name.ToString()[1] < '7') <= 1 && members.Distinct().Count() == 3);
        }
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(257u)]
    public void SwapOrNot_isAPermutation_withExactlyKMembers(uint count)
    {
        uint[] positions = [.. Enumerable.Range(0, (int)count).Select(index => SwapOrNotShuffle.Position(Seed.Value, (uint)index, count))];
        Assert.Equal(count, (uint)positions.Distinct().Count());
        Assert.All(positions, position => Assert.True(position < count));
        uint seats = count / 2;
        Assert.Equal((int)seats, Enumerable.Range(0, (int)count).Count(index => SwapOrNotShuffle.IsMember(Seed, (uint)index, count, seats)));
    }

    [Fact]
    public void SwapOrNot_positionsOutside_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SwapOrNotShuffle.Position(Seed.Value, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SwapOrNotShuffle.Position(Seed.Value, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SwapOrNotShuffle.IsMember(Seed, 0, 5, 6));
        Assert.Equal(uint.MaxValue, uint.Max(uint.MaxValue, SwapOrNotShuffle.Position(Seed.Value, uint.MaxValue - 1, uint.MaxValue)));
    }

    /// <summary>Against the distribution summed up in exact rationals.</summary>
    [Property(MaxTest = 60)]
    public bool Sortition_isTheExactQuantile(Digest draw, byte stake, byte rest, byte expected)
    {
        int trials = stake % 40, total = trials + (rest % 60) + 1, wanted = expected % 50;
        BigInteger threshold = ((BigInteger)draw.Upper << 128) + draw.Lower;
        return BinomialSortition.Seats(draw, Amount.Of((ulong)trials), Amount.Of((ulong)total), (ulong)wanted)
            == (UInt128)ExactQuantile(trials, Math.Min(wanted, total), total, threshold);
    }

    [Fact]
    public void Sortition_aDrawExactlyOnAStep_hasReachedIt()
    {
        // Of an odd number of fair trials the lower half has exactly one half: draw 0.1000... does not fall below it.
        Digest half = Digest.Parse("8" + new string('0', 63));
        Assert.Equal((UInt128)501, BinomialSortition.Quantile(1_001, 1, 2, BigInteger.One << 255, 256, inclusive: false));
        Assert.Equal((UInt128)500, BinomialSortition.Quantile(1_001, 1, 2, BigInteger.One << 255, 256, inclusive: true));
        Assert.Equal((UInt128)1, BinomialSortition.Seats(half, Amount.One, Amount.Of(2), 1));
    }

    [Fact]
    public void Sortition_edges_areAsStated()
    {
        Digest most = Digest.Parse(new string('f', 64));
        Assert.Equal(UInt128.Zero, BinomialSortition.Seats(most, Amount.Zero, Amount.Of(10), 5));
        Assert.Equal(UInt128.Zero, BinomialSortition.Seats(most, Amount.Of(10), Amount.Of(10), 0));
        Assert.Equal((UInt128)10, BinomialSortition.Seats(default, Amount.Of(10), Amount.Of(10), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialSortition.Seats(most, Amount.Of(11), Amount.Of(10), 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialSortition.Seats(most, Amount.Zero, Amount.Zero, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialSortition.Seats(default, Amount.MaxValue, Amount.MaxValue, (1 << 20) + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialSortition.Quantile(1, 2, 1, 0, 1, inclusive: true));
    }

    [Fact]
    public void Sortition_hugeStake_isDecidedQuickly()
    {
        UInt128 seats = BinomialSortition.Seats(Digest.Parse("8" + new string('0', 63)), Amount.Of(UInt128.MaxValue / 2), Amount.MaxValue, 2_000);
        Assert.InRange((double)seats, 950, 1_050);
    }

    [Fact]
    public void InclusionProbability_asWorkedOut()
    {
        Assert.Equal(
            [Proportion.FromQuotient(5, 12, Rounding.Down), Proportion.FromQuotient(11, 15, Rounding.Down), Proportion.FromQuotient(17, 20, Rounding.Down)],
            InclusionProbability.ByStake([Amount.Of(1), Amount.Of(2), Amount.Of(3)], 2).ToArray());
        Assert.Equal([Proportion.One, Proportion.Zero], InclusionProbability.ByStake([Amount.One, Amount.Zero], 1).ToArray());
        Assert.Throws<ArgumentException>(() => InclusionProbability.ByStake(new Amount[17], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProbability.ByStake([Amount.Zero], 1));
    }

    private static int ExactQuantile(int trials, int numerator, int denominator, BigInteger threshold)
    {
        BigInteger whole = BigInteger.Pow(denominator, trials), sum = BigInteger.Zero, choose = BigInteger.One;
        for (int successes = 0; successes < trials; successes++)
        {
            sum += choose * BigInteger.Pow(numerator, successes) * BigInteger.Pow(denominator - numerator, trials - successes);
            if (sum << 256 > threshold * whole)
            {
                return successes;
            }

            choose = choose * (trials - successes) / (successes + 1);
        }

        return trials;
    }
}
