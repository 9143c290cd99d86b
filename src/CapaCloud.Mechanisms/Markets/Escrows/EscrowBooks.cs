namespace CapaCloud.Mechanisms.Escrow;

/// <summary>An account while an act is at work on it: opened from one account, written into, closed into the next.</summary>
internal sealed partial class EscrowBooks(EscrowAccount account)
{
    public ParticipantId Owner { get; } = account.Owner;

    public Amount Free { get; set; } = account.Free;

    public Epoch AsOf { get; private set; } = account.AsOf;

    public Epoch AccruedTo { get; private set; } = account.AccruedTo;

    public List<EscrowStream> Streams { get; } = [.. account.Streams];

    public List<EscrowJob> Jobs { get; } = [.. account.Jobs];

    public List<EscrowClosed> Closed { get; } = [.. account.Closed];

    public List<Posting> Postings { get; } = [];

    public bool IsBehind => AccruedTo < AsOf;

    /// <summary>Brings everything that time alone decides up to an epoch, and pays what is final.</summary>
    public EscrowBooks SettleTo(Epoch now)
    {
        if (now < AsOf)
        {
            throw new EscrowRefusedException(
                EscrowRefusal.EpochInPast, $"The escrow of {Owner} was settled in epoch {AsOf}, and an act came for epoch {now}; expected that epoch or a later one.");
        }

        AsOf = now;
        Accrue(now);
        PayStreams(now);
        PayJobs(now);
        return this;
    }

    public EscrowMove ToMove() => new(
        new EscrowAccount(Owner, Free, AsOf, AccruedTo, [.. Streams], [.. Jobs], [.. Closed.OrderBy(closed => closed.Id)]),
        [.. Postings]);

    public void PayIn(ParticipantId from, Amount amount) => Post(LedgerAccount.Wallet(from), LedgerAccount.Escrow(Owner), amount, PostingReason.Escrow);

    public void PayOut(ParticipantId to, Amount amount) => Post(LedgerAccount.Escrow(Owner), LedgerAccount.Wallet(to), amount, PostingReason.Escrow);

    public void PayWork(ParticipantId to, Amount amount) => Post(LedgerAccount.Escrow(Owner), LedgerAccount.Wallet(to), amount, PostingReason.Payment);

    public int IndexOfStream(TaskId id)
    {
        int index = Streams.FindIndex(stream => stream.Id == id);
        return index >= 0 ? index : throw Missing(id, Jobs.Exists(job => job.Id == id), "job", "stream");
    }

    public int IndexOfJob(TaskId id)
    {
        int index = Jobs.FindIndex(job => job.Id == id);
        return index >= 0 ? index : throw Missing(id, Streams.Exists(stream => stream.Id == id), "stream", "job");
    }

    public void RequireNew(TaskId id, ParticipantId provider)
    {
        if (id.IsNone || provider.IsNone)
        {
            throw new ArgumentException($"'{id}' for '{provider}' lacks a name; expected a stream or job with a name, and a provider.");
        }

        if (Streams.Exists(stream => stream.Id == id) || Jobs.Exists(job => job.Id == id) || Closed.Exists(closed => closed.Id == id))
        {
            throw new EscrowRefusedException(EscrowRefusal.NameTaken, $"The escrow of {Owner} has '{id}' already, open or closed; expected a name that is new.");
        }
    }

    public void RequireFunded(string act)
    {
        if (IsBehind)
        {
            throw new EscrowRefusedException(
                EscrowRefusal.Behind,
                $"The escrow of {Owner} has paid its streams up to epoch {AccruedTo} and it is epoch {AsOf}: {Free} units are free, too few for one more epoch of all. "
                + $"To {act} expected a deposit first.");
        }
    }

    public void RequireFree(Amount amount, string act)
    {
        if (amount > Free)
        {
            throw new EscrowRefusedException(
                EscrowRefusal.MoreThanFree, $"To {act} takes {amount} units, and the escrow of {Owner} has {Free} free; expected at most that.");
        }
    }

    private EscrowRefusedException Missing(TaskId id, bool isOther, string other, string expected)
    {
        int closed = Closed.FindIndex(one => one.Id == id);
        return isOther
            ? new EscrowRefusedException(EscrowRefusal.WrongKind, $"'{id}' in the escrow of {Owner} is a {other}; expected a {expected}.")
            : closed >= 0
                ? new EscrowRefusedException(
                    EscrowRefusal.AlreadyClosed,
                    $"'{id}' in the escrow of {Owner} is closed ({Closed[closed].Reason}, epoch {Closed[closed].EndedAt}): {Closed[closed].Paid} units were paid. Nothing is released twice.")
                : new EscrowRefusedException(EscrowRefusal.Unknown, $"The escrow of {Owner} has no {expected} '{id}'.");
    }

    private void Post(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason)
    {
        if (!amount.IsZero)
        {
            Postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
