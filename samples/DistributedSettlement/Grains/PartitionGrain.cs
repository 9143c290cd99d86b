using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using CapaCloud.Mechanisms.Settlement;
using Orleans.Placement;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>A partition: reads its participants when it wakes up, and answers from memory from then on.</summary>
[HashBasedPlacement]
internal sealed class PartitionGrain(Mechanism mechanism, Network network, IEpochStore store, IStopPoints stops) : Grain, IPartitionGrain
{
    private PartitionWork? _work;

    private int Partition => (int)this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public async Task<byte[]> Answer(long epoch, EpochStep asked, int round, StepResult[] before)
    {
        StepKey key = new(epoch, asked, round, Partition);
        if (asked == EpochStep.Open)
        {
            return await Open(key);
        }

        EpochProgress progress = EpochProgress.Of(mechanism, network, epoch, before);
        PartitionWork work = await WorkOf(progress);
        switch (asked)
        {
            case EpochStep.Batch:
                return Json.Write(work.Batch());
            case EpochStep.Tally:
                await stops.Reach(StopPoint.FirstMap, epoch);
                return Json.Write(work.Tally(progress.Batch));
            case EpochStep.Assess:
                return Json.Write(work.Assess(progress.Climate));
            case EpochStep.Remainders:
                return Json.Write(work.Answer(progress.Search!, progress.Climate));
            case EpochStep.Settle:
                byte[] closing = await store.Once(key, Json.Write(work.Close(progress.Terms, progress.Search)), new StepWrites { Postings = work.Settle(progress.Terms, progress.Search).Postings });
                await stops.Reach(StopPoint.Paid, epoch);
                return closing;
            case EpochStep.Ask:
                return Json.Write(work.Ask(progress));
            case EpochStep.Close:
                NetworkState next = work.Next(progress);
                byte[] done = await store.Once(key, Json.Write(Amount.Of((UInt128)next.Participants.Length)), new StepWrites { Part = next });
                _work = null;
                return done;
            default:
                throw new ArgumentOutOfRangeException(nameof(asked), asked, "No partition is asked in this step.");
        }
    }

    /// <summary>The first state: the network's without participants goes to the coordinator, the participants stay here.</summary>
    private async Task<byte[]> Open(StepKey key)
    {
        (NetworkState state, IReadOnlyList<Posting> deposits) = Opened(mechanism.Open(Epoch.Zero, Network.DepositsOf(network.PartOf(Partition))));
        return await store.Once(key, Json.Write(state with { Participants = [] }), new StepWrites { Part = state, Postings = deposits });

        static (NetworkState State, IReadOnlyList<Posting> Deposits) Opened(StateChange change) => (change.State, change.Postings);
    }

    private async Task<PartitionWork> WorkOf(EpochProgress progress)
    {
        NetworkState before = progress.Before;
        if (_work?.Epoch != before.Epoch)
        {
            NetworkState part = before with { Participants = await store.ReadPart((long)before.Epoch.Number, Partition) };
            _work = new PartitionWork(mechanism, part, network.ReportOf(before.Epoch, network.PartOf(Partition)), network.Knows);
        }

        return _work;
    }
}
