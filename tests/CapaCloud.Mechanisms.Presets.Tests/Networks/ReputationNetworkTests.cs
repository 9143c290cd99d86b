using CapaCloud.Mechanisms.Presets.Networks.Bittensor;
using CapaCloud.Mechanisms.Presets.Networks.Boinc;
using CapaCloud.Mechanisms.Presets.Networks.IExec;
using CapaCloud.Mechanisms.Presets.Networks.Storj;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks;

/// <summary>The networks of the field, as compositions; their published figures are checked by the conformance sample.</summary>
public sealed class ReputationNetworkTests
{
    private static readonly StorjSettings Settings = StorjSettings.Default;

    [Fact]
    public void Models_ofTheNetworks_keepTheLaws()
    {
        foreach (IReputationModel model in new IReputationModel[] { Settings.Model, BoincAdaptiveReplication.Model, PocoTrust.Model })
        {
            foreach (Law law in ReputationModelLaws.For(model))
            {
                law.Check(cases: 100);
            }
        }
    }

    [Fact]
    public void Storj_fortyOneFailures_disqualifyForGood()
    {
        StorjNode node = StorjNode.Joining(Settings, Epoch.Zero);
        for (int failure = 0; failure < 40; failure++)
        {
            node = node.After(Settings, StorjOutcome.Failure, Epoch.Zero);
            Assert.False(node.IsDisqualified);
        }

        node = node.After(Settings, StorjOutcome.Failure, Epoch.Zero);
        Assert.True(node.IsDisqualified);
        Assert.True(node.After(Settings, StorjOutcome.Success, Epoch.Zero).IsDisqualified);
    }

    [Fact]
    public void Storj_unknownErrors_suspendAndSuccessLifts()
    {
        StorjNode node = StorjNode.Joining(Settings, Epoch.Zero).After(Settings, StorjOutcome.Unknown, Epoch.Of(3));
        Assert.Equal(Epoch.Of(3), node.SuspendedSince);
        node = node.After(Settings, StorjOutcome.Success, Epoch.Of(4));
        Assert.Null(node.SuspendedSince);
        Assert.False(node.IsDisqualified);
    }

    [Fact]
    public void Storj_absence_lowersOnlyTheOnlineScore()
    {
        StorjNode node = StorjNode.Joining(Settings, Epoch.Zero);
        for (ulong window = 0; window <= 60; window++)
        {
            Assert.False(node.IsOfflineTooOften(Settings));
            node = node.After(Settings, window % 2 == 0 ? StorjOutcome.Offline : StorjOutcome.Success, Epoch.Of(window * 12));
        }

        Assert.True(node.Online.IsFull);
        Assert.Equal(Proportion.Half, node.Online.Score);
        Assert.True(node.IsOfflineTooOften(Settings));
        Assert.Equal(Proportion.One, Settings.Model.Read(node.Record));
    }

    [Fact]
    public void Storj_vetting_asksForAuditsAndAge()
    {
        StorjNode node = StorjNode.Joining(Settings, Epoch.Zero);
        for (int audit = 0; audit < 100; audit++)
        {
            node = node.After(Settings, StorjOutcome.Success, Epoch.Of(10));
        }

        Assert.False(node.IsVetted(Settings, Epoch.Of(503)));
        Assert.True(node.IsVetted(Settings, Epoch.Of(504)));
    }

    [Fact]
    public void Storj_auditOfAClosedWindow_isRefused()
    {
        OnlineHistory history = OnlineHistory.Empty(EpochSpan.Of(12), EpochSpan.Of(720)).Add(Epoch.Of(30), isOnline: true);
        Assert.Contains("closed since 24", Assert.Throws<ArgumentOutOfRangeException>(() => history.Add(Epoch.Of(23), true)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnlineHistory.Empty(EpochSpan.Zero, EpochSpan.One));
    }

    /// <summary>The hole in BOINC's rule: a host with a streak of 1,000 is checked once in a thousand jobs.</summary>
    [Fact]
    public void Boinc_longStreak_isHardlyChecked()
    {
        ReputationRecord record = new() { Proven = new ReputationTrack(Ratio.Of(1_000), Ratio.Zero) };
        Assert.Equal("0.001", BoincAdaptiveReplication.CheckChance(record).ToString());
        Assert.Equal(Proportion.One, BoincAdaptiveReplication.CheckChance(default));
    }

    [Fact]
    public void IExec_reopen_takesTheGroupOut()
    {
        PocoConsensus<string> task = new PocoConsensus<string>(4).Contribute("A", 2).Contribute("A", 2);
        Assert.True(task.IsReached("A"));
        PocoConsensus<string> reopened = task.Reopen("A");
        Assert.Equal((UInt128.One, UInt128.Zero), (reopened.Total, reopened.GroupOf("A")));
        Assert.Throws<ArgumentException>(() => PocoRewards.Share(Amount.Of(10), 1, []));
    }

    [Fact]
    public void IExec_rewards_payOutThePool()
    {
        var (workers, scheduler) = PocoRewards.Share(Amount.Of(1_000_003), 5, [1, 2, 3]);
        Assert.Equal(Amount.Of(1_000_003), workers.Aggregate(scheduler, (sum, share) => sum + share));
    }

    [Fact]
    public void Bittensor_storage_losesLessThanAUnit()
    {
        Proportion[] bonds = [Proportion.Percent(10), Proportion.Zero, Proportion.Percent(40), Proportion.Zero];
        Assert.Equal([16_383, 0, 65_535, 0], BittensorYuma.Store(bonds, 2).Select(bond => (int)bond));
        Assert.Throws<ArgumentException>(() => BittensorYuma.Store(bonds, 3));
    }
}
