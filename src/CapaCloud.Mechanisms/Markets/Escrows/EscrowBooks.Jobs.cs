namespace CapaCloud.Mechanisms.Escrow;

/// <content>How jobs end by themselves when somebody does not answer, and how a closed one is paid out.</content>
internal sealed partial class EscrowBooks
{
    /// <summary>Pays a job's newly accepted part.</summary>
    public EscrowJob Accepted(EscrowJob job, Amount total)
    {
        PayWork(job.Provider, total - job.Accepted);
        return job with { Accepted = total };
    }

    /// <summary>Closes a job: what was not accepted goes back to the requester's wallet, and bonds to whoever laid them down.</summary>
    public void Close(int index, EscrowClosing reason, Epoch at)
    {
        EscrowJob job = Jobs[index];
        Amount unused = job.Price - job.Accepted;
        PayOut(Owner, unused + job.RejectionBond + (job.Dispute?.RequesterBond ?? Amount.Zero));
        PayOut(job.Provider, job.Dispute?.ProviderBond ?? Amount.Zero);
        AddClosed(new EscrowClosed(job.Id, job.Provider, reason, at, job.Accepted, unused));
        Jobs.RemoveAt(index);
    }

    /// <summary>Moves the lost part of a bond to the other side and gives the rest back; rounds in favour of whoever laid it down.</summary>
    public void SplitBond(Amount bond, ParticipantId owner, ParticipantId other, Amount lost, Amount disputed)
    {
        Amount moved = bond.Multiply(lost.Units, disputed.Units, Rounding.Down);
        PayOut(other, moved);
        PayOut(owner, bond - moved);
    }

    private void PayJobs(Epoch now)
    {
        for (int index = Jobs.Count - 1; index >= 0; index--)
        {
            EscrowJob job = Jobs[index];
            EscrowTerms terms = job.Terms;
            if (job.Dispute is { } open)
            {
                CloseIfPassed(index, open.OpenedAt, terms.DisputeWindow, EscrowClosing.NotRuled, now);
            }
            else if (job.RejectedAt is { } rejected)
            {
                CloseIfPassed(index, rejected, terms.DisputeWindow, EscrowClosing.Rejected, now);
            }
            else if (job.Billed is not { } billed)
            {
                CloseIfPassed(index, job.Deadline, EpochSpan.Zero, EscrowClosing.Expired, now);
            }
            else if (EscrowTime.HasPassed(job.BilledAt, terms.Review, now))
            {
                Jobs[index] = Accepted(job, Amount.Max(job.Accepted, billed));
                Close(index, EscrowClosing.Unanswered, job.BilledAt + terms.Review);
            }
        }
    }

    private void CloseIfPassed(int index, Epoch since, EpochSpan window, EscrowClosing reason, Epoch now)
    {
        if (EscrowTime.HasPassed(since, window, now))
        {
            Close(index, reason, since + window);
        }
    }
}
