using System.Diagnostics;
using CapaCloud.Mechanisms.Escrow;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Tests.Markets.Escrows;

public sealed class StreamAccrualTests(ITestOutputHelper output)
{
    private const int Streams = 200_000;
    private const int StreamsEach = 4;

    /// <summary>The time is printed, never asserted; that nothing is allocated is.</summary>
    [Fact]
    public void Accrue_twoHundredThousandStreams_allocatesNothing()
    {
        EpochRate[] rates = [.. Enumerable.Range(0, Streams).Select(stream => EpochRate.Of((UInt128)(1_000_000_000_000UL + ((ulong)stream * 7919))))];
        int[] firstStreams = [.. Enumerable.Range(0, (Streams / StreamsEach) + 1).Select(account => account * StreamsEach)];
        Amount[] free = [.. Enumerable.Range(0, Streams / StreamsEach).Select(account => Amount.Of(account % 3 == 0 ? (UInt128)1_000 : 1_000_000_000_000_000_000UL))];
        Amount[] earned = new Amount[Streams];
        EpochSpan[] funded = new EpochSpan[free.Length];
        Assert.Equal(0, Allocation.Least(() => StreamAccrual.Accrue(rates, firstStreams, EpochSpan.One, free, earned, funded)));
        long start = Stopwatch.GetTimestamp();
        StreamAccrual.Accrue(rates, firstStreams, EpochSpan.One, free, earned, funded);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{Streams} streams of {free.Length} accounts, one epoch: {time.TotalMilliseconds} ms");
        Assert.All(Enumerable.Range(0, free.Length), account => Assert.Equal(account % 3 == 0 ? 0UL : 1UL, funded[account].Epochs));
    }

    /// <summary>The column and the account are one rule.</summary>
    [Theory]
    [InlineData(0, 9)]
    [InlineData(59, 9)]
    [InlineData(60, 1)]
    [InlineData(1000, 7)]
    public void Accrue_oneAccount_earnsWhatTheAccountPays(int deposit, ulong epochs)
    {
        EscrowTerms terms = new() { Lockup = EpochSpan.Zero, Review = EpochSpan.Zero, Grace = EpochSpan.MaxValue };
        EpochRate[] rates = [EpochRate.Of(10), EpochRate.Of(20), EpochRate.Of(30)];
        EscrowAccount account = EscrowAccount.Open(ParticipantId.Of("a"), Epoch.Zero).Deposit(Amount.Of((UInt128)deposit + 1), Epoch.Zero).Account;
        for (int stream = 0; stream < rates.Length; stream++)
        {
            account = account.OpenStream(TaskId.Of($"s{stream}"), ParticipantId.Of("p"), rates[stream], terms, Epoch.Zero).Account;
        }

        Amount free = Amount.Of((UInt128)deposit + 1);
        Amount[] earned = new Amount[3];
        EpochSpan funded = StreamAccrual.Accrue(rates, EpochSpan.Of(epochs), ref free, earned);
        account = account.Settle(Epoch.Of(epochs)).Account;
        Assert.Equal((free, Epoch.Zero + funded), (account.Free, account.AccruedTo));
        Assert.Equal(earned, account.Streams.Select(stream => stream.Paid));
    }

    [Fact]
    public void Accrue_ratesThatOverflow_payNothing()
    {
        Amount free = Amount.MaxValue;
        Amount[] earned = new Amount[2];
        Assert.Equal(EpochSpan.Zero, StreamAccrual.Accrue([EpochRate.Of(Amount.MaxValue), EpochRate.Of(1)], EpochSpan.One, ref free, earned));
        Assert.Equal((Amount.MaxValue, Amount.Zero), (free, earned[0]));
    }

    [Fact]
    public void Accrue_columnsThatDoNotFit_areRefused()
    {
        Amount[] one = new Amount[1];
        EpochSpan[] funded = new EpochSpan[1];
        EpochRate[] rates = [EpochRate.Of(1)];
        Assert.Throws<ArgumentException>(() => StreamAccrual.Accrue(rates, [0], EpochSpan.One, one, one, funded));
        Assert.Throws<ArgumentException>(() => StreamAccrual.Accrue(rates, [0, 2], EpochSpan.One, one, one, funded));
        Assert.Throws<ArgumentException>(() => StreamAccrual.Accrue(rates, [1, 1], EpochSpan.One, one, one, funded));
        Assert.Throws<ArgumentException>(() => StreamAccrual.Accrue(rates, [0, 0], EpochSpan.One, one, one, funded));
    }

    [Fact]
    public void Rate_overASpanTooLong_isRefusedWithBoth()
    {
        OverflowException refused = Assert.Throws<OverflowException>(() => EpochRate.Of(Amount.MaxValue).Over(EpochSpan.Of(2)));
        Assert.Contains("units an epoch over 2 epochs", refused.Message, StringComparison.Ordinal);
        Assert.Equal(EpochSpan.Of(9), EpochRate.Of(10).PaidBy(Amount.Of(99)));
        Assert.Equal(EpochSpan.MaxValue, EpochRate.Zero.PaidBy(Amount.Zero));
    }
}
