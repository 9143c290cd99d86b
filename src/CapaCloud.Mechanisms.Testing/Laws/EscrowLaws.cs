using CapaCloud.Mechanisms.Escrow;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of an escrow: money is kept, everybody is paid what is covered, and neither order nor settlement decides anything.</summary>
/// <remarks>No formula. Histories are drawn: deposits, streams, jobs, new rates, notices, bills, rejections, disputes and rulings, with time between them.</remarks>
internal static class EscrowLaws
{
    private static readonly EscrowAct Settling = new(0, EscrowActKind.Settle, 0, 0, 0);

    /// <summary>Returns the laws for the library's own rule.</summary>
    /// <param name="events">The most acts in a history.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(int events) => For(EscrowAct.Play, events);

    /// <summary>Returns the laws for a rule of one's own.</summary>
    /// <param name="play">The rule.</param>
    /// <param name="events">The most acts in a history, at least 1.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="play"/> is null.</exception>
    public static IReadOnlyList<Law> For(EscrowPlay play, int events)
    {
        ArgumentNullException.ThrowIfNull(play);
        Arbitrary<EscrowHistory> histories = EscrowHistory.Drawn(events);
        return
        [
            Law.Of("never-negative", "no act pays more out of the escrow than is in it", histories, history =>
                Played(play, history).Aggregate(NetworkLedger.Empty, (ledger, moment) => ledger.Apply(moment.Move.Postings.AsSpan())).In >= Amount.Zero),
            Law.Of("books-balance", "the account holds what came in less what went out, after every act", histories, history => BooksBalance(play, history)),
            Law.Of("settles-to-zero", "when everything is stopped and time has passed, nothing is left", histories, history => SettlesToZero(play, history)),
            Law.Of("jobs-end-in-time", "whatever the sides do, a job is closed two dispute windows and a review after its deadline", histories, history => JobsEndInTime(play, history)),
            Law.Of("often-equals-once", "settling in every epoch on the way pays everybody the same and leaves the same account", histories, history => OftenEqualsOnce(play, history)),
            Law.Of("stored-on-the-way", "an account that is stored and read back between all acts holds what its parts hold, and does what one does that is not", histories, history => StoredOnTheWay(play, history)),
            Law.Of("equal-claims-alike", "streams with the same rate and terms get the same, however little there is", AlikeCases(), item => item.ServedAlike(play)),
            Law.Of("opening-order", "in which order streams are opened changes nothing", AlikeCases(), item => item.OrderIsNothing(play)),
            Law.Of("secured-work-is-paid", "an epoch that was secured when it began is paid, whatever the requester does", histories, history => EscrowExposureLaws.SecuredWorkIsPaid(play, history)),
            Law.Of("requester-loss-bounded", "a requester who gives notice loses at most what the exposure said", histories, history => EscrowExposureLaws.RequesterLossIsBounded(play, history)),
            Law.Of("provider-loss-bounded", "a provider that stops after the running epoch loses at most what the exposure said, whatever the requester and the arbiter do", histories, history => EscrowExposureLaws.ProviderLossIsBounded(play, history)),
            Law.Of("run-out-is-exact", "the money runs out in the epoch that was foretold, and not before", histories, history => EscrowExposureLaws.RunOutIsExact(play, history)),
            Law.Of("closing-reason-true", "the reason a stream closed for is what ended it", histories, history => EscrowReasonLaw.Holds(play, history)),
        ];
    }

    internal static IEnumerable<EscrowMoment> Played(EscrowPlay play, EscrowHistory history) =>
        EscrowHistory.Run(play, EscrowAccount.Open(EscrowHistory.Owner, Epoch.Zero), Epoch.Zero, history.Acts);

    private static Arbitrary<EqualStreams> AlikeCases() => Arb.From(
        from count in Gen.Choose(2, 4)
        from rate in Gen.Choose(1, 20)
        from size in Gen.Choose(0, 600)
        from other in Gen.Choose(0, 20)
        from deposits in Gen.ArrayOf(Gen.Choose(0, 300), 5)
        from waits in Gen.ArrayOf(Gen.Choose(0, 6), 5)
        select new EqualStreams(count, rate, size, other, deposits, waits));

