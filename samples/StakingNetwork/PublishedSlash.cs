using System.Globalization;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.StakingNetwork;

/// <summary>A real slash of 5 % on the delegators of five validators, one of which had lost 0.01 % before.</summary>
internal static class PublishedSlash
{
    private const string SlashedBefore = "fox99";

    private static readonly Proportion Downtime = Proportion.BasisPoints(1);

    private static readonly Proportion DoubleSign = Proportion.Percent(5);

    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(21), LiabilityWindow = EpochSpan.Of(21) };

    public static bool Show(InputFiles input)
    {
        AnsiConsole.Write(new Rule("[bold]A real slash of 5 %[/]").LeftJustified());
        AnsiConsole.WriteLine("Stakes are not published: they are inferred from the losses, as loss / 0.05 (fox99: loss / 0.049995, to the nearest unit),");
        AnsiConsole.WriteLine("so equal losses prove the arithmetic, not the stakes. Penalties round up to the unit; the chain's own rounded down.");
        TableRow[] delegations = [.. input.Table("persistence-slash/delegator_slashes.csv")];
        Table table = new Table().AddColumn("validator").AddColumns("delegations", "published uxprt", "settled uxprt", "equal", "off by 1", "inferred stake a whole XPRT");
        List<string> differences = [];
        bool near = true;
        foreach (TableRow validator in input.Table("persistence-slash/validators.csv"))
        {
            Tally tally = Settle(validator, delegations, differences);
            Amount published = validator.Amount("slashed_uxprt");
            table.AddRow(
                validator.Text("name"),
                tally.Delegations.ToString(CultureInfo.InvariantCulture),
                Digits(published) + (tally.Published == published ? "" : " [red](rows sum to another total)[/]"),
                Digits(tally.Settled),
                tally.Equal.ToString(CultureInfo.InvariantCulture),
                tally.OffByOne.ToString(CultureInfo.InvariantCulture),
                tally.WholeStakes.ToString(CultureInfo.InvariantCulture));
            near &= tally.Published == published && tally.Equal + tally.OffByOne == tally.Delegations
                && tally.Delegations == (int)validator.Word("delegators_slashed");
        }

        AnsiConsole.Write(table);
        Proportion both = new MultiplicativeCombination().Combine([new PenaltyPart(Epoch.Of(1), Downtime), new PenaltyPart(Epoch.Of(2), DoubleSign)]);
        AnsiConsole.MarkupLineInterpolated($"{SlashedBefore}: 0.01 % and then 5 % of what is left cost {both} together, not {Downtime.AddToOne(DoubleSign)}.");
        AnsiConsole.MarkupLineInterpolated(differences.Count == 0
            ? (FormattableString)$"Differences: none in {delegations.Length} delegations."
            : $"Differences ({differences.Count}):");
        foreach (string difference in differences)
        {
            AnsiConsole.MarkupLineInterpolated($"  {difference}");
        }

        return near;
    }

    private static Tally Settle(TableRow validator, TableRow[] delegations, List<string> differences)
    {
        ParticipantId operatorId = ParticipantId.Of(validator.Text("validator"));
        bool slashedBefore = validator.Text("name") == SlashedBefore;
        Tally tally = new();
        foreach (TableRow delegation in delegations.Where(row => row.Text("validator") == validator.Text("validator")))
        {
            Amount loss = delegation.Amount("slashed_uxprt");
            Amount stake = slashedBefore ? loss.Multiply(1_000_000, 49_995, Rounding.HalfUp) : loss.Multiply(20, 1, Rounding.Down);
            StakeAccount account = StakeAccount.Open(ParticipantId.Of(delegation.Text("delegator"))).Deposit(stake, operatorId, Epoch.Of(1), Rules).Account;
            if (slashedBefore)
            {
                account = account.Slash(operatorId, Epoch.Of(1), Downtime, Epoch.Of(1), Rules).Account;
            }

            // The second fault is of a later epoch: it is charged on what the first has left.
            Amount taken = account.Slash(operatorId, Epoch.Of(2), DoubleSign, Epoch.Of(2), Rules).Taken;
            tally.Add(loss, taken, stake);
            if (taken != loss)
            {
                differences.Add($"{delegation.Text("delegator")} with {validator.Text("name")}: published {loss}, settled {taken} uxprt");
            }
        }

        return tally;
    }

    private static string Digits(Amount amount) => amount.Units.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Tally
    {
        private static readonly UInt128 WholeToken = 1_000_000;

        public int Delegations { get; private set; }

        public int Equal { get; private set; }

        public int OffByOne { get; private set; }

        public int WholeStakes { get; private set; }

        public Amount Published { get; private set; }

        public Amount Settled { get; private set; }

        public void Add(Amount published, Amount settled, Amount stake)
        {
            Delegations++;
            Equal += published == settled ? 1 : 0;
            OffByOne += SignedAmount.Change(published, settled).Magnitude == Amount.One ? 1 : 0;
            WholeStakes += stake.Units % WholeToken == UInt128.Zero ? 1 : 0;
            Published += published;
            Settled += settled;
        }
    }
}
