namespace CapaCloud.Mechanisms.Escrow;

/// <content>Streams: opened, repriced, stopped, collected.</content>
public sealed partial class EscrowAccount
{
    /// <summary>Opens a stream that begins with the present epoch.</summary>
    /// <param name="id">Its name, new in this account.</param>
    /// <param name="provider">Who is paid.</param>
    /// <param name="rate">What each epoch costs.</param>
    /// <param name="terms">What is agreed beside the rate.</param>
    /// <param name="now">The present epoch, the first that is paid.</param>
    /// <param name="until">The agreed first epoch that is no longer paid; null when it runs until somebody stops it.</param>
    /// <returns>The account, and what was due. The reserve, rate times lockup (at most the term), leaves the free money.</returns>
    /// <exception cref="ArgumentException">A name is missing.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="EscrowRefusedException">The name is taken, the term is over, the money does not pay the reserve, the account is behind, or the rates overflow.</exception>
    public EscrowMove OpenStream(TaskId id, ParticipantId provider, EpochRate rate, EscrowTerms terms, Epoch now, Epoch? until = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        EscrowBooks books = Settled(now);
        books.RequireNew(id, provider);
        books.RequireFunded($"open the stream '{id}'");
        if (until <= now)
        {
            throw new EscrowRefusedException(EscrowRefusal.TermOver, $"The stream '{id}' would end in epoch {until}, and it is epoch {now}; expected a later end.");
        }

        EpochSpan lockup = until is { } end ? EpochSpan.Min(terms.Lockup, end - now) : terms.Lockup;
        Amount reserve = Reserve(books, id, default, rate, lockup);
        books.RequireFree(reserve, $"set {Prose.Epochs(lockup)} aside for the stream '{id}'");
        bool isPrepaid = until is { } last && last - now <= terms.Lockup;
        books.Free -= reserve;
        books.Write(books.PlaceOf(id), new EscrowStream
        {
            Id = id,
            Provider = provider,
            Rate = rate,
            Terms = terms,
            Until = until,
            Reserve = reserve,
            AccruedTo = now,
            EndsAt = isPrepaid ? until : null,
            Closing = isPrepaid ? EscrowClosing.EndOfTerm : EscrowClosing.None,
        });
        return books.SettleTo(now).ToMove();
    }

    /// <summary>Changes the rate of a running stream.</summary>
    /// <remarks>
    /// What costs only the party that asks holds from the present epoch: a requester raises, a provider lowers. What costs the other holds after notice: a
    /// requester's lower rate begins <c>now + lockup</c>, or never when the stream is in its last epochs by then. A provider cannot raise. No change reaches back.
    /// </remarks>
    /// <param name="id">The stream.</param>
    /// <param name="rate">The new rate. A requester who asks for the present one takes back a notice.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="EscrowRefusedException">The stream is unknown, closed or ending, the account is behind, the money does not pay the larger reserve, the rates overflow, or a provider would raise.</exception>
    public EscrowMove ChangeRate(TaskId id, EpochRate rate, EscrowParty by, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfStream(id);
        EscrowStream stream = books.StreamAt(index);
        RequireRunning(stream);
        books.RequireFunded($"change the rate of '{id}'");
        if (by is not (EscrowParty.Requester or EscrowParty.Provider) || (by == EscrowParty.Provider && rate > stream.Rate))
        {
            throw new EscrowRefusedException(EscrowRefusal.NotTheirs, $"{by} asked to change '{id}' from {Prose.Units(stream.Rate.PerEpoch)} an epoch to {Prose.Number(rate.PerEpoch)}; expected the requester, or the provider for a lower rate.");
        }

        if (rate > stream.Rate)
        {
            Amount reserve = Reserve(books, id, stream.Rate, rate, stream.Terms.Lockup);
            books.RequireFree(reserve - stream.Reserve, $"raise the reserve of '{id}'");
            books.Free -= reserve - stream.Reserve;
            books.Write(index, stream with { Rate = rate, Reserve = reserve, Pending = null });
        }
        else if (by == EscrowParty.Provider)
        {
            EscrowRateChange? kept = stream.Pending is { } pending && pending.Rate < rate ? pending : null;
            books.Write(index, books.Repriced(stream, rate) with { Pending = kept });
        }
        else
        {
            EscrowRateChange change = new(rate, EscrowTime.After(now, stream.Terms.Lockup));
            books.Write(index, stream with { Pending = rate < stream.Rate ? change : null });
        }

        return books.SettleTo(now).ToMove();
    }

