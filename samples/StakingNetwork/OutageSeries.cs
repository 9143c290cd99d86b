using System.Globalization;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>128 epochs of real duties under two policies: one that takes a network-wide outage for everybody's own fault, one that does not.</summary>
internal static class OutageSeries
{
    private const ulong SlotsForEachDuty = 32;

    private static readonly Amount Bond = Amount.Of(8_000_000_000);

    private static readonly Proportion Tolerance = Proportion.Percent(5);

    private static readonly ISlashingCurve Curve = SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Tolerance);

    /// <summary>The share of the stake at fault above which the software is at fault, and nobody is charged.</summary>
    private static readonly Proportion CircuitBreaker = Proportion.FromQuotient(1, 3, Rounding.Down);

    public static bool Show(InputFiles input)
    {
        AnsiConsole.Write(new Rule("[bold]The series: outages of the network and faults of validators[/]").LeftJustified());
        AnsiConsole.WriteLine("Assumed: each validator's bond is 8 ETH (8,000,000,000 Gwei). Policy: beyond 5 % missed, up to 1 % of the bond an interval.");
        Dictionary<ulong, TableRow> intervals = input.Table("rocketpool/testnet_intervals.csv").ToDictionary(row => row.Word("interval"));
        Book individual = new();
        Book breaker = new();
        List<(ulong Interval, Proportion Share)> outages = [];
        int refused = 0;
        int reports = 0;
        foreach (IGrouping<ulong, TableRow> interval in input.Table("rocketpool/testnet_minipool_series.csv").GroupBy(row => row.Word("interval")))
        {
            TableRow header = intervals[interval.Key];
            ulong slots = header.Word("slot_end") - header.Word("slot_start") + 1;
            ulong possible = ((slots - 1) / SlotsForEachDuty) + 1;
            List<(ParticipantId Validator, DutyReport Report)> accepted = [];
            foreach (TableRow row in interval)
            {
                DutyReport report = new(row.Word("attestations_ok"), row.Word("attestations_missed"));
                reports++;
                if (report.IsPossible(possible, out _))
                {
                    accepted.Add((ParticipantId.Of($"minipool-{row.Text("minipool_id")}"), report));
                }
                else
                {
                    refused++;
                }
            }

            // Every bond is the same, so the share of stake at fault is the share of validators beyond the tolerance.
            int atFault = accepted.Count(item => item.Report.Severity > Tolerance);
            Proportion share = accepted.Count == 0
                ? Proportion.Zero
                : Proportion.FromQuotient((UInt128)atFault, (UInt128)accepted.Count, Rounding.Up);
            bool isOpen = share > CircuitBreaker;
            if (isOpen)
            {
                outages.Add((interval.Key, share));
            }

            individual.Settle(interval.Key, accepted, isSuspended: false);
            breaker.Settle(interval.Key, accepted, isSuspended: isOpen);
        }

        Table table = new Table().AddColumn("policy").AddColumn("penalties", column => column.RightAligned())
            .AddColumn("Gwei taken", column => column.RightAligned()).AddColumn("of it in 55 and 62", column => column.RightAligned())
            .AddColumn("hardest hit loses", column => column.RightAligned());
        individual.AddTo(table, "everybody answers for the outage");
        breaker.AddTo(table, "circuit breaker above 1/3 of the stake");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            $"The breaker held in {outages.Count} {(outages.Count == 1 ? "interval" : "intervals")}: {string.Join(", ", outages.Select(item => $"{item.Interval} ({Percent(item.Share)} at fault)"))}.");
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{reports:N0} reports, {refused} refused; books of both policies: difference {individual.Difference} and {breaker.Difference}.");
        return individual.Difference.IsZero && breaker.Difference.IsZero && refused == 0
            && breaker.TakenIn(55).IsZero && breaker.TakenIn(62).IsZero;
    }

    private static string Percent(Proportion share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share.Parts / (Proportion.PartsPerOne / 1000) / 10m:0.0} %");

    /// <summary>The stakes of all validators under one policy.</summary>
    private sealed class Book
    {
        private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(8), LiabilityWindow = EpochSpan.Of(8) };

        private readonly Dictionary<ParticipantId, StakeAccount> _stakes = [];
        private readonly Dictionary<ulong, Amount> _takenByInterval = [];
        private Amount _in;
        private Amount _burned;
        private int _penalties;

        public SignedAmount Difference =>
            SignedAmount.Change(_burned + SlashableTotal.Of(_stakes.Values).Total, _in);

        public Amount TakenIn(ulong interval) => _takenByInterval.GetValueOrDefault(interval);

        public void Settle(ulong interval, List<(ParticipantId Validator, DutyReport Report)> reports, bool isSuspended)
        {
            Epoch now = Epoch.Of(interval);
            foreach ((ParticipantId validator, DutyReport report) in reports)
            {
                if (!_stakes.TryGetValue(validator, out StakeAccount? stake))
                {
                    stake = StakeAccount.Open(validator).Deposit(Bond, now, Rules).Account;
                    _in += Bond;
                }

                Proportion part = isSuspended ? Proportion.Zero : Curve.Evaluate(new OffenceContext { Severity = report.Severity });
                StakeSlash slash = stake.Slash(now, part, now, Rules);
                _stakes[validator] = slash.Account;
                _burned += slash.Taken;
                _penalties += slash.Taken.IsZero ? 0 : 1;
                _takenByInterval[interval] = TakenIn(interval) + slash.Taken;
            }
        }

        public void AddTo(Table table, string name)
        {
            Amount outages = TakenIn(55) + TakenIn(62);
            Amount least = _stakes.Values.Aggregate(Bond, (smallest, stake) => Amount.Min(smallest, stake.Total));
            table.AddRow(
                name, _penalties.ToString("N0", CultureInfo.InvariantCulture), Digits(_burned), Digits(outages), Digits(Bond - least));
        }

        private static string Digits(Amount amount) => amount.Units.ToString("N0", CultureInfo.InvariantCulture);
    }
}