    private static bool BooksBalance(EscrowPlay play, EscrowHistory history)
    {
        NetworkLedger ledger = NetworkLedger.Empty;
        foreach (EscrowMoment moment in Played(play, history))
        {
            ledger = ledger.Apply(moment.Move.Postings.AsSpan());
            if (ledger.BalanceOf(LedgerAccount.Escrow(EscrowHistory.Owner)) != moment.Move.Account.Total || !ledger.Totals.Difference.IsZero)
            {
                return false;
            }
        }

        return true;
    }

    private static bool StoredOnTheWay(EscrowPlay play, EscrowHistory history)
    {
        EscrowAccount stored = EscrowAccount.Open(EscrowHistory.Owner, Epoch.Zero);
        foreach (EscrowMoment moment in Played(play, history))
        {
            EscrowMove move = play(stored, moment.Act with { Wait = 0 }, moment.Now);
            stored = new EscrowAccount(
                move.Account.Owner, move.Account.Free, move.Account.AsOf, move.Account.AccruedTo, move.Account.Streams, move.Account.Jobs, move.Account.Closed);
            if (!move.Equals(moment.Move) || !stored.Equals(moment.Move.Account) || stored.Total != moment.Move.Account.Total)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SettlesToZero(EscrowPlay play, EscrowHistory history)
    {
        EscrowMoment last = Played(play, history).Last();
        EscrowMoment end = EscrowHistory.Run(play, last.Move.Account, last.Now, EscrowHistory.Ending(last.Move.Account)).Last();
        return end.Move.Account is { Total.IsZero: true, Streams.IsEmpty: true, Jobs.IsEmpty: true };
    }

    /// <summary>After the history every provider bills in every epoch, a unit less than what was rejected, and the requester rejects each bill.</summary>
    private static bool JobsEndInTime(EscrowPlay play, EscrowHistory history)
    {
        SortedDictionary<TaskId, Epoch> limits = [];
        (EscrowAccount account, Epoch now) = (EscrowAccount.Open(EscrowHistory.Owner, Epoch.Zero), Epoch.Zero);
        foreach (EscrowMoment moment in Played(play, history))
        {
            (account, now) = (moment.Move.Account, moment.Now);
            if (!AreInTime(account, limits))
            {
                return false;
            }
        }

        for (int round = 0; round < 25; round++)
        {
            now = now.Next;
            account = play(account, Settling, now).Account;
            for (int index = account.Jobs.Length - 1; index >= 0; index--)
            {
                EscrowJob job = account.Jobs[index];
                UInt128 bill = job.RejectedAt is null ? job.Price.Units : job.Billed!.Value.Units - 1;
                if (bill != UInt128.Zero)
                {
                    account = play(account, new EscrowAct(0, EscrowActKind.Bill, 0, index, (int)bill - 1), now).Account;
                    account = index < account.Jobs.Length ? play(account, new EscrowAct(0, EscrowActKind.Reject, 0, index, 0), now).Account : account;
                }
            }

            if (!AreInTime(account, limits))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreInTime(EscrowAccount account, SortedDictionary<TaskId, Epoch> limits)
    {
        foreach (EscrowJob job in account.Jobs)
        {
            limits.TryAdd(job.Id, job.Deadline + job.Terms.Review + job.Terms.DisputeWindow + job.Terms.DisputeWindow);
            if (account.AsOf >= limits[job.Id])
            {
                return false;
            }
        }

        return true;
    }

    private static bool OftenEqualsOnce(EscrowPlay play, EscrowHistory history)
    {
        EscrowAct last = Settling with { Wait = 3 };
        EscrowMoment[] once = [.. Played(play, history with { Acts = [.. history.Acts, last] })];
        EscrowAct[] steps =
        [
            .. history.Acts.Append(last).SelectMany(act =>
                Enumerable.Repeat(Settling with { Wait = 1 }, act.Wait).Append(Settling).Append(act with { Wait = 0 }).Append(Settling)),
        ];
        EscrowMoment[] often = [.. Played(play, history with { Acts = steps })];
        return once[^1].Move.Account.Equals(often[^1].Move.Account)
            && EscrowHistory.Wallets(once).SequenceEqual(EscrowHistory.Wallets(often));
    }
}
