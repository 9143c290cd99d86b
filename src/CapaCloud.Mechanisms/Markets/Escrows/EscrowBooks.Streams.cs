namespace CapaCloud.Mechanisms.Escrow;

/// <content>
/// How streams earn. All that run earn the same epochs together, from free money; a stream whose end is fixed earns from its own reserve. What happens is a
/// function of the account and the epoch: in how many steps one gets there changes nothing.
/// </content>
internal sealed partial class EscrowBooks
{
    private bool _isShort;

    /// <summary>Lets every running stream earn up to an epoch; those that end earn from their reserves by themselves.</summary>
    public void Accrue(Epoch now)
    {
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
        while (AccruedTo < Epoch.MaxValue && Running.Any)
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
    public void FixEnd(int index, Epoch endsAt, EscrowClosing closing)
    {
        EscrowStream stream = StreamAt(index);
        Amount needed = stream.Rate.Over(endsAt - stream.AccruedTo);
        Free += stream.Reserve - needed;
        Write(index, stream with { EndsAt = endsAt, Closing = closing, Reserve = needed, Pending = null });
    }

    /// <summary>A stream at a lower rate; what its reserve no longer needs is free.</summary>
    public EscrowStream Repriced(EscrowStream stream, EpochRate rate)
    {
        Amount reserve = rate.Over(stream.Terms.Lockup);
        Free = Free + stream.Reserve - reserve;
        return stream with { Rate = rate, Reserve = reserve };
    }

    private static bool IsRunning(EscrowStream stream) => stream.EndsAt is null;

    /// <summary>Earns up to the next change of a rate, or as far as the money goes; false when that is the epoch asked for, or nothing runs.</summary>
    private bool Advance(Epoch now)
    {
        Turn();
        if (!Running.Any || AccruedTo == now)
        {
            _isShort = false;
            AccruedTo = now;
            return false;
        }

        Epoch next = Epoch.Min(now, Running.NextTurn);
        Amount free = Free;
        AccruedTo += StreamAccrual.Fund(Running.Fits, Running.Rate, next - AccruedTo, ref free);
        Free = free;
        _isShort = AccruedTo < next;
        return true;
    }

    /// <summary>Lower rates begin, and agreed ends come so near that the reserve pays the rest.</summary>
    private void Turn()
    {
        int count = Running.NextTurn <= AccruedTo ? Lines.Length : 0;
        for (int index = 0; index < count; index++)
        {
            if (IsRunning(Lines[index]) && Lines[index].Pending is { } change && change.From <= AccruedTo)
            {
                Write(index, Repriced(StreamAt(index), change.Rate) with { Pending = null });
            }

            if (IsRunning(Lines[index]) && Lines[index].Until is { } until && until.MinusToZero(Lines[index].Terms.Lockup) <= AccruedTo)
            {
                FixEnd(index, until, EscrowClosing.EndOfTerm);
            }
        }
    }

    /// <summary>Closes the streams whose patience ends first, all alike, when the money ran out; false when nobody's has ended.</summary>
    private bool CloseUnfunded(Epoch now)
    {
        Epoch? first = null;
        foreach (EscrowStream stream in Lines)
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

        for (int index = 0; index < Lines.Length; index++)
        {
            EscrowStream stream = Lines[index];
            if (IsRunning(stream) && !stream.Rate.IsZero && PatienceOf(stream) == moment)
            {
                FixEnd(index, EscrowTime.After(AccruedTo, stream.Terms.Lockup), EscrowClosing.Depleted);
            }
        }

        return true;
    }

    private Epoch PatienceOf(EscrowStream stream) =>
        EscrowTime.After(EscrowTime.After(AccruedTo, stream.Terms.Lockup), stream.Terms.Grace);
}
