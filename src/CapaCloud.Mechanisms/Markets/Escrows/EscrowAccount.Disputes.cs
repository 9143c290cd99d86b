using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <content>Disputes: opened with a bond, ruled on by an arbiter, or lapsed.</content>
public sealed partial class EscrowAccount
{
    /// <summary>The requester disputes epochs of a stream that are earned and still under review, and lays down a bond, from its wallet.</summary>
    /// <remarks>
    /// <code>epoch e can be disputed while e + 1 &lt;= now &lt; e + 1 + Review</code>
    /// Without a review nothing can: each epoch is paid when it ends. Only the requester disputes, and only the requester lays down <see cref="EscrowTerms.DisputeBond"/>.
    /// </remarks>
    /// <param name="id">The stream.</param>
    /// <param name="from">The first disputed epoch.</param>
    /// <param name="to">The epoch after the last.</param>
    /// <param name="now">The present epoch.</param>
    /// <returns>The account, and what was due. The disputed epochs are not paid until a ruling, or until the dispute window is over.</returns>
    /// <exception cref="EscrowRefusedException">The stream is unknown or closed, is disputed already, or an epoch between them is not contestable.</exception>
    public EscrowMove DisputeEpochs(TaskId id, Epoch from, Epoch to, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfStream(id);
        EscrowStream stream = books.StreamAt(index);
        if (stream.Dispute is { } open)
        {
            throw new EscrowRefusedException(EscrowRefusal.AlreadyDisputed, $"Epochs {open.From} to {open.To} of '{id}' are disputed since epoch {open.OpenedAt}; expected one dispute at a time.");
        }

        if (!EscrowPeriods.Cover(stream.Earned, from, to))
        {
            throw new EscrowRefusedException(EscrowRefusal.NotContestable, $"Epochs from {from} to before {to} of '{id}' were disputed in epoch {now}; {NotContestable(stream, from, to, now)}");
        }

        books.RequireRoom(stream.Terms.DisputeBond, $"dispute '{id}' with a bond of");
        books.PayIn(Owner, stream.Terms.DisputeBond);
        books.Write(index, stream with { Dispute = new EscrowDispute(from, to, now, stream.Terms.DisputeBond, Amount.Zero) });
        return books.SettleTo(now).ToMove();
    }

    /// <summary>The provider contests the rejection of its bill and lays down a bond, from its wallet.</summary>
    /// <param name="id">The job.</param>
    /// <param name="now">The present epoch, before the dispute window since the rejection is over.</param>
    /// <returns>The account, and what was due.</returns>
    /// <exception cref="EscrowRefusedException">The job is unknown or closed, was not rejected, or is disputed already.</exception>
    public EscrowMove ContestRejection(TaskId id, Epoch now)
    {
        EscrowBooks books = Settled(now);
        int index = books.IndexOfJob(id);
        EscrowJob job = books.Jobs[index];
        if (job.RejectedAt is null || job.Dispute is not null)
        {
            throw new EscrowRefusedException(
                job.RejectedAt is null ? EscrowRefusal.NothingRejected : EscrowRefusal.AlreadyDisputed,
                $"The rejection of '{id}' was contested in epoch {now}; expected a bill that was rejected, and no dispute yet.");
        }

        books.RequireRoom(job.Terms.DisputeBond, $"contest the rejection of '{id}' with a bond of");
        books.PayIn(job.Provider, job.Terms.DisputeBond);
        books.Jobs[index] = job with { RejectionBond = Amount.Zero, Dispute = new EscrowDispute(default, default, now, job.RejectionBond, job.Terms.DisputeBond) };
        return books.SettleTo(now).ToMove();
    }

    /// <summary>An arbiter rules on a dispute.</summary>
    /// <param name="id">The stream or the job.</param>
    /// <param name="ruling">What the provider is awarded of what is disputed. Of a job that is the bill less what was accepted before.</param>
    /// <param name="now">The present epoch, before the dispute window is over.</param>
    /// <returns>The account, and what was due. What a stream's provider is not awarded becomes free, what a job's is not goes to the requester's wallet.</returns>
    /// <exception cref="EscrowRefusedException">Nothing is disputed, more was awarded than is, or epochs were awarded of a job.</exception>
    public EscrowMove Rule(TaskId id, EscrowRuling ruling, Epoch now)
    {
        EscrowBooks books = Settled(now);
        if (books.Jobs.Exists(job => job.Id == id))
        {
            RuleJob(books, books.IndexOfJob(id), ruling, now);
        }
        else
        {
            RuleStream(books, books.IndexOfStream(id), ruling);
        }

        return books.SettleTo(now).ToMove();
    }

