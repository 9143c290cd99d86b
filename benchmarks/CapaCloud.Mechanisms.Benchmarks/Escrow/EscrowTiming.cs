using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Escrow;

namespace CapaCloud.Mechanisms.Benchmarks.Escrow;

/// <summary>
/// How long one epoch of 200,000 open streams takes: in columns, in 50,000 accounts of four streams, and in one account. Epoch after epoch, each from the account the one
/// before left; every payment is made. Then what it costs to look at every stream, and to open one more.
/// </summary>
internal static class EscrowTiming
{
    private const int Streams = 200_000;
    private const int WarmUp = 10;
    private const int Epochs = 21;

    public static void Print(TextWriter output)
    {
        StreamAccrualBenchmarks columns = new();
        Report(output, "StreamAccrual, 50,000 accounts of 4 streams in columns", _ => columns.OneEpoch());
        Accounts(output, 4);
        Accounts(output, Streams);
    }

    private static void Accounts(TextWriter output, int each)
    {
        EscrowAccount[] accounts = [.. Enumerable.Range(0, Streams / each).Select(number => Account(number, each))];
        string what = string.Create(CultureInfo.InvariantCulture, $"{accounts.Length:N0} accounts of {each:N0} streams");
        long paid = 0;
        Report(output, $"EscrowAccount.Settle, {what}", epoch =>
        {
            for (int index = 0; index < accounts.Length; index++)
            {
                EscrowMove move = accounts[index].Settle(Epoch.Of(epoch));
                accounts[index] = move.Account;
                paid += move.Postings.Length;
            }
        });
        output.WriteLine(FormattableString.Invariant($"  {paid / (Epochs + WarmUp):N0} payments an epoch, {accounts.Sum(account => account.Streams.Length):N0} streams open at the end"));
        ulong next = 11 + Epochs + WarmUp;
        Report(output, "  an epoch and a look at every stream", epoch =>
        {
            for (int index = 0; index < accounts.Length; index++)
            {
                accounts[index] = accounts[index].Settle(Epoch.Of(epoch + next)).Account;
                _ = accounts[index].Streams;
            }
        });
        EscrowAccount one = accounts[0];
        Report(output, "  a stream opened in the first account", epoch =>
            one = one.OpenStream(TaskId.Of(string.Create(CultureInfo.InvariantCulture, $"more-{epoch}")), one.Owner, EpochRate.Of(1U), new EscrowTerms(), one.AsOf).Account);
    }

    /// <summary>An account in the middle of its life, every third short of money for all its streams.</summary>
    private static EscrowAccount Account(int number, int streams)
    {
        EscrowTerms terms = new() { Grace = EpochSpan.Of(1_000) };
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

    private static void Report(TextWriter output, string what, Action<ulong> epoch)
    {
        for (ulong run = 0; run < WarmUp; run++)
        {
            epoch(11 + run);
        }

        double[] times = new double[Epochs];
        for (int run = 0; run < Epochs; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            epoch((ulong)(11 + WarmUp + run));
            times[run] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        output.WriteLine(FormattableString.Invariant($"{what}: best {times[0]:F1} ms, half of {Epochs} epochs within {times[Epochs / 2]:F1} ms"));
    }
}
