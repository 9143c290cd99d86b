namespace CapaCloud.Mechanisms.Escrow;

/// <content>Money in and out, settlement, and the figures that say what can be lost and when the money ends.</content>
public sealed partial class EscrowAccount
{
    /// <summary>Pays money in from the requester's wallet. Epochs that have run unpaid are paid first, as if it had been there.</summary>
    /// <param name="amount">Base units, not nothing.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and the postings.</returns>
    /// <exception cref="EscrowRefusedException">The amount is nothing, or the account would hold more than 2^128 - 1 units.</exception>
    public EscrowMove Deposit(Amount amount, Epoch now)
    {
        RequireSomething(amount, "pay in");
        EscrowBooks books = Settled(now);
        books.RequireRoom(amount, "pay in");
        books.PayIn(Owner, amount);
        books.Free += amount;
        return books.SettleTo(now).ToMove();
    }

    /// <summary>Takes free money back to the requester's wallet. Reserves, earnings, locked prices and bonds stay.</summary>
    /// <param name="amount">Base units, not nothing.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and the postings.</returns>
    /// <exception cref="EscrowRefusedException">The amount is nothing or more than is free, or the account is behind.</exception>
    public EscrowMove Withdraw(Amount amount, Epoch now)
    {
        RequireSomething(amount, "withdraw");
        EscrowBooks books = Settled(now);
        books.RequireFunded("withdraw");
        books.RequireFree(amount, "withdraw");
        books.Free -= amount;
        books.PayOut(Owner, amount);
        return books.ToMove();
    }

    /// <summary>Brings everything up to an epoch that time alone decides, and pays everybody what is final. Anybody may do it, at any time.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and the postings. Settling at once or in many steps gives the same account and pays the same.</returns>
    /// <exception cref="EscrowRefusedException">The epoch is before the last act.</exception>
    public EscrowMove Settle(Epoch now) => Settled(now).ToMove();

    /// <summary>Empties an account in which nothing is open: what is free goes to the requester's wallet.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, which holds nothing, and the postings.</returns>
    /// <exception cref="EscrowRefusedException">A stream or a job is open.</exception>
    public EscrowMove Close(Epoch now)
    {
        EscrowBooks books = Settled(now);
        if (books.Lines.Length + books.Jobs.Count > 0)
        {
            throw new EscrowRefusedException(EscrowRefusal.StillOpen, $"{Prose.Count(books.Lines.Length, "stream")} and {Prose.Count(books.Jobs.Count, "job")} of {Owner} are open in epoch {now}; expected none.");
        }

        books.PayOut(Owner, books.Free);
        books.Free = Amount.Zero;
        return books.ToMove();
    }

    /// <summary>Forgets what was closed before an epoch. Its names can be taken again, so choose an epoch that nobody's claim comes from any more.</summary>
    /// <param name="before">The epoch.</param>
    /// <returns>The account.</returns>
    public EscrowAccount Forget(Epoch before) => new(Owner, Free, AsOf, AccruedTo, Streams, Jobs, [.. Closed.Where(closed => closed.EndedAt >= before)]);

    /// <summary>Returns the first epoch that free money does not pay when nobody does anything more: the moment the money runs out.</summary>
    /// <param name="now">The present epoch.</param>
    /// <returns>
    /// The epoch; in the past when it has run out. Null when the money never runs out: no stream runs, those that run cost nothing, or free money pays each up to its last epochs,
    /// which its reserve pays. It says nothing of the reserves: work up to <see cref="SecuredUntil"/> is paid after this epoch too.
    /// </returns>
    /// <exception cref="EscrowRefusedException">The epoch is before the last act.</exception>
    public Epoch? RunsOutAt(Epoch now) => Settled(now).FirstUnpaid();

    /// <summary>Returns the epoch up to which a stream is paid whatever the requester does: work before it is safe.</summary>
    /// <remarks>
    /// <code>secured until = last paid epoch + lockup, or the end of the stream when that is nearer</code>
    /// The lockup secures, and nothing else does: an end agreed for epoch 100 says when payment stops, not that there is money until then. Each epoch is paid at least
    /// at the rate that holds in it: after notice of a lower rate (<see cref="EscrowStream.Pending"/>) that is the lower one from its first epoch on.
    /// </remarks>
    /// <param name="id">The stream.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The first epoch without that safety.</returns>
    /// <exception cref="EscrowRefusedException">The stream is unknown or closed, or the epoch is before the last act.</exception>
    public Epoch SecuredUntil(TaskId id, Epoch now)
    {
        EscrowBooks books = Settled(now);
        EscrowStream stream = books.StreamAt(books.IndexOfStream(id));
        return stream.EndsAt ?? EscrowTime.After(stream.AccruedTo, stream.Terms.Lockup);
    }

    /// <summary>Returns the most that each side of a stream or a job can lose from now on.</summary>
    /// <remarks>
    /// <code>
    /// stream: unsecured   = rate * max(0, now + 1 - secured until), while its end is not fixed
    ///         contestable = earned and not paid, + reserve where there is a review
    ///         late        = rate * min(now - last paid epoch, floor(free / rate)), while its end is not fixed
    ///         committed   = earned and not paid, + reserve + late
    /// job:    contestable = committed = price - accepted
    /// </code>
    /// </remarks>
    /// <param name="id">The stream or the job.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The figures, in base units.</returns>
    /// <exception cref="EscrowRefusedException">It is unknown or closed, or the epoch is before the last act.</exception>
    /// <exception cref="OverflowException">The unsecured work exceeds 2^128 - 1 units.</exception>
    public EscrowExposure ExposureOf(TaskId id, Epoch now)
    {
        EscrowBooks books = Settled(now);
        if (books.Jobs.Find(one => one.Id == id) is { } job)
        {
            Amount locked = job.Price - job.Accepted;
            return new EscrowExposure(Amount.Zero, locked, job.Dispute?.ProviderBond ?? Amount.Zero, locked, job.RejectionBond + (job.Dispute?.RequesterBond ?? Amount.Zero));
        }

        EscrowStream stream = books.StreamAt(books.IndexOfStream(id));
        Epoch secured = EscrowTime.After(stream.AccruedTo, stream.Terms.Lockup);
        Epoch worked = EscrowTime.After(now, EpochSpan.One);
        Amount unsecured = stream.EndsAt is null && worked > secured ? stream.Rate.Over(worked - secured) : Amount.Zero;
        Amount earned = stream.EarnedAmount();
        Amount contestable = stream.Terms.Review.IsZero ? earned : earned + stream.Reserve;

        // What has run unpaid is paid from free money after all when the other streams leave enough of it.
        EpochSpan payable = stream.EndsAt is null ? EpochSpan.Min(now - stream.AccruedTo, stream.Rate.PaidBy(books.Free)) : EpochSpan.Zero;
        Amount committed = earned + stream.Reserve + stream.Rate.Over(payable);
        return new EscrowExposure(unsecured, contestable, Amount.Zero, committed, stream.Dispute?.RequesterBond ?? Amount.Zero);
    }

    private EscrowBooks Settled(Epoch now) => new EscrowBooks(this).SettleTo(now);
}
