using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Columns;

/// <summary>Each law of large networks is seen to fail on a large network that breaks it.</summary>
public sealed class LargeNetworkMutantTests
{
    private static readonly Dictionary<string, (string Law, LargeSystem System)> Mutants = new()
    {
        ["a score that rests does not fade"] = ("settles-alike", new ScoreStands()),
        ["who rests is at work for one unit less"] = ("settles-alike", new LessWork()),
        ["what rests is forgotten late"] = ("settles-alike", new NeverWakes()),
        ["a stake forgets since when it stands"] = ("there-and-back", new StoodForEver()),
        ["a share is rounded up"] = ("each-alike", new RoundsUp()),
        ["an explanation leaves out a step"] = ("each-alike", new SaysLess()),
        ["a part leaves out its last row"] = ("in-any-parts", new LosesARow()),
        ["a deposit is of one unit more"] = ("settles-alike", new DepositsMore()),
    };

    public static IEnumerable<object[]> Names => Mutants.Keys.Select(static name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void EachMutant_isFound(string name)
    {
        (string law, LargeSystem system) = Mutants[name];
        Mechanism mechanism = Mechanism.Create(build =>
        {
            SmallNetwork.Compose(build);
            build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)).LiabilityWindow(EpochSpan.Of(3))).Reputation(new BetaReputation { HalfLife = EpochSpan.Of(2) });
        });
        Assert.NotNull(LargeNetworkLaws.For(mechanism, system).Single(one => one.Name == law).FindViolation(cases: 200));
    }

    private static LargeNetwork With(LargeNetwork network, Action<RestingRowsBuilder, RestingRows> change)
    {
        RestingRowsBuilder rows = new(network.Rows, network.Rows.AsOf);
        change(rows, network.Rows);
        return new LargeNetwork(network.Frame, network.FrameRows, rows.ToRows());
    }

    private sealed class ScoreStands : LargeSystem
    {
        public override LargeNetwork After(LargeSettlement settlement)
        {
            RestingRows before = settlement.Before.Rows;
            return With(settlement.After, (rows, _) => rows.Put(RowNumber.Evidence, before.Names.Length == settlement.After.Names.Length ? before.Wide(RowNumber.Evidence) : null));
        }
    }

    private sealed class NeverWakes : LargeSystem
    {
        public override LargeNetwork After(LargeSettlement settlement) =>
            With(settlement.After, static (rows, before) => rows.Put(RowNumber.WakesAt, before.Narrow(RowNumber.WakesAt)?.Select(static at => at == 0 ? 0 : ulong.MaxValue).ToArray()));
    }

    private sealed class LessWork : LargeSystem
    {
        public override LargeReport Report(LargeNetwork network, EpochReport report) =>
            LargeReport.Of(network, report with { Participants = [.. report.Participants.Select(static row => row.Work > 0 && row.Missed.IsEmpty ? row with { Work = row.Work - 1 } : row)] });
    }

    private sealed class StoodForEver : LargeSystem
    {
        public override LargeNetwork Of(Mechanism mechanism, NetworkState state) => With(base.Of(mechanism, state), static (rows, _) => rows.Put(RowNumber.Since, (ulong[]?)null));
    }

    private sealed class RoundsUp : LargeSystem
    {
        public override ParticipantOutcome OutcomeOf(LargeSettlement settlement, ParticipantId participant) =>
            base.OutcomeOf(settlement, participant) is var outcome && settlement.Before.RestingRowOf(participant) >= 0 && !outcome.Reward.IsZero
                ? outcome with { Reward = outcome.Reward + Amount.One }
                : outcome;
    }

    private sealed class SaysLess : LargeSystem
    {
        public override Explanation Explain(Mechanism mechanism, LargeSettlement settlement, ParticipantId participant) =>
            base.Explain(mechanism, settlement, participant) is var said && said.Steps.Length > 1 ? said with { Steps = said.Steps.RemoveAt(0) } : said;
    }

    private sealed class LosesARow : LargeSystem
    {
        public override LargeSettlement? Settle(Mechanism mechanism, LargeNetwork network, LargeReport report, IPartRunner? runner, out string refusals) => runner is not { Parts: 3 }
            ? base.Settle(mechanism, network, report, runner, out refusals)
            : base.Settle(mechanism, network, LargeReport.Of(network, report.ToReport() with { Participants = report.ToReport().Participants is [.., _] all ? all.RemoveAt(all.Length - 1) : [] }), runner, out refusals);
    }

    private sealed class DepositsMore : LargeSystem
    {
        public override LargeNetwork Deposit(Mechanism mechanism, LargeNetwork network, ParticipantId participant, Amount amount) =>
            base.Deposit(mechanism, network, participant, amount + Amount.One);
    }
}
