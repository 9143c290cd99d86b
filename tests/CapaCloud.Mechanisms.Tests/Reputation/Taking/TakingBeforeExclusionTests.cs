using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation.Taking;

public sealed class TakingBeforeExclusionTests
{
    /// <summary>The table in docs/modules/reputation.md is this computation, figure by figure.</summary>
    [Fact]
    public void Table_inTheDocs_isWhatIsComputed()
    {
        string page = File.ReadAllText(Path.Combine(Repository(), "docs", "modules", "reputation.md"));
        string computed = string.Join('\n', TakingTable.Lines());
        Assert.True(page.Contains(computed, StringComparison.Ordinal), $"docs/modules/reputation.md should hold:\n{computed}");
    }

    /// <summary>Whatever the model: an identity that costs what is taken with it makes coming back lose, one unit less does not.</summary>
    [Fact]
    public void Whitewashing_identityAtItsPrice_loses()
    {
        foreach ((string name, IReputationModel model, Proportion exclusion) in TakingTable.Cases)
        {
            ReputationAbuseScenario scenario = TakingTable.Scenario(model, exclusion) with { Gain = Amount.Of(7) };
            ReputationAbuseYield takings = ReputationAbuse.Whitewashing(scenario, TakingTable.Horizon);
            if (takings.EndsInExclusion && takings.Acts > 0)
            {
                Assert.True(takings.LosesAgainst(takings.Taken), name);
                Assert.False(takings.LosesAgainst(takings.Taken - Amount.Of(1)), name);
            }
        }
    }

    /// <summary>Storj: 41 failures in a row disqualify a node of good standing (published as "around 40").</summary>
    [Fact]
    public void Milking_storj_is41() =>
        Assert.Equal(41UL, ReputationAbuse.Milking(
            TakingTable.Scenario(new ObservationBetaReputation(), Proportion.Percent(96)), new ObservationBetaReputation().Newcomer(Epoch.Zero), 1_000).Acts);

    [Fact]
    public void Milking_onlyATenthIsSeen_takesTenTimesAsMuch()
    {
        ReputationAbuseScenario scenario = TakingTable.Scenario(new HalfLifeReputation(), Proportion.Percent(30));
        ReputationRecord veteran = TakingTable.Veteran(scenario.Model);
        ReputationAbuseYield seen = ReputationAbuse.Milking(scenario, veteran, 100);
        ReputationAbuseYield tenth = ReputationAbuse.Milking(scenario with { Seen = Proportion.Percent(10) }, veteran, 100);
        Assert.Equal(10 * seen.Acts, tenth.Acts);
        Assert.Throws<ArgumentException>(() => ReputationAbuse.Milking(scenario with { Seen = Proportion.Zero }, default, 100));
    }

    /// <summary>The sequence it counts is one that really survives: replayed, it is never excluded.</summary>
    [Fact]
    public void Oscillation_replayedByHand_neverCrossesTheLine()
    {
        BetaReputation model = new();
        Proportion line = Proportion.Percent(40);
        ReputationRecord record = TakingTable.Veteran(model);
        ulong bad = 0;
        for (int epoch = 0; epoch < 500; epoch++)
        {
            ReputationRecord worse = model.Add(record, new Conduct(record.AsOf.Next, ConductKind.Proven, Ratio.Zero, Ratio.One));
            bool survives = model.Read(worse) > line;
            bad += survives ? 1UL : 0;
            record = survives ? worse : model.Add(record, new Conduct(record.AsOf.Next, ConductKind.Proven, Ratio.One, Ratio.Zero));
            Assert.True(model.Read(record) > line);
        }

        Assert.Equal(bad, ReputationAbuse.Oscillation(TakingTable.Scenario(model, line), TakingTable.Veteran(model), 500).Acts);
    }

    internal static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CapaCloud.Mechanisms.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("CapaCloud.Mechanisms.sln was not found above the tests.");
        }

        return folder.FullName;
    }
}
