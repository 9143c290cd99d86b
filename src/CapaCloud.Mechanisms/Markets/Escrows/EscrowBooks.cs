using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>An account while an act is at work on it: opened from one account, written into, closed into the next.</summary>
internal sealed partial class EscrowBooks(EscrowAccount account)
{
    private readonly LedgerAccount _escrow = LedgerAccount.Escrow(account.Owner);
    private readonly ImmutableArray<EscrowClosed> _closedBefore = account.Closed;
    private readonly ImmutableArray<Posting>.Builder _postings = ImmutableArray.CreateBuilder<Posting>(0);
    private List<EscrowClosed>? _closedNow;

    public ParticipantId Owner { get; } = account.Owner;

    public Amount Free { get; set; } = account.Free;

    public Epoch AsOf { get; private set; } = account.AsOf;

    public Epoch AccruedTo { get; private set; } = account.AccruedTo;

    public List<EscrowJob> Jobs { get; } = [.. account.Jobs];

    /// <summary>Gets all the account holds, by what has come in and gone out.</summary>
    public Amount Total { get; private set; } = account.Total;

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
        PayStreams();
        PayJobs(now);
        return this;
    }

    public EscrowMove ToMove() => new(
        new EscrowAccount(Owner, Free, Total, Clock, WrittenLines(), _paid, _running, [.. Jobs], _closedNow is null ? _closedBefore : [.. _closedBefore.Concat(_closedNow).OrderBy(closed => closed.Id)]),
        _postings.DrainToImmutable());

    public void AddClosed(EscrowClosed closed) => (_closedNow ??= []).Add(closed);

    public void PayIn(ParticipantId from, Amount amount)
    {
        Total += amount;
        Post(LedgerAccount.Wallet(from), _escrow, amount, PostingReason.Escrow, 1);
    }

    public void PayOut(ParticipantId to, Amount amount)
    {
        Total -= amount;
        Post(_escrow, LedgerAccount.Wallet(to), amount, PostingReason.Escrow, 1);
    }

    /// <summary>Pays for work; of as many payments as are expected from here on, room is made for all at once.</summary>
    public void PayWork(ParticipantId to, Amount amount, int expected = 1)
    {
        Total -= amount;
        Post(_escrow, LedgerAccount.Wallet(to), amount, PostingReason.Payment, expected);
    }

    public int IndexOfJob(TaskId id)
    {
        int index = Jobs.FindIndex(job => job.Id == id);
        return index >= 0 ? index : throw Missing(id, PlaceOf(id) >= 0, "stream", "job");
    }

    public void RequireNew(TaskId id, ParticipantId provider)
    {
        if (id.IsNone || provider.IsNone)
        {
            throw new ArgumentException($"'{id}' for '{provider}' lacks a name; expected a stream or job with a name, and a provider.");
        }

        if (PlaceOf(id) >= 0 || Jobs.Exists(job => job.Id == id) || FindClosed(id) is not null)
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
                $"The escrow of {Owner} has paid its streams up to epoch {AccruedTo} and it is epoch {AsOf}: {Prose.Units(Free, "is", "are")} free, too few for one more epoch of all. "
                + $"To {act} expected a deposit first.");
        }
    }

    public void RequireFree(Amount amount, string act)
    {
        if (amount > Free)
        {
            throw new EscrowRefusedException(
                EscrowRefusal.MoreThanFree, $"To {act} takes {Prose.Units(amount)}, and the escrow of {Owner} has {Prose.Number(Free)} free; expected at most that.");
        }
    }

    /// <summary>Refuses what would make the account hold more than an amount can be.</summary>
    public void RequireRoom(Amount amount, string act)
    {
        if (amount > Amount.MaxValue - Total)
        {
            throw new EscrowRefusedException(EscrowRefusal.DepositOverflow, $"To {act} {Prose.Units(amount)} on top of {Prose.Number(Total)} in the escrow of {Owner} would exceed 2^128 - 1.");
        }
    }

    /// <summary>The sum of two figures that are only told, and stay at the largest amount rather than stop the account.</summary>
    public static Amount Told(Amount before, Amount more) => more > Amount.MaxValue - before ? Amount.MaxValue : before + more;

    private EscrowRefusedException Missing(TaskId id, bool isOther, string other, string expected)
    {
        return isOther
            ? new EscrowRefusedException(EscrowRefusal.WrongKind, $"'{id}' in the escrow of {Owner} is a {other}; expected a {expected}.")
            : FindClosed(id) is { } closed
                ? new EscrowRefusedException(
                    EscrowRefusal.AlreadyClosed,
                    $"'{id}' in the escrow of {Owner} is closed ({closed.Reason}, epoch {closed.EndedAt}): {Prose.Units(closed.Paid, "was", "were")} paid. Nothing is released twice.")
                : new EscrowRefusedException(EscrowRefusal.Unknown, $"The escrow of {Owner} has no {expected} '{id}'.");
    }

    private EscrowClosed? FindClosed(TaskId id)
    {
        int now = _closedNow?.FindIndex(closed => closed.Id == id) ?? -1;
        int before = EscrowNames.IndexOf(_closedBefore.AsSpan(), id, closed => closed.Id);
        return now >= 0 ? _closedNow![now] : before >= 0 ? _closedBefore[before] : null;
    }

    private void Post(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason, int expected)
    {
        if (!amount.IsZero)
        {
            if (_postings.Capacity < _postings.Count + 1)
            {
                _postings.Capacity = _postings.Count + expected;
            }

            _postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
