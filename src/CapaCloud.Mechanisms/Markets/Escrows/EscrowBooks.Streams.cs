using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <content>
/// How streams earn. All that run earn the same epochs together, from free money; a stream whose end is fixed earns from its own reserve. What happens is a
/// function of the account and the epoch: in how many steps one gets there changes nothing.
/// </content>
internal sealed partial class EscrowBooks
{
    private bool _isShort;

    /// <summary>Lets every stream earn up to an epoch.</summary>
    public void Accrue(Epoch now)
    {
        for (int index = 0; index < Streams.Count; index++)
        {
            Streams[index] = Drawn(Streams[index], now);
        }

        while (Advance(now))
        {
            if (_isShort && !CloseUnfunded(now))
            {
                return;
            }
        }
    }

    /// <summary>The first epoch that free money does not pay whole, when nothing more comes in; null when it pays all.</summary>
    public Epoch? FirstUnpaid()
    {
        while (AccruedTo < Epoch.MaxValue && Streams.Exists(IsRunning))
        {
            Epoch before = AccruedTo;
            if (!Advance(Epoch.MaxValue) || AccruedTo == before)
            {
                return _isShort ? AccruedTo : null;
            }
        }

        return null;
    }

    /// <summary>Fixes the end of a running stream; the epochs up to there are paid from its reserve, and what the reserve has more is free.</summary>
    public void FixEnd(int index, Epoch endsAt, EscrowClosing closing, Epoch now)
    {
        EscrowStream stream = Streams[index];
        Amount needed = stream.Rate.Over(endsAt - stream.AccruedTo);
        Free += stream.Reserve - needed;
        Streams[index] = Drawn(stream with { EndsAt = endsAt, Closing = closing, Reserve = needed, Pending = null }, now);
    }

    /// <summary>A stream at a lower rate; what its reserve no longer needs is free.</summary>
    public EscrowStream Repriced(EscrowStream stream, EpochRate rate)
    {
        Amount reserve = rate.Over(stream.Terms.Lockup);
        Free = Free + stream.Reserve - reserve;
        return stream with { Rate = rate, Reserve = reserve };
    }

    private static bool IsRunning(EscrowStream stream) => stream.EndsAt is null;

    /// <summary>A stream in its last epochs draws on its reserve.</summary>
    private static EscrowStream Drawn(EscrowStream stream, Epoch now)
    {
        if (stream.EndsAt is not { } end || Epoch.Min(end, now) <= stream.AccruedTo)
        {
            return stream;
        }

        EscrowPeriod period = new(stream.AccruedTo, Epoch.Min(end, now), stream.Rate);
        return stream with
        {
            AccruedTo = period.To,
            Reserve = stream.Reserve - period.ToAmount(),
            Earned = EscrowPeriods.With(stream.Earned, period),
        };
    }

    /// <summary>Earns up to the next change of a rate, or as far as the money goes; false when that is the epoch asked for, or nothing runs.</summary>
    private bool Advance(Epoch now)
    {
        Turn(now);
        int[] running = [.. Enumerable.Range(0, Streams.Count).Where(index => IsRunning(Streams[index]))];
        if (running.Length == 0 || AccruedTo == now)
        {
            _isShort = false;
            AccruedTo = now;
            return false;
        }

        Epoch next = now;
        foreach (int index in running)
        {
            next = Epoch.Min(next, NextTurn(Streams[index]));
        }

        EpochRate[] rates = [.. running.Select(index => Streams[index].Rate)];
        Amount[] earned = new Amount[rates.Length];
        Amount free = Free;
        EpochSpan funded = StreamAccrual.Accrue(rates, next - AccruedTo, ref free, earned);
        Free = free;
        Epoch reached = AccruedTo + funded;
        foreach (int index in running)
        {
            EscrowStream stream = Streams[index];
            Streams[index] = stream with
            {
                AccruedTo = reached,
                Earned = EscrowPeriods.With(stream.Earned, new EscrowPeriod(AccruedTo, reached, stream.Rate)),
            };
        }

        AccruedTo = reached;
        _isShort = reached < next;
        return true;
    }

    /// <summary>Lower rates begin, and agreed ends come so near that the reserve pays the rest.</summary>
    private void Turn(Epoch now)
    {
        for (int index = 0; index < Streams.Count; index++)
        {
            EscrowStream stream = Streams[index];
            if (IsRunning(stream) && stream.Pending is { } change && change.From <= AccruedTo)
            {
                Streams[index] = stream = Repriced(stream, change.Rate) with { Pending = null };
            }

            if (IsRunning(stream) && stream.Until is { } until && until.MinusToZero(stream.Terms.Lockup) <= AccruedTo)
            {
                FixEnd(index, until, EscrowClosing.EndOfTerm, now);
            }
        }
    }

    private static Epoch NextTurn(EscrowStream stream)
    {
        Epoch change = stream.Pending?.From ?? Epoch.MaxValue;
        return stream.Until is { } until ? Epoch.Min(change, until.MinusToZero(stream.Terms.Lockup)) : change;
    }

    /// <summary>Closes the streams whose patience ends first, all alike, when the money ran out; false when nobody's has ended.</summary>
    private bool CloseUnfunded(Epoch now)
    {
        Epoch? first = null;
        foreach (EscrowStream stream in Streams)
        {
            if (IsRunning(stream) && !stream.Rate.IsZero)
            {
                first = Epoch.Min(first ?? Epoch.MaxValue, PatienceOf(stream));
            }
        }

        if (first is not { } moment || moment > now || moment == Epoch.MaxValue)
        {
            return false;
        }

        for (int index = 0; index < Streams.Count; index++)
        {
            EscrowStream stream = Streams[index];
            if (IsRunning(stream) && !stream.Rate.IsZero && PatienceOf(stream) == moment)
            {
                FixEnd(index, EscrowTime.After(AccruedTo, stream.Terms.Lockup), EscrowClosing.Depleted, now);
            }
        }

        return true;
    }

    private Epoch PatienceOf(EscrowStream stream) =>
        EscrowTime.After(EscrowTime.After(AccruedTo, stream.Terms.Lockup), stream.Terms.Grace);

    private void PayStreams(Epoch now)
    {
        for (int index = 0; index < Streams.Count; index++)
        {
            EscrowStream stream = Streams[index];
            if (stream.Dispute is { } open && EscrowTime.HasPassed(open.OpenedAt, stream.Terms.DisputeWindow, now))
            {
                PayOut(Owner, open.RequesterBond);
                stream = stream with { Dispute = null };
            }

            (ImmutableArray<EscrowPeriod> left, Amount due) = EscrowPeriods.Take(stream.Earned, now.MinusToZero(stream.Terms.Review), stream.Dispute);
            PayWork(stream.Provider, due);
            stream = stream with { Earned = left, Paid = stream.Paid + due };
            if (stream.EndsAt is { } end && stream.AccruedTo == end && left.IsEmpty && stream.Dispute is null)
            {
                Closed.Add(new EscrowClosed(stream.Id, stream.Provider, stream.Closing, end, stream.Paid, stream.Returned));
                Streams.RemoveAt(index--);
            }
            else
            {
                Streams[index] = stream;
            }
        }
    }
}
