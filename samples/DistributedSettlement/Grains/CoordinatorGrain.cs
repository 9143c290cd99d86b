using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;

/// <summary>The coordinator: asks, merges, stores. What it knows it can read again, so it may die at any point.</summary>
internal sealed class CoordinatorGrain(Mechanism mechanism, Network network, IEpochStore store, IStopPoints stops) : Grain, ICoordinatorGrain
{
    private long _epoch;
    private EpochProgress? _progress;

    /// <inheritdoc/>
    public async Task<TurnedStep> Advance(int epochs)
    {
        EpochProgress progress = _progress ??= await Load();
        if (_epoch >= epochs)
        {
            // Whoever asks has not heard of the last step, because a machine died with the answer.
            return new TurnedStep(epochs - 1, EpochStep.Close, EndsEpoch: true, Bytes: 0);
        }

        (EpochStep step, int round) = progress.Next!.Value;
        byte[][] answers = step == EpochStep.Network ? [] : await Task.WhenAll(Enumerable.Range(0, network.Partitions).Select(partition => Ask(partition, step, round, progress)));
        byte[] merged = step switch
        {
            EpochStep.Network => Json.Write(mechanism.CloseNetwork(progress.Before, progress.Terms, progress.Closing, progress.Asked)),
            EpochStep.Ask => StepMerge.Of(step, answers.Append(Json.Write(mechanism.AskedNamesOf(progress.Before, [], progress.Closing)))),
            _ => StepMerge.Of(step, answers),
        };
        if (step == EpochStep.Assess)
        {
            await stops.Reach(StopPoint.Merge, _epoch);
        }

        StepWrites writes = step == EpochStep.Network ? new StepWrites { Postings = Mechanism.NetworkPostings(progress.Terms, progress.Closing.Rewards) } : new StepWrites();
        merged = await store.Once(new StepKey(_epoch, step, round, StepKey.Merged), merged, writes);
        progress = progress.With(new StepResult(step, round, merged));
        TurnedStep turned = new(_epoch, step, progress.Next is null, merged.Length + answers.Sum(static answer => (long)answer.Length));
        _progress = turned.EndsEpoch ? await Begin(_epoch + 1, progress) : progress;
        return turned;
    }

    private async Task<byte[]> Ask(int partition, EpochStep step, int round, EpochProgress progress)
    {
        IPartitionGrain grain = GrainFactory.GetGrain<IPartitionGrain>(partition);
        return await Retrying.Call(() => grain.Answer(_epoch, step, round, [.. progress.Results]));
    }

    private async Task<EpochProgress> Load()
    {
        _epoch = await store.LastEpoch() ?? 0;
        EpochProgress progress = EpochProgress.Of(mechanism, network, _epoch, await store.ReadMerged(_epoch));
        return progress.Next is null ? await Begin(_epoch + 1, progress) : progress;
    }

    private async Task<EpochProgress> Begin(long epoch, EpochProgress last)
    {
        byte[] open = await store.Once(new StepKey(epoch, EpochStep.Open, 0, StepKey.Merged), Json.Write(last.After), new StepWrites());
        _epoch = epoch;
        return EpochProgress.Of(mechanism, network, epoch, [new StepResult(EpochStep.Open, 0, open)]);
    }
}
