using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <content>The streams while an act is at work: shared with the account before, and copied when the first of them changes.</content>
internal sealed partial class EscrowBooks
{
    private readonly ImmutableArray<EscrowStream> _before = account.Lines;
    private EscrowClock? _paid = account.PaidAt;
    private RunningStreams? _running = account.Running;
    private List<EscrowStream>? _own;

    /// <summary>Streams that were written since the last payment: nothing they have earned was paid.</summary>
    private HashSet<EscrowStream>? _fresh;

    public ReadOnlySpan<EscrowStream> Lines => _own is null ? _before.AsSpan() : System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_own);

    /// <summary>Where a name stands, or the complement of where it would stand.</summary>
    public int PlaceOf(TaskId id) => EscrowNames.IndexOf(Lines, id, stream => stream.Id);

    public RunningStreams Running => _running ??= RunningStreams.Of(Lines);

    private EscrowClock Clock => new(AsOf, AccruedTo);

    /// <summary>A stream as it stands.</summary>
    public EscrowStream StreamAt(int index) => Clock.See(Lines[index], PaidFor(Lines[index]));

    public int IndexOfStream(TaskId id)
    {
        int index = EscrowNames.IndexOf(Lines, id, stream => stream.Id);
        return index >= 0 ? index : throw Missing(id, Jobs.Exists(job => job.Id == id), "job", "stream");
    }

    /// <summary>Puts a stream, as it stands, in the place of another or, with the complement of an index, before it.</summary>
    public void Write(int index, EscrowStream stream)
    {
        _own ??= [.. _before];
        if (index < 0)
        {
            _own.Insert(~index, stream);
        }
        else
        {
            _own[index] = stream;
        }

        _fresh ??= new HashSet<EscrowStream>(ReferenceEqualityComparer.Instance);
        _fresh.Add(stream);
        _running = null;
    }

    private ImmutableArray<EscrowStream> WrittenLines() => _own is null ? _before : [.. _own];

    private EscrowClock PaidFor(EscrowStream stream) => _fresh is not null && _fresh.Contains(stream) ? default : _paid ?? default;

    private void PayStreams()
    {
        EscrowClock now = Clock;
        if (_paid == now && _fresh is null)
        {
            return;
        }

        List<EscrowStream>? kept = null;
        int count = Lines.Length;
        for (int index = 0; index < count; index++)
        {
            EscrowStream stream = Lines[index];
            if (stream.Dispute is { } open && EscrowTime.HasPassed(open.OpenedAt, stream.Terms.DisputeWindow, AsOf))
            {
                PayOut(Owner, open.RequesterBond);
                stream = StreamAt(index) with { Dispute = null };
                Write(index, stream);
            }

            PayWork(stream.Provider, now.Due(stream, PaidFor(stream).FinalFor(stream), now.FinalFor(stream)), count - index);
            if (now.IsOver(stream))
            {
                Close(stream, now.See(stream, now));
                kept ??= [.. Lines[..index]];
            }
            else
            {
                kept?.Add(stream);
            }
        }

        _own = kept ?? _own;
        (_paid, _fresh) = (now, null);
    }

    private void Close(EscrowStream line, EscrowStream stream)
    {
        _running = line.EndsAt is null ? null : _running;
        AddClosed(new EscrowClosed(stream.Id, stream.Provider, stream.Closing, stream.EndsAt!.Value, stream.Paid, stream.Returned));
    }
}
