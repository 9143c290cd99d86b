using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Adds up the stake at fault within one partition. Who has no case costs one addition.</summary>
/// <remarks>No formula. Not safe for several threads at once: each partition has its own.</remarks>
public sealed class FaultTotalsBuilder
{
    private readonly TalliedOffences _tallied;
    private readonly OffenceTally[] _tallies;
    private Amount _stake;
    private bool _any;

    internal FaultTotalsBuilder(TalliedOffences tallied)
    {
        _tallied = tallied;
        _tallies = new OffenceTally[tallied.Count];
    }

    /// <summary>Gets what is added up.</summary>
    internal TalliedOffences Tallied => _tallied;

    /// <summary>Returns what was added so far.</summary>
    /// <returns>The totals.</returns>
    public FaultTotals ToTotals() => new() { Stake = _stake, Tallies = _any ? ImmutableArray.Create(_tallies) : [] };

    /// <summary>Adds a participant: its stake, and for each offence its largest fault, whether it was charged before or is charged now.</summary>
    internal void Add(Amount stake, CaseFile? file, CaseBatch batch)
    {
        _stake += stake;
        if (file is null || !_tallied.Any)
        {
            return;
        }

        for (int tally = 0; tally < _tallies.Length; tally++)
        {
            if (!_tallied.At(tally).Offence.IsNone)
            {
                Add(tally, file, batch);
            }
        }
    }

    private void Add(int tally, CaseFile file, CaseBatch batch)
    {
        // A record that was merged had stake of its own: it counts for itself.
        HashSet<ParticipantId?> records = [];
        foreach (ref readonly FaultCase item in file.Cases)
        {
            if (records.Add(item.Record))
            {
                Add(tally, file, batch, item.Record);
            }
        }
    }

    private void Add(int tally, CaseFile file, CaseBatch batch, ParticipantId? record)
    {
        (Offence offence, EpochSpan window) = _tallied.At(tally);
        List<(Epoch Epoch, Amount StakeAtFault)> faults = [];
        foreach (ref readonly FaultCase item in file.Cases)
        {
            bool isEstablished = item.Status is CaseStatus.Charged or CaseStatus.Suspended || batch.Charges(item);
            if (isEstablished && item.Record == record && item.Offence == offence && !item.StakeAtFault.IsZero)
            {
                faults.Add((item.FaultEpoch, item.StakeAtFault));
            }
        }

        if (faults.Count > 0)
        {
            ReadOnlySpan<(Epoch, Amount)> own = CollectionsMarshal.AsSpan(faults);
            _tallies[tally] = OffenceTally.Merge(_tallies[tally], new OffenceTally(
                FaultTally.Contribution(own, window, file.Now),
                FaultTally.Contribution(own, EpochSpan.Zero, file.Now)));
            _any = true;
        }
    }
}