    private static void RuleStream(EscrowBooks books, int index, EscrowRuling ruling)
    {
        EscrowStream stream = books.StreamAt(index);
        EscrowDispute dispute = stream.Dispute ?? throw NothingDisputed(stream.Id);
        Amount disputed = EscrowPeriods.TakeBetween(stream.Earned, dispute.From, dispute.To).Taken;
        if (ruling.Epochs is { } epochs && epochs < dispute.To - dispute.From)
        {
            // The first epochs are final; the others, and their part of the bond, stay where they are.
            (ImmutableArray<EscrowPeriod> open, Amount awarded) = EscrowPeriods.TakeBetween(stream.Earned, dispute.From, dispute.From + epochs);
            Amount lost = dispute.RequesterBond.Multiply(awarded.Units, disputed.Units, Rounding.Down);
            books.PayWork(stream.Provider, awarded);
            books.PayOut(stream.Provider, lost);
            books.Write(index, stream with
            {
                Earned = open,
                Paid = EscrowBooks.Told(stream.Paid, awarded),
                Dispute = dispute with { From = dispute.From + epochs, RequesterBond = dispute.RequesterBond - lost },
            });
            return;
        }

        Amount award = ruling.Epochs == dispute.To - dispute.From ? disputed : ruling.Amount;
        if (award > disputed || ruling.Epochs > dispute.To - dispute.From)
        {
            throw TooMuch(stream.Id, ruling, disputed, dispute.To - dispute.From);
        }

        books.PayWork(stream.Provider, award);
        books.SplitBond(dispute.RequesterBond, books.Owner, stream.Provider, award, disputed);
        books.Free += disputed - award;
        books.Write(index, stream with
        {
            Earned = EscrowPeriods.TakeBetween(stream.Earned, dispute.From, dispute.To).Left,
            Paid = EscrowBooks.Told(stream.Paid, award),
            Returned = EscrowBooks.Told(stream.Returned, disputed - award),
            Dispute = null,
        });
    }

    private static void RuleJob(EscrowBooks books, int index, EscrowRuling ruling, Epoch now)
    {
        EscrowJob job = books.Jobs[index];
        EscrowDispute dispute = job.Dispute ?? throw NothingDisputed(job.Id);
        Amount disputed = job.Billed!.Value - job.Accepted;
        if (ruling.Epochs is { } awarded)
        {
            throw new EscrowRefusedException(EscrowRefusal.WrongKind, $"A ruling on the job '{job.Id}' awards {Prose.Epochs(awarded)}; expected an amount, up to {Prose.Units(disputed)}.");
        }

        if (ruling.Amount > disputed)
        {
            throw TooMuch(job.Id, ruling, disputed, EpochSpan.Zero);
        }

        books.SplitBond(dispute.RequesterBond, books.Owner, job.Provider, ruling.Amount, disputed);
        books.SplitBond(dispute.ProviderBond, job.Provider, books.Owner, disputed - ruling.Amount, disputed);
        books.Jobs[index] = books.Accepted(job, job.Accepted + ruling.Amount) with { Dispute = null };
        books.Close(index, EscrowClosing.Ruled, now);
    }

    /// <summary>Which of the epochs cannot be disputed, and why.</summary>
    private static string NotContestable(EscrowStream stream, Epoch from, Epoch to, Epoch now)
    {
        if (from >= to)
        {
            return "expected at least one epoch, the second number after the first.";
        }

        if (to > now)
        {
            return $"epoch {to.Number - 1} is over in epoch {to} and can be disputed from then on.";
        }

        Epoch first = now.MinusToZero(stream.Terms.Review);
        return from < first
            ? $"epoch {from} could be disputed before epoch {EscrowTime.After(from.Next, stream.Terms.Review)}, when its review of {Prose.Epochs(stream.Terms.Review)} was over and it was paid; expected epochs from {first} on."
            : $"expected epochs that the stream earned and that were not paid: it has earned up to epoch {stream.AccruedTo}, and an epoch at rate 0 is nothing to dispute.";
    }

    private static EscrowRefusedException NothingDisputed(TaskId id) =>
        new(EscrowRefusal.NothingDisputed, $"Nothing of '{id}' is disputed; expected a dispute whose window is not over.");

    private static EscrowRefusedException TooMuch(TaskId id, EscrowRuling ruling, Amount disputed, EpochSpan epochs) => new(
        EscrowRefusal.MoreThanClaimed,
        $"{(ruling.Epochs is { } many ? $"{Prose.Epochs(many)}" : $"{Prose.Units(ruling.Amount)}")} of '{id}' were awarded; expected at most what is disputed, {Prose.Units(disputed)}{(epochs.IsZero ? "" : $" or {Prose.Epochs(epochs)}")}.");
}