    /// <summary>Stops a stream: a requester gives notice of the lockup, a provider leaves at once.</summary>
    /// <remarks>
    /// When the money has run out, the lockup counts from the last paid epoch: there is no other money. The reason is then that the money ran out, whoever stops.
    /// A provider may also leave during its last epochs. A notice of a lower rate that has not begun falls away.
    /// </remarks>
    /// <param name="id">The stream.</param>
    /// <param name="by">Who stops it.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="EscrowRefusedException">The stream is unknown or closed, its end is fixed and reached, or the requester's end is fixed already.</exception>
    public EscrowMove Stop(TaskId id, EscrowParty by, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfStream(id);
        EscrowStream stream = books.StreamAt(index);
        if (by is not (EscrowParty.Requester or EscrowParty.Provider))
        {
            throw new EscrowRefusedException(EscrowRefusal.NotTheirs, $"Nobody asked to stop '{id}'; expected the requester or the provider.");
        }

        if (by == EscrowParty.Requester || stream.EndsAt <= now)
        {
            RequireRunning(stream);
        }

        Epoch secured = stream.EndsAt ?? EscrowTime.After(stream.AccruedTo, stream.Terms.Lockup);
        if (stream.Rate.IsZero)
        {
            secured = Epoch.Max(secured, EscrowTime.After(now, stream.Terms.Lockup));
        }

        bool isLate = stream.AccruedTo < now && !stream.Rate.IsZero;
        (Epoch end, EscrowClosing reason) = by == EscrowParty.Provider && now < secured
            ? (now, EscrowClosing.StoppedByProvider)
            : (secured, isLate ? EscrowClosing.Depleted : by == EscrowParty.Provider ? EscrowClosing.StoppedByProvider : EscrowClosing.StoppedByRequester);
        books.FixEnd(index, end, reason);
        return books.SettleTo(now).ToMove();
    }

    /// <summary>Pays a provider the epochs of a stream up to an epoch, or says why it cannot be paid for them yet.</summary>
    /// <remarks>
    /// Anybody may ask: the money goes to the provider. When the answer is yes, everything else of the account that is final is paid as well, as
    /// <see cref="Settle"/> does: nobody is paid later because another asked first.
    /// </remarks>
    /// <param name="id">The stream.</param>
    /// <param name="through">The epoch after the last that is claimed.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="EscrowRefusedException">The epochs are not over, or still under review, or the stream is unknown or closed before this epoch.</exception>
    public EscrowMove Collect(TaskId id, Epoch through, Epoch now)
    {
        EscrowStream stream = Lines[new EscrowBooks(this).IndexOfStream(id)];
        if (through > now)
        {
            throw new EscrowRefusedException(EscrowRefusal.PeriodNotClosed, $"The epochs before {through} of '{id}' were claimed in epoch {now}; expected epochs that are over, before {now}.");
        }

        return through > now.MinusToZero(stream.Terms.Review)
            ? throw new EscrowRefusedException(
                EscrowRefusal.UnderReview, $"The epochs before {through} of '{id}' were claimed in epoch {now}, and each waits {Prose.Epochs(stream.Terms.Review)} for its review.")
            : Settled(now).ToMove();
    }

    private static void RequireRunning(EscrowStream stream)
    {
        if (stream.EndsAt is { } end)
        {
            throw new EscrowRefusedException(EscrowRefusal.AlreadyEnding, $"The stream '{stream.Id}' ends in epoch {end} ({stream.Closing}); expected one whose end is not fixed.");
        }
    }

    private static Amount Reserve(EscrowBooks books, TaskId id, EpochRate before, EpochRate rate, EpochSpan lockup)
    {
        bool fits = rate.TryOver(lockup, out Amount reserve);
        return fits && books.Running.Fits && StreamAccrual.TrySum([EpochRate.Of(books.Running.Rate.PerEpoch - before.PerEpoch), rate], out _)
            ? reserve
            : throw new EscrowRefusedException(
                EscrowRefusal.RateOverflow,
                $"The stream '{id}' would go from {Prose.Units(before.PerEpoch)} an epoch to {Prose.Number(rate.PerEpoch)}: with {Prose.Epochs(lockup)} of lockup, or with the other streams, that exceeds 2^128 - 1 units.");
    }
}
