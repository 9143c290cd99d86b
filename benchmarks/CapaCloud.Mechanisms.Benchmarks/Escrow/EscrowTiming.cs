using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Benchmarks.Escrow;

/// <summary>How long one epoch of 200,000 open streams takes: in columns, as accounts of four streams, and as one account; the best of a few runs.</summary>
internal static class EscrowTiming
{
    private const int Streams = 200_000;
    private const int Runs = 7;

    public static void Print(TextWriter output)
    {
        Columns(output);
        Accounts(output, 4);
        Accounts(output, Streams);
    }

    private static void Columns(TextWriter output)
    {
        StreamAccrualBenchmarks columns = new();
        Report(output, "StreamAccrual, 50,000 accounts of 4 streams in columns", columns.OneEpoch);
    }

    private static void Accounts(TextWriter output, int each)
    {
        EscrowAccount[] accounts = [.. Enumerable.Range(0, Streams / each).Select(number => Account(number, each))];
        Report(output, string.Create(CultureInfo.InvariantCulture, $"EscrowAccount.Settle, {accounts.Length:N0} accounts of {each:N0} streams"), () =>
        {
            for (int index = 0; index < accounts.Length; index++)
            {
                _ = accounts[index].Settle(Epoch.Of(11));
            }
        });
    }

    /// <summary>An account in the middle of its life, every third short of money for all its streams.</summary>
    private static EscrowAccount Account(int number, int streams)
    {
        EscrowTerms terms = new();
        Epoch now = Epoch.Of(10);
        ImmutableArray<EscrowStream> all =
        [
            .. Enumerable.Range(0, streams).Select(index => new EscrowStream
            {
                Id = TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"stream-{index:D6}")),
                Provider = ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"provider-{index:D6}")),
                Rate = EpochRate.Of((UInt128)(1_000 + (index % 7))),
                Terms = terms,
                Reserve = Amount.Of((UInt128)(1_000 + (index % 7))),
                AccruedTo = now,
                Earned = [new EscrowPeriod(Epoch.Of(9), now, EpochRate.Of((UInt128)(1_000 + (index % 7))))],
            }),
        ];
        Amount free = Amount.Of(number % 3 == 2 ? 10U : (UInt128)streams * 1_000_000);
        return new EscrowAccount(ParticipantId.Of(string.Create(CultureInfo.InvariantCulture, $"requester-{number}")), free, now, now, all, [], []);
    }

    private static void Report(TextWriter output, string what, Action epoch)
    {
        epoch();
        double best = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            epoch();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine(FormattableString.Invariant($"{what}: {best:F1} ms"));
    }
}
