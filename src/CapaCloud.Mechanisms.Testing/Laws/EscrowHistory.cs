using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A drawn history of one escrow, and a place in it.</summary>
internal sealed record EscrowHistory(EscrowAct[] Acts, int Mark)
{
    public static readonly ParticipantId Owner = ParticipantId.Of("requester");

    public static Arbitrary<EscrowHistory> Drawn(int events) => Arb.From(
        from count in Gen.Choose(1, events)
        from acts in Gen.ArrayOf(Act, count)
        from mark in Gen.Choose(0, count - 1)
        select new EscrowHistory([.. acts.Select((act, index) => act with { Name = index })], mark),
        Smaller);

    private static Gen<EscrowAct> Act =>
        from wait in Gen.Frequency((6, Gen.Constant(0)), (6, Gen.Choose(1, 3)), (1, Gen.Choose(4, 20)))
        from kind in Gen.Frequency(
            (5, Gen.Elements(EscrowActKind.Deposit, EscrowActKind.OpenStream)),
            (8, Gen.Choose(0, (int)EscrowActKind.RuleEpochs).Select(number => (EscrowActKind)number)))
        from subject in Gen.Choose(0, 7)
        from size in Gen.Choose(0, 600)
        select new EscrowAct(wait, kind, 0, subject, size);

    /// <summary>Plays acts one after the other, and says after each what was there.</summary>
    public static IEnumerable<EscrowMoment> Run(EscrowPlay play, EscrowAccount account, Epoch now, IEnumerable<EscrowAct> acts)
    {
        foreach (EscrowAct act in acts)
        {
            now += EpochSpan.Of((ulong)act.Wait);
            EscrowMove move = play(account, act, now);
            yield return new EscrowMoment(account, act, now, move);
            account = move.Account;
        }
    }

    /// <summary>What everybody got, less what was paid in, by wallet; paid in counts below zero.</summary>
    public static SortedDictionary<ParticipantId, Int128> Wallets(IEnumerable<EscrowMoment> moments)
    {
        SortedDictionary<ParticipantId, Int128> all = [];
        foreach (Posting posting in moments.SelectMany(moment => moment.Move.Postings))
        {
            Add(posting.To, (Int128)posting.Amount.Units);
            Add(posting.From, -(Int128)posting.Amount.Units);
        }

        return all;

        void Add(LedgerAccount account, Int128 amount)
        {
            if (account.Kind == LedgerAccountKind.Wallet)
            {
                all[account.Owner] = all.GetValueOrDefault(account.Owner) + amount;
            }
        }
    }

    /// <summary>Acts that end everything: notice for each stream, time for each window, and the account emptied.</summary>
    public static IEnumerable<EscrowAct> Ending(EscrowAccount account) =>
    [
        .. Enumerable.Range(0, account.Streams.Length).Reverse().Select(index => new EscrowAct(0, EscrowActKind.RequesterStops, 0, index, 0)),
        .. Enumerable.Repeat(new EscrowAct(1, EscrowActKind.Settle, 0, 0, 0), 40),
        new EscrowAct(0, EscrowActKind.Close, 0, 0, 0),
    ];

    public override string ToString() => $"mark {Mark}: {string.Join("; ", Acts)}";

    private static IEnumerable<EscrowHistory> Smaller(EscrowHistory history)
    {
        for (int size = history.Acts.Length / 2; size >= 1; size /= 2)
        {
            for (int at = 0; at + size <= history.Acts.Length && history.Acts.Length > size; at += size)
            {
                EscrowAct[] left = [.. history.Acts[..at], .. history.Acts[(at + size)..]];
                yield return new EscrowHistory(left, int.Min(history.Mark > at ? int.Max(at, history.Mark - size) : history.Mark, left.Length - 1));
            }
        }

        for (int at = 0; at < history.Acts.Length; at++)
        {
            foreach (UInt128 smaller in Shrink.WideInteger((UInt128)history.Acts[at].Size))
            {
                EscrowAct[] copy = [.. history.Acts];
                copy[at] = copy[at] with { Size = (int)smaller };
                yield return history with { Acts = copy };
            }
        }
    }
}
