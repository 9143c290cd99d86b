using CapaCloud.Mechanisms.Slashing;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>A record of duties against a plain list of them, through every change of the window.</summary>
public sealed class LivenessRecordTests
{
    private delegate LivenessRecord Resizing(LivenessRecord record, LivenessRules rules);

    [Fact]
    public void Record_anyLife_equalsAPlainList() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).Begun(), Holds((record, rules) => record.Resize(rules)));

    [Theory]
    [InlineData("forgets")]
    [InlineData("keeps")]
    [InlineData("shifts")]
    [InlineData("charges")]
    public void Record_resizedWrongly_isFound(string mutant)
    {
        Resizing resize = mutant switch
        {
            "forgets" => (record, rules) => new LivenessRecord(rules.Window, record.Observed, record.SinceStart, [], record.Standing),
            "keeps" => (record, _) => record,
            "shifts" => (record, rules) => new LivenessRecord(
                rules.Window,
                record.Observed,
                record.SinceStart,
                [.. record.MissedAgo.Select(ago => ago - 1).Where(ago => ago >= 1 && ago <= rules.Window)],
                record.Standing),
            _ => (record, rules) => new LivenessRecord(
                rules.Window,
                record.Observed,
                record.SinceStart,
                [.. record.MissedAgo.Concat(Enumerable.Range(record.Window + 1, 100)).Where(ago => ago <= rules.Window && ago <= record.Observed)],
                record.Standing),
        };
        Assert.ThrowsAny<Exception>(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100).Begun(), Holds(resize)));
    }

    /// <summary>A window shrunk from 350 to 180 forgets 100 misses that are older than 180 duties; grown again, they stay forgotten.</summary>
    [Fact]
    public void Resize_350To180AndBack_clearsWhatFellOut()
    {
        LivenessRules wide = new() { Window = 350, MinimumPresent = 175 };
        LivenessRules narrow = new() { Window = 180, MinimumPresent = 90 };
        LivenessRecord record = LivenessRecord.Start(wide);
        for (int duty = 0; duty < 350; duty++)
        {
            (record, _) = record.Observe(present: duty is < 20 or >= 120, wide);
        }

        Assert.Equal(100, record.Missed);
        LivenessRecord shrunk = record.Resize(narrow);
        Assert.Equal((180, 0, 350L), (shrunk.Window, shrunk.Missed, shrunk.Observed));
        LivenessRecord grown = shrunk.Resize(wide);
        Assert.Equal((350, 0), (grown.Window, grown.Missed));
        Assert.Equal(100, record.Resize(new LivenessRules { Window = 1_000, MinimumPresent = 1 }).Missed);
        Assert.Same(record, record.Resize(wide));
        Assert.Equal(shrunk.Observe(present: false, narrow), record.Observe(present: false, narrow));
        Assert.Equal(shrunk.MissesLeft(narrow), record.MissesLeft(narrow));
    }

    [Fact]
    public void Observe_inJailOrOut_recordsNoMiss()
    {
        LivenessRules rules = new() { Window = 1, MinimumPresent = 1 };
        LivenessRecord record = LivenessRecord.Start(rules);
        bool jailed = false;
        for (int duty = 0; duty < 3; duty++)
        {
            Assert.False(jailed);
            (record, jailed) = record.Observe(present: false, rules);
        }

        Assert.True(jailed);
        Assert.Equal((LivenessStanding.Jailed, 0, 0L, 3L), (record.Standing, record.Missed, record.Observed, record.SinceStart));
        (record, jailed) = record.Observe(present: false, rules);
        Assert.Equal((false, 0, 1L, 4L), (jailed, record.Missed, record.Observed, record.SinceStart));
        LivenessRecord dead = LivenessRecord.Start(rules).Observe(present: false, rules).Record.Tombstone();
        Assert.Equal((LivenessStanding.Tombstoned, 0), (dead.Standing, dead.Missed));
    }

    [Theory]
    [InlineData(0, 0, 0, "", 0)]
    [InlineData(1_000_001, 0, 0, "", 0)]
    [InlineData(4, -1, 0, "", 0)]
    [InlineData(4, 5, 4, "", 0)]
    [InlineData(4, 5, 5, "0", 0)]
    [InlineData(4, 5, 5, "5", 0)]
    [InlineData(4, 2, 5, "3", 0)]
    [InlineData(4, 5, 5, "2 2", 0)]
    [InlineData(4, 5, 5, "3 1", 0)]
    [InlineData(4, 5, 5, "1", 1)]
    [InlineData(4, 5, 5, "", 3)]
    public void Construction_impossibleParts_areRefused(int window, long observed, long sinceStart, string missedAgo, int standing) =>
        Assert.ThrowsAny<ArgumentException>(() => new LivenessRecord(
            window,
            observed,
            sinceStart,
            [.. missedAgo.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
            (LivenessStanding)standing));

    [Fact]
    public void Rules_outOfRange_areRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LivenessRules { Window = 0, MinimumPresent = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LivenessRules { Window = LivenessRules.MaximumWindow + 1, MinimumPresent = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LivenessRules { Window = 1, MinimumPresent = -1 });
        Assert.Equal(0, new LivenessRules { Window = 2, MinimumPresent = 3 }.Allowance);
        Assert.Equal(-1, LivenessRecord.Start(new LivenessRules { Window = 2, MinimumPresent = 0 }).MissesLeft(new LivenessRules { Window = 2, MinimumPresent = 0 }));
    }

    private static Property Holds(Resizing resize) => Prop.ForAll(
        (from steps in Gen.ArrayOf(Gen.Frequency((8, Gen.Elements(0, 1)), (1, Gen.Choose(2, 80))), 120)
         from allowed in Gen.Choose(0, 100)
         select (steps, allowed)).ToArbitrary(),
        drawn => Follows(drawn.steps, drawn.allowed, resize));

    /// <summary>Each step is a miss (0), a duty done (1), or a new window of that length.</summary>
    private static bool Follows(int[] steps, int allowed, Resizing resize)
    {
        LivenessRules rules = Rules(10, allowed);
        LivenessRecord record = LivenessRecord.Start(rules);
        List<bool> remembered = [];
        int sinceStart = 0;
        foreach (int step in steps)
        {
            if (step >= 2)
            {
                rules = Rules(step, allowed);
                record = resize(record, rules);
                remembered = [.. remembered.TakeLast(rules.Window)];
            }
            else if (record.Standing == LivenessStanding.Jailed)
            {
                record = record.Unjail(rules);
                remembered = [];
                sinceStart = 0;
            }
            else
            {
                remembered = [.. remembered.Append(step == 0).TakeLast(rules.Window)];
                bool jails = sinceStart > rules.Window && remembered.Count(missed => missed) > rules.Allowance;
                sinceStart++;
                (record, bool jailed) = record.Observe(present: step == 1, rules);
                remembered = jails ? [] : remembered;
                if (jailed != jails)
                {
                    return false;
                }
            }

            IEnumerable<int> ago = Enumerable.Range(1, remembered.Count).Where(back => remembered[^back]);
            if (record.Window != rules.Window || record.Missed != remembered.Count(missed => missed) || !record.MissedAgo.SequenceEqual(ago)
                || record.MissesLeft(rules) != Left(record, rules))
            {
                return false;
            }
        }

        return true;
    }

    private static long Left(LivenessRecord record, LivenessRules rules)
    {
        if (record.Standing != LivenessStanding.Free || rules.MinimumPresent == 0)
        {
            return -1;
        }

        for (int misses = 0; ; misses++)
        {
            (record, bool jailed) = record.Observe(present: false, rules);
            if (jailed)
            {
                return misses;
            }
        }
    }

    private static LivenessRules Rules(int window, int allowed) => new() { Window = window, MinimumPresent = Math.Max(0, window - (window * allowed / 100)) };
}
