using System.Numerics;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

/// <summary>Amounts, rates and bonds up to the largest there is: every act is done or refused by name, and no money is stuck or lost.</summary>
public sealed class EscrowLargeAmountTests
{
    private static readonly ParticipantId Owner = ParticipantId.Of("owner");
    private static readonly ParticipantId Provider = ParticipantId.Of("provider");

    private static readonly Amount[] Sizes =
    [
        Amount.One, Amount.Of(1_000), Amount.Of(UInt128.One << 64), Amount.Of(UInt128.One << 126), Amount.Of(UInt128.One << 127),
        Amount.Of(UInt128.MaxValue / 3), Amount.Of(UInt128.MaxValue - 1), Amount.MaxValue,
    ];

    private static readonly ulong[] Spans = [0, 1, 2, 5, ulong.MaxValue];

    [Fact]
    public void Escrow_anySize_isDoneOrRefusedAndConserves()
    {
        int done = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            EscrowAccount account = EscrowAccount.Open(Owner, Epoch.Zero);
            Epoch now = Epoch.Zero;
            for (int step = 0; step < 60; step++)
            {
                now += EpochSpan.Of((ulong)random.Next(3));
                Amount before = account.Total;
                try
                {
                    EscrowMove move = Act(account, random, step, now);
                    Assert.Equal(before.Units + Moved(move, isIn: true) - Moved(move, isIn: false), (BigInteger)move.Account.Total.Units);
                    account = move.Account;
                    done++;
                }
                catch (EscrowRefusedException)
                {
                    Assert.Equal(before, account.Total);
                }
            }
        }

        Assert.True(done > 7_000, $"only {done} acts of 24,000 were done");
    }

    /// <summary>What circulates is told twice: the figure stays at the largest amount, and the account goes on.</summary>
    [Fact]
    public void Stream_paidMoreThanAnAmount_goesOn()
    {
        Amount half = Amount.Of(UInt128.One << 127);
        EscrowTerms terms = new() { Lockup = EpochSpan.Zero, Review = EpochSpan.Zero, Grace = EpochSpan.MaxValue };
        TaskId stream = TaskId.Of("s");
        EscrowAccount account = EscrowAccount.Open(Owner, Epoch.Zero).OpenStream(stream, Provider, EpochRate.Of(half), terms, Epoch.Zero).Account;
        for (ulong epoch = 1; epoch < 5; epoch++)
        {
            EscrowMove move = account.Deposit(half, Epoch.Of(epoch));
            Assert.Equal((BigInteger)half.Units, Moved(move, isIn: false));
            account = move.Account;
        }

        Assert.Equal((Amount.MaxValue, Amount.Zero), (account.Streams[0].Paid, account.Total));
    }

    [Fact]
    public void Dispute_bondBeyondAnAmount_isRefused()
    {
        EscrowTerms terms = new() { DisputeBond = Amount.MaxValue };
        TaskId job = TaskId.Of("j");
        EscrowAccount account = EscrowAccount.Open(Owner, Epoch.Zero).Deposit(Amount.Of(10), Epoch.Zero).Account
            .OpenJob(job, Provider, Amount.Of(10), Epoch.Of(9), terms, Epoch.Zero).Account
            .Bill(job, Amount.Of(10), Epoch.Of(1)).Account;
        EscrowRefusedException refused = Assert.Throws<EscrowRefusedException>(() => account.Reject(job, Epoch.Of(1)));
        Assert.Equal(EscrowRefusal.DepositOverflow, refused.Refusal);
        Assert.Contains("bond", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Room is counted after what time alone has paid out.</summary>
    [Fact]
    public void Deposit_afterAPaymentThatIsDue_hasItsRoom()
    {
        EscrowTerms terms = new() { Lockup = EpochSpan.Zero, Review = EpochSpan.Zero };
        EscrowAccount account = EscrowAccount.Open(Owner, Epoch.Zero).Deposit(Amount.MaxValue, Epoch.Zero).Account
            .OpenStream(TaskId.Of("s"), Provider, EpochRate.Of(Amount.MaxValue), terms, Epoch.Zero).Account;
        Assert.Equal((BigInteger)UInt128.MaxValue, Moved(account.Deposit(Amount.One, Epoch.Of(1)), isIn: false));
    }

    private static EscrowMove Act(EscrowAccount account, Random random, int step, Epoch now)
    {
        Amount size = Sizes[random.Next(Sizes.Length)];
        TaskId open = account.Streams.IsEmpty ? TaskId.Of("none") : account.Streams[random.Next(account.Streams.Length)].Id;
        TaskId job = account.Jobs.IsEmpty ? TaskId.Of("none") : account.Jobs[random.Next(account.Jobs.Length)].Id;
        EscrowTerms terms = new()
        {
            Lockup = Span(random),
            Grace = Span(random),
            Review = Span(random),
            DisputeWindow = Span(random),
            DisputeBond = random.Next(2) == 0 ? Amount.Zero : size,
        };
        return random.Next(15) switch
        {
            0 or 1 => account.Deposit(size, now),
            2 => account.Withdraw(size, now),
            3 or 4 => account.OpenStream(TaskId.Of($"s{step}"), Provider, EpochRate.Of(size), terms, now, random.Next(3) == 0 ? now + EpochSpan.Of((ulong)random.Next(1, 6)) : null),
            5 => account.OpenJob(TaskId.Of($"j{step}"), Provider, size, now + EpochSpan.Of((ulong)random.Next(1, 6)), terms, now),
            6 => account.ChangeRate(open, EpochRate.Of(size), random.Next(2) == 0 ? EscrowParty.Requester : EscrowParty.Provider, now),
            7 => account.Stop(open, random.Next(2) == 0 ? EscrowParty.Requester : EscrowParty.Provider, now),
            8 => account.Bill(job, size, now),
            9 => account.Accept(job, size, now),
            10 => account.Reject(job, now),
            11 => account.ContestRejection(job, now),
            12 => account.DisputeEpochs(open, now.MinusToZero(EpochSpan.Of((ulong)random.Next(1, 3))), now, now),
            13 => account.Rule(random.Next(2) == 0 ? open : job, random.Next(2) == 0 ? EscrowRuling.OfAmount(size) : EscrowRuling.OfEpochs(EpochSpan.Of((ulong)random.Next(4))), now),
            _ => account.Settle(now),
        };
    }

    private static EpochSpan Span(Random random) => EpochSpan.Of(Spans[random.Next(Spans.Length)]);

    private static BigInteger Moved(EscrowMove move, bool isIn) =>
        move.Postings.Where(posting => (isIn ? posting.To : posting.From) == LedgerAccount.Escrow(Owner)).Aggregate(BigInteger.Zero, (sum, posting) => sum + posting.Amount.Units);
}
