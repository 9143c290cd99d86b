using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Tests.Collections;

/// <summary>A persistent list beside an ordinary one, through random changes; nothing that was handed out before ever changes.</summary>
public sealed class PersistentListTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 31)]
    [InlineData(4, 33)]
    [InlineData(5, 1_000)]
    [InlineData(6, 5_000)]
    public void RandomChanges_areThoseOfAnOrdinaryList(int seed, int length)
    {
        Random random = new(seed);
        List<int> plain = [.. Enumerable.Range(0, length)];
        PersistentList<int> list = [.. plain];
        List<(PersistentList<int> List, int[] Items)> earlier = [];
        for (int step = 0; step < 3_000; step++)
        {
            // Changes gather in one region for a while, so that leaves fill, split and empty.
            int place = plain.Count == 0 ? 0 : (int)((long)random.Next(plain.Count) * (step % 7) / 6);
            switch (plain.Count == 0 ? 0 : random.Next(step % 1_000 < 500 ? 3 : 5))
            {
                case 0:
                    place = random.Next(8) == 0 ? plain.Count : place;
                    plain.Insert(place, step);
                    list = list.Insert(place, step);
                    break;
                case 1:
                    place = int.Min(place, plain.Count - 1);
                    plain[place] = step;
                    list = list.SetItem(place, step);
                    break;
                case 2:
                    plain.Add(step);
                    list = list.Add(step);
                    break;
                default:
                    place = int.Min(place, plain.Count - 1);
                    plain.RemoveAt(place);
                    list = list.RemoveAt(place);
                    break;
            }

            Assert.Equal(plain.Count, list.Length);
            if (step % 250 == 0)
            {
                AssertSame(plain, list);
                earlier.Add((list, [.. plain]));
            }
        }

        Assert.All(earlier, one => AssertSame(one.Items, one.List));
    }

    [Fact]
    public void EverythingTakenOut_isTheEmptyList()
    {
        PersistentList<int> list = [.. Enumerable.Range(0, 200)];
        for (int index = 0; index < 200; index++)
        {
            list = list.RemoveAt((index * 7) % list.Length);
        }

        Assert.True(list.IsEmpty);
        Assert.Equal(default, list);
        Assert.Equal(1, Assert.Single(list.Add(1)));
    }

    [Fact]
    public void FromAnArray_isThatArray()
    {
        ImmutableArray<int> items = [1, 2, 3];
        PersistentList<int> list = items;
        Assert.Equal(items, list.ToImmutableArray());
        Assert.True(items == list.ToImmutableArray());
        Assert.Empty((PersistentList<int>)default(ImmutableArray<int>));
    }

    [Fact]
    public void AChangeAmongAMillion_allocatesLittle()
    {
        PersistentList<(ulong, ulong, ulong, ulong)> list = [.. Enumerable.Range(0, 1_000_000).Select(number => ((ulong)number, 0UL, 0UL, 0UL))];
        Random random = new(7);
        for (int change = 0; change < 5_000; change++)
        {
            list = list.SetItem(random.Next(list.Length), default);
        }

        Assert.InRange(Allocation.Least(() => list.SetItem(123_456, default)), 1, 8_192);
        Assert.InRange(Allocation.Least(() => list.Insert(123_456, default)), 1, 8_192);
        Assert.InRange(Allocation.Least(() => list.RemoveAt(123_456)), 1, 8_192);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void NoSuchPlace_isRefusedByName(int index)
    {
        PersistentList<int> list = [1, 2, 3];
        Assert.Contains("expected one from 0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => list[index]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.SetItem(index, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Insert(index < 0 ? index : 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Slice(index, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(PersistentList<int>)[0]);
    }

    [Fact]
    public void Equality_isOfEntriesAndOrder()
    {
        PersistentList<int> list = [.. Enumerable.Range(0, 100)];
        PersistentList<int> same = list.SetItem(50, -1).SetItem(50, 50);
        Assert.True(list == same);
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.True(list != list.SetItem(50, -1));
        Assert.False(list.Equals(list.RemoveAt(99)));
        Assert.False(list.Equals((object)"list"));
        Assert.Equal("100 entries", list.ToString());
    }

    private static void AssertSame(IReadOnlyList<int> expected, PersistentList<int> list)
    {
        List<int> walked = [];
        foreach (ref readonly int item in list)
        {
            walked.Add(item);
        }

        Assert.Equal(expected, walked);
        Assert.Equal(expected, list.ToImmutableArray());
        Assert.Equal(expected, list.Select(static item => item));
        for (int index = 0; index < expected.Count; index++)
        {
            Assert.Equal(expected[index], list[index]);
        }

        PersistentList<int> anew = [.. expected];
        Assert.True(anew.Equals(list) && list.Equals(anew));
        int third = expected.Count / 3;
        Assert.Equal(expected.Skip(third).Take(third), list[third..(2 * third)].ToImmutableArray());
    }
}
