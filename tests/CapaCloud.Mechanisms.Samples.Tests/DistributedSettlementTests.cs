using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>Partitions as grains, all in one process; several processes and a database are for <c>eng/distributed</c>.</summary>
public sealed class DistributedSettlementTests
{
    private static readonly Network Small = new(Participants: 1_500, Partitions: 3);

    [Fact]
    public void Run_small_printsWhatAgrees_andExitsZero()
    {
        (int exitCode, string text) = SampleProcess.Run("DistributedSettlement", "--participants", "500", "--partitions", "3", "--epochs", "2");
        Assert.True(exitCode == 0, text);
        Assert.Contains("500 participants in 3 partitions, 2 epochs, 1 process", text, StringComparison.Ordinal);
        Assert.Contains("each is there once", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT EQUAL", text, StringComparison.Ordinal);
    }

    /// <summary>The machine is replaced after every ten steps: what is in the store is enough to go on. And a store in which one posting stands twice is seen.</summary>
    [Fact]
    public async Task Advance_onAnotherMachineNowAndThen_endsAsOneProcessDoes()
    {
        const int Epochs = 2;
        MemoryEpochStore store = new();
        bool isOver = false;
        for (int machine = 0; machine < 20 && !isOver; machine++)
        {
            using IHost host = SiloHost.Alone(Small, store);
            await host.StartAsync();
            ICoordinatorGrain coordinator = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICoordinatorGrain>(0);
            for (int step = 0; step < 10 && !isOver; step++)
            {
                isOver = await coordinator.Advance(Epochs) is { EndsEpoch: true, Epoch: Epochs - 1 };
            }

            await host.StopAsync();
        }

        WholeRun whole = WholeRun.Of(Rules.Create(), Small, Epochs);
        Audit audit = await Audit.Of(store, Small, Epochs, whole);
        Assert.True(audit.Holds, audit.ToString());
        Assert.Contains(whole.Postings, static posting => posting.Reason == PostingReason.Bounty);
        Assert.Contains(whole.State.Participants, static participant => !participant.Cases.IsEmpty);

        await store.Once(new StepKey(0, EpochStep.Settle, 1, 0), [], new StepWrites { Postings = [whole.Postings[^1]] });
        Audit twice = await Audit.Of(store, Small, Epochs, whole);
        Assert.False(twice.Holds || twice.ArePostingsEqual, twice.ToString());
    }

    /// <summary>A partition that is asked again, here and on another machine, gives the same bytes and writes nothing.</summary>
    [Fact]
    public async Task Once_underTheSameKey_keepsWhatWasFirst()
    {
        MemoryEpochStore store = new();
        StepKey key = new(0, EpochStep.Settle, 0, 1);
        Posting posting = new(LedgerAccount.RewardPool, LedgerAccount.Wallet(Network.NameOf(7)), Amount.One, PostingReason.Reward);
        Assert.Equal([1], await store.Once(key, [1], new StepWrites { Postings = [posting] }));
        Assert.Equal([1], await store.Once(key, [2], new StepWrites { Postings = [posting] }));
        Assert.Equal([posting], await store.ReadPostings());
    }

    [Theory]
    [InlineData("3 partitions of 2 participants", "--participants", "2", "--partitions", "3")]
    [InlineData("need --postgres", "--silos", "2")]
    [InlineData("needs --silos 2", "--kill", "--postgres", "x")]
    [InlineData("2 kills need as many epochs", "--silos", "2", "--postgres", "x", "--kill", "merge,last-map", "--epochs", "1")]
    [InlineData("'--kill dinner' is not expected", "--kill", "dinner")]
    [InlineData("'--epochs 0' is not expected", "--epochs", "0")]
    [InlineData("'--epochs' is not expected", "--epochs")]
    public void TryParse_whatDoesNotFit_saysWhy(string expected, params string[] arguments)
    {
        Assert.False(RunOptions.TryParse(arguments, out _, out string? complaint));
        Assert.Contains(expected, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_kill_takesAllPlacesOrThoseNamed()
    {
        Assert.True(RunOptions.TryParse(["--silos", "2", "--postgres", "x", "--kill"], out RunOptions all, out _));
        Assert.Equal(Enum.GetValues<StopPoint>(), all.Kills);
        Assert.True(RunOptions.TryParse(["--silos", "2", "--kill", "last-map,first-map", "--postgres", "x"], out RunOptions two, out _));
        Assert.Equal([StopPoint.LastMap, StopPoint.FirstMap], two.Kills);
    }

    /// <summary>What was changed in the store is refused when it is read.</summary>
    [Fact]
    public void PartFile_readsWhatWasWritten_andNothingElse()
    {
        NetworkState state = Rules.Create().Open(Epoch.Zero, Network.DepositsOf(0..5_000)).State;
        byte[][] pieces = [.. PartFile.Write(state)];
        Assert.Equal(3, pieces.Length);
        Assert.Equal(state.Participants, pieces.SelectMany(PartFile.Read));
        pieces[1][200] ^= 1;
        Assert.ThrowsAny<Exception>(() => PartFile.Read(pieces[1]).Count());
    }
}
