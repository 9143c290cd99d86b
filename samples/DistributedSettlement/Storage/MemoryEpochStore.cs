using System.Collections.Immutable;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;

/// <summary>Keeps everything in the memory of one process: for one machine, and for tests.</summary>
internal sealed class MemoryEpochStore : IEpochStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StepKey, byte[]> _results = [];
    private readonly Dictionary<(long Epoch, int Partition), ImmutableArray<ParticipantState>> _parts = [];
    private readonly List<Posting> _postings = [];

    /// <inheritdoc/>
    public Task<byte[]> Once(StepKey key, byte[] result, StepWrites writes)
    {
        lock (_lock)
        {
            if (_results.TryGetValue(key, out byte[]? stored))
            {
                return Task.FromResult(stored);
            }

            _results.Add(key, result);
            _postings.AddRange(writes.Postings);
            if (writes.Part is { } part)
            {
                _parts.Add(((long)part.Epoch.Number, key.Partition), [.. part.Participants]);
                _parts.Remove(((long)part.Epoch.Number - 2, key.Partition));
            }

            return Task.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public Task<long?> LastEpoch()
    {
        lock (_lock)
        {
            return Task.FromResult(_results.Keys.Where(static key => key.Partition == StepKey.Merged).Max(static key => (long?)key.Epoch));
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<StepResult>> ReadMerged(long epoch)
    {
        lock (_lock)
        {
            IEnumerable<KeyValuePair<StepKey, byte[]>> merged = _results.Where(pair => pair.Key.Epoch == epoch && pair.Key.Partition == StepKey.Merged);
            return Task.FromResult<ImmutableArray<StepResult>>(
                [.. merged.OrderBy(static pair => (pair.Key.Step, pair.Key.Round)).Select(static pair => new StepResult(pair.Key.Step, pair.Key.Round, pair.Value))]);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ParticipantState>> ReadPart(long epoch, int partition)
    {
        lock (_lock)
        {
            return Task.FromResult(_parts[(epoch, partition)]);
        }
    }

    /// <inheritdoc/>
    public Task<List<Posting>> ReadPostings()
    {
        lock (_lock)
        {
            return Task.FromResult<List<Posting>>([.. _postings]);
        }
    }
}
