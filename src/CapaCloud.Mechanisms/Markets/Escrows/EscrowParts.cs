namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Refuses parts of an escrow that contradict each other: a stored account is read as it was written, or not at all.</summary>
internal static class EscrowParts
{
    public static void Require(EscrowAccount account)
    {
        Refuse(account.Owner.IsNone ? "An escrow needs an owner." : null);
        Refuse(account.AccruedTo > account.AsOf
            ? $"The escrow of {account.Owner} is paid up to epoch {account.AccruedTo}, after its last act in epoch {account.AsOf}; expected at most that."
            : null);
        TaskId before = default;
        foreach (EscrowStream stream in account.Streams)
        {
            Name(account, "stream", stream?.Id ?? default, stream?.Provider ?? default, ref before);
            string? wrong = WrongIn(account, stream!);
            Refuse(wrong is null ? null : $"Stream '{stream!.Id}' of {account.Owner} {wrong}.");
        }

        before = default;
        foreach (EscrowJob job in account.Jobs)
        {
            Name(account, "job", job?.Id ?? default, job?.Provider ?? default, ref before);
            string? wrong = WrongIn(account, job!);
            Refuse(wrong is null ? null : $"Job '{job!.Id}' of {account.Owner} {wrong}.");
        }

        before = default;
        foreach (EscrowClosed closed in account.Closed)
        {
            Name(account, "closed stream or job", closed.Id, closed.Provider, ref before);
            Refuse(closed.Reason == EscrowClosing.None || closed.EndedAt > account.AsOf
                ? $"'{closed.Id}' of {account.Owner} is closed for the reason {closed.Reason} in epoch {closed.EndedAt}; expected a reason, and an epoch up to {account.AsOf}."
                : null);
        }
    }

    private static void Name(EscrowAccount account, string what, TaskId id, ParticipantId provider, ref TaskId before)
    {
        Refuse(id.IsNone || provider.IsNone ? $"A {what} of {account.Owner} lacks its name or its provider." : null);
        Refuse(!before.IsNone && before >= id ? $"The {what} '{id}' of {account.Owner} comes after '{before}'; expected each name once, in order." : null);
        before = id;
    }

    private static string? WrongIn(EscrowAccount account, EscrowStream stream)
    {
        if (stream.Terms is null)
        {
            return "has no terms; expected some";
        }

        if (stream.EndsAt is null != (stream.Closing == EscrowClosing.None))
        {
            return $"ends in epoch {stream.EndsAt?.ToString() ?? "(none)"} for the reason {stream.Closing}; expected both or neither";
        }

        if (stream.EndsAt is { } end ? stream.AccruedTo > end || stream.AccruedTo > account.AsOf || stream.Pending is not null : stream.AccruedTo != account.AccruedTo)
        {
            return $"has earned up to epoch {stream.AccruedTo}; expected {(stream.EndsAt is { } last ? $"at most its end, epoch {last}, and no change of its rate" : $"epoch {account.AccruedTo}, as every running stream")}";
        }

        EpochSpan reserved = stream.EndsAt is { } fixedEnd ? fixedEnd - stream.AccruedTo : stream.Terms.Lockup;
        if (!stream.Rate.TryOver(reserved, out Amount reserve) || stream.Reserve != reserve)
        {
            return $"has a reserve of {Prose.Units(stream.Reserve)}; expected {Prose.Units(stream.Rate.PerEpoch)} an epoch over {Prose.Epochs(reserved)}";
        }

        Epoch reached = default;
        EpochRate rateBefore = default;
        foreach (EscrowPeriod period in stream.Earned)
        {
            if (period.From >= period.To || period.From < reached || period.To > stream.AccruedTo || period.Rate.IsZero || (period.From == reached && period.Rate == rateBefore))
            {
                return $"earned {Prose.Units(period.Rate.PerEpoch)} an epoch from epoch {period.From} to epoch {period.To}; expected periods in order, none empty, up to epoch {stream.AccruedTo}, neighbours at one rate as one";
            }

            (reached, rateBefore) = (period.To, period.Rate);
        }

        return stream.Dispute is { } dispute && !EscrowPeriods.Cover(stream.Earned, dispute.From, dispute.To)
            ? $"is disputed from epoch {dispute.From} to epoch {dispute.To}; expected epochs that are earned and not paid"
            : stream.Pending is { } change && change.Rate >= stream.Rate
                ? $"will change its rate from {Prose.Units(stream.Rate.PerEpoch)} an epoch to {Prose.Number(change.Rate.PerEpoch)}; expected a lower one" : null;
    }

    private static string? WrongIn(EscrowAccount account, EscrowJob job) =>
        job.Accepted > job.Price || (job.Billed ?? default) > job.Price ? $"has {Prose.Units(job.Accepted)} accepted and {job.Billed ?? default} billed; expected at most its price, {Prose.Number(job.Price)}"
        : job.Billed is { } billed && billed <= job.Accepted ? $"has a bill of {Prose.Units(billed)} and {Prose.Number(job.Accepted)} accepted; expected a bill that is not paid"
        : job.Billed is null && (job.BilledAt != default || job.RejectedAt is not null) ? "has no bill, and yet the epoch of one"
        : job.BilledAt > account.AsOf || (job.RejectedAt ?? default) > account.AsOf ? $"was billed or rejected after epoch {account.AsOf}, the last act"
        : job.RejectedAt is null && (job.Dispute is not null || !job.RejectionBond.IsZero) ? "was not rejected, and yet has a bond or a dispute"
        : null;

    private static void Refuse(string? complaint)
    {
        if (complaint is not null)
        {
            throw new ArgumentException(complaint);
        }
    }
}
