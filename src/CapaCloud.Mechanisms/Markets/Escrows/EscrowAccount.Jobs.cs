namespace CapaCloud.Mechanisms.Escrow;

/// <content>Single jobs: locked, billed, accepted, rejected. Every figure is a total, so that a bill and a note that cross are one payment.</content>
public sealed partial class EscrowAccount
{
    /// <summary>Locks the price of a job.</summary>
    /// <param name="id">Its name, new in this account.</param>
    /// <param name="provider">Who is paid.</param>
    /// <param name="price">The most it can cost, in base units.</param>
    /// <param name="deadline">The first epoch in which it is too late for a bill, the first or a smaller one after a rejection: the job is closed at the latest <c>Review + 2 * DisputeWindow</c> after it.</param>
    /// <param name="terms">What is agreed beside the price.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="ArgumentException">A name is missing.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="EscrowRefusedException">The name is taken, the price is nothing or more than is free, the deadline is over, or the account is behind.</exception>
    public EscrowMove OpenJob(TaskId id, ParticipantId provider, Amount price, Epoch deadline, EscrowTerms terms, Epoch now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        EscrowBooks books = Settled(now);
        books.RequireNew(id, provider);
        books.RequireFunded($"open the job '{id}'");
        RequireSomething(price, $"lock for the job '{id}'");
        if (deadline <= now)
        {
            throw new EscrowRefusedException(EscrowRefusal.TermOver, $"The deadline of '{id}' is epoch {deadline}, and it is epoch {now}; expected a later one.");
        }

        books.RequireFree(price, $"lock the price of '{id}'");
        books.Free -= price;
        books.Jobs.Add(new EscrowJob { Id = id, Provider = provider, Price = price, Deadline = deadline, Terms = terms });
        books.Jobs.Sort((one, other) => one.Id.CompareTo(other.Id));
        return books.SettleTo(now).ToMove();
    }

    /// <summary>The provider bills a job. The bill is paid after its review, unless it is accepted or rejected before.</summary>
    /// <param name="id">The job.</param>
    /// <param name="total">All the work costs, what was accepted before included; after a rejection, less than the rejected bill. In base units.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due. The same bill again changes nothing; a bill of at most what was accepted closes the job.</returns>
    /// <exception cref="EscrowRefusedException">The job is unknown or closed, the bill is nothing or more than is locked, another bill or a dispute waits, or the deadline is over.</exception>
    public EscrowMove Bill(TaskId id, Amount total, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfJob(id);
        EscrowJob job = books.Jobs[index];
        RequireSomething(total, $"bill for '{id}'");
        if (job.Dispute is not null || (job.Billed is not null && job.RejectedAt is null && job.Billed != total))
        {
            throw new EscrowRefusedException(
                job.Dispute is null ? EscrowRefusal.AlreadyBilled : EscrowRefusal.AlreadyDisputed,
                $"A bill of {Prose.Units(job.Billed ?? Amount.Zero)} for '{id}' waits for its answer, and one of {Prose.Number(total)} came; expected none, or the same.");
        }

        Amount most = job.RejectedAt is null ? job.Price : job.Billed!.Value - Amount.One;
        if (total > most)
        {
            throw new EscrowRefusedException(EscrowRefusal.MoreThanClaimed, $"{Prose.Units(total, "was", "were")} billed for '{id}'; expected at most {Prose.Number(most)}{(job.RejectedAt is null ? ", its price" : ", less than the rejected bill")}.");
        }

        if (now >= job.Deadline && job.RejectedAt is not null)
        {
            throw new EscrowRefusedException(
                EscrowRefusal.TermOver, $"{Prose.Units(total, "was", "were")} billed for '{id}' in epoch {now}, and its deadline is epoch {job.Deadline}; expected a bill before it. The rejection can still be contested.");
        }

        if (job.Billed is null || job.RejectedAt is not null)
        {
            books.PayOut(Owner, job.RejectionBond);
            bool isPaid = total <= job.Accepted;
            books.Jobs[index] = job with { Billed = isPaid ? null : total, BilledAt = isPaid ? default : now, RejectedAt = null, RejectionBond = Amount.Zero };
            if (isPaid)
            {
                books.Close(index, EscrowClosing.Accepted, now);
            }
        }

        return books.SettleTo(now).ToMove();
    }

    /// <summary>The requester accepts a job up to a total: the difference to what was accepted before is paid at once.</summary>
    /// <param name="id">The job.</param>
    /// <param name="total">All that is accepted so far, in base units.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due. The job closes when a waiting bill or the price is reached; the same total again changes nothing.</returns>
    /// <exception cref="EscrowRefusedException">The job is unknown or closed, or the total is more than the price or less than was accepted before.</exception>
    public EscrowMove Accept(TaskId id, Amount total, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfJob(id);
        EscrowJob job = books.Jobs[index];
        if (total > job.Price || total < job.Accepted)
        {
            throw new EscrowRefusedException(
                total > job.Price ? EscrowRefusal.MoreThanClaimed : EscrowRefusal.LessThanAccepted,
                $"{Prose.Units(total)} of '{id}' were to be accepted in all; expected from {Prose.Number(job.Accepted)}, accepted before, to {Prose.Number(job.Price)}, its price.");
        }

        books.Jobs[index] = books.Accepted(job, total);
        if (total == job.Price || total >= job.Billed)
        {
            books.Close(index, EscrowClosing.Accepted, now);
        }

        return books.SettleTo(now).ToMove();
    }

    /// <summary>The requester rejects a bill and lays down a bond, from its wallet. The provider may contest that, or bill less before the deadline.</summary>
    /// <param name="id">The job.</param>
    /// <param name="now">The present epoch, before the review is over.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="EscrowRefusedException">The job is unknown or closed, or there is no bill, or it was rejected.</exception>
    public EscrowMove Reject(TaskId id, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfJob(id);
        EscrowJob job = books.Jobs[index];
        if (job.Billed is null || job.RejectedAt is not null)
        {
            throw new EscrowRefusedException(
                job.Billed is null ? EscrowRefusal.NothingBilled : EscrowRefusal.AlreadyRejected,
                job.Billed is null ? $"The job '{id}' has no bill; expected one." : $"The bill of '{id}' was rejected in epoch {job.RejectedAt}; expected one that waits.");
        }

        books.RequireRoom(job.Terms.DisputeBond, $"reject the bill of '{id}' with a bond of");
        books.PayIn(Owner, job.Terms.DisputeBond);
        books.Jobs[index] = job with { RejectedAt = now, RejectionBond = job.Terms.DisputeBond };
        return books.SettleTo(now).ToMove();
    }

    private static void RequireSomething(Amount amount, string act)
    {
        if (amount.IsZero)
        {
            throw new EscrowRefusedException(EscrowRefusal.NothingToMove, $"0 units were to {act}; expected at least 1.");
        }
    }
}
