using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Streams with one rate and one set of terms, beside one other, on money that comes in pieces and is too little.</summary>
internal sealed record EqualStreams(int Count, int Rate, int Size, int Other, int[] Deposits, int[] Waits)
{
    public bool ServedAlike(EscrowPlay play)
    {
        (EscrowAccount account, Epoch now) = Opened(Enumerable.Range(0, Count + 1));
        foreach ((int deposit, int wait) in Deposits.Zip(Waits))
        {
            now += EpochSpan.Of((ulong)wait);
            account = play(account, new EscrowAct(wait, EscrowActKind.Settle, 0, 0, 0), now).Account;
            if (Enumerable.Range(0, Count).Select(number => Served(account, number)).Distinct().Count() > 1)
            {
                return false;
            }

            account = play(account, new EscrowAct(0, EscrowActKind.Deposit, 0, 0, deposit), now).Account;
        }

        return true;
    }

    public bool OrderIsNothing(EscrowPlay play)
    {
        (EscrowAccount one, Epoch now) = Opened(Enumerable.Range(0, Count + 1), play);
        (EscrowAccount other, _) = Opened(Enumerable.Range(0, Count + 1).Reverse(), play);
        foreach ((int deposit, int wait) in Deposits.Zip(Waits))
        {
            now += EpochSpan.Of((ulong)wait);
            EscrowAct act = new(wait, EscrowActKind.Deposit, 0, 0, deposit + 1);
            (one, other) = (play(one, act, now).Account, play(other, act, now).Account);
            if (!one.Equals(other))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => $"{Count} streams at {Rate}, one at {Other}, terms {Size}, deposits {string.Join(" ", Deposits)}, waits {string.Join(" ", Waits)}";

    private static Amount Served(EscrowAccount account, int number)
    {
        TaskId id = TaskId.Of($"s{number}");
        EscrowStream? open = account.Streams.FirstOrDefault(stream => stream.Id == id);
        return open is null ? account.Closed.Single(closed => closed.Id == id).Paid : open.Paid + open.EarnedAmount();
    }

    private (EscrowAccount Account, Epoch Now) Opened(IEnumerable<int> order, EscrowPlay? play = null)
    {
        EscrowTerms terms = new EscrowAct(0, default, 0, 0, Size).Terms();
        Amount most = EpochRate.Of((UInt128)int.Max(Rate, Other)).Over(terms.Lockup);
        EscrowAccount account = EscrowAccount.Open(ParticipantId.Of("requester"), Epoch.Zero);
        Amount start = Amount.Of((most.Units * (UInt128)(Count + 1)) + (UInt128)Deposits[0] + 1);
        account = account.Deposit(start, Epoch.Zero).Account;
        foreach (int number in order)
        {
            EpochRate rate = EpochRate.Of((UInt128)(number < Count ? Rate : Other));
            account = account.OpenStream(TaskId.Of($"s{number}"), ParticipantId.Of($"p{number}"), rate, terms, Epoch.Zero).Account;
            account = play is null ? account : play(account, new EscrowAct(0, EscrowActKind.Settle, 0, 0, 0), Epoch.Zero).Account;
        }

        return (account, Epoch.Zero);
    }
}
