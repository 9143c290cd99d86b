using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Kleros;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>
/// Kleros' execution of rulings. A list of votes names no jurors; where the source's test has two or three jurors with several votes, votes
/// of the same choice are the same juror's, as there, and stakes are given in the order in which the jurors first appear. Where nobody
/// appealed and the stakes suffice, the core's jury must pay the same.
/// </summary>
internal sealed class KlerosCoherenceSuite : ConformanceSuite
{
    public override string File => "verification/kleros-coherence.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        List<int?> jurors = [];
        KlerosVote[] votes = [.. item.Inputs.GetProperty("votes").EnumerateArray().Select(vote => Vote(vote, jurors))];
        Amount fee = AmountOf(item.OptionalInput("feePerVoteWei") ?? "0");
        Amount fees = item.OptionalInput("feePoolWei") is { } pool ? AmountOf(pool) : fee.Multiply((UInt128)votes.Length, UInt128.One, Rounding.Down);
        Amount[] stakes = item.Inputs.TryGetProperty("stakes", out VectorValue given)
            ? [.. given.EnumerateArray().Select(value => AmountOf(value.Text()))]
            : [];
        KlerosRound round = new()
        {
            MinStake = AmountOf(item.Input("minStake")),
            AlphaBasisPoints = uint.Parse(item.Input("alphaBps"), CultureInfo.InvariantCulture),
        };
        KlerosRuling own = KlerosRuling.Of(votes);
        bool isTied = item.Has("tied") ? item.Input("tied") == "true" : own.IsTied && !item.Has("winningChoice");
        KlerosRuling ruling = new(item.Has("winningChoice") ? int.Parse(item.Input("winningChoice"), CultureInfo.InvariantCulture) : own.Choice, isTied);
        KlerosExecution execution = round.Execute(votes, ruling, fees, stakes);
        if (stakes.Length == 0 && ruling == own && Core(round, votes, fees) is { } core
            && (core.Penalties, core.StakeLeftOver, core.FeesLeftOver) != (execution.Penalties, execution.PenaltiesLeftOver, execution.FeesLeftOver))
        {
            return new CaseOutcome.Mismatched($"{core.Penalties} by the core", $"{execution.Penalties} by the network's rule");
        }

        Dictionary<string, string> actual = Figures(item, execution);
        string[] keys = [.. item.Expected.EnumerateObject().Select(property => property.Name)];
        string? unknown = keys.FirstOrDefault(key => !actual.ContainsKey(key));
        return unknown is not null
            ? new CaseOutcome.NotCovered($"the figure '{unknown}' is not known")
            : CaseOutcome.Compare(
                string.Join("; ", keys.Select(key => $"{key} {Plain(item.Expected.GetProperty(key))}")),
                string.Join("; ", keys.Select(key => $"{key} {actual[key]}")));
    }

    private static KlerosVote Vote(VectorValue vote, List<int?> jurors)
    {
        int? choice = vote.ValueKind == JsonValueKind.Null ? null : vote.GetInt32();
        int juror = choice is null ? -1 : jurors.IndexOf(choice);
        if (juror < 0)
        {
            juror = jurors.Count;
            jurors.Add(choice);
        }

        return new KlerosVote(juror, choice);
    }

    private static JuryOutcome? Core(KlerosRound round, KlerosVote[] votes, Amount fees) => round.AlphaBasisPoints > KlerosRound.BasisPointsInOne
        ? null
        : Jury.Settle(
            KlerosCourt.Terms(round.MinStake, round.AlphaBasisPoints, Amount.Zero),
            [.. votes.Select(vote => new JuryVote(ParticipantId.Of($"juror{vote.Juror}"), vote.Choice))],
            fees);

    private static Dictionary<string, string> Figures(VectorCase item, KlerosExecution execution)
    {
        Amount paid = execution.Jurors.Aggregate(Amount.Zero, (sum, juror) => sum + juror.Fee);
        KlerosJuror loser = execution.Jurors.FirstOrDefault(juror => !juror.Penalty.IsZero);
        KlerosJuror winner = execution.Jurors.FirstOrDefault(juror => !juror.Reward.IsZero);
        Dictionary<string, string> figures = new()
        {
            ["coherent"] = execution.CoherentVotes.ToString(CultureInfo.InvariantCulture),
            ["pnkPenalties"] = execution.Penalties.ToString(),
            ["pnkRewardPerCoherentVote"] = execution.RewardPerVote.ToString(),
            ["feeRewardPerCoherentVoteWei"] = execution.FeePerVote.ToString(),
            ["sumFeeRewardWei"] = paid.ToString(),
            ["sumFeeReward"] = paid.ToString(),
            ["leftoverTo"] = execution.PenaltiesLeftOver.IsZero && execution.FeesLeftOver.IsZero ? "nobody" : "owner",
            ["leftoverPnk"] = execution.PenaltiesLeftOver.ToString(),
            ["leftoverFeeWei"] = execution.FeesLeftOver.ToString(),
            ["byJuror"] = string.Join(",", execution.Jurors.Select((juror, position) => $"s{position + 1}={juror.Fee}")),
            ["loserStakeAfterPenalty"] = $"{loser.Stake}",
            ["loserUnstakedBecauseBelowMin"] = loser.IsUnstaked ? "true" : "false",
            ["winnerStakeAfter"] = $"{winner.Stake + winner.Reward}",
        };
        if (item.Expected.TryGetProperty("loserStake", out VectorValue stake))
        {
            // The source's two numbers are the stake before and after the penalty; the one before stands nowhere else.
            string before = stake[0].Text();
            figures["loserStake"] = $"{before},{AmountOf(before) - loser.Penalty}";
        }

        return figures;
    }

    private static string Plain(VectorValue value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(",", value.EnumerateArray().Select(Plain)),
        JsonValueKind.Object => string.Join(",", value.EnumerateObject().Select(property => $"{property.Name}={Plain(property.Value)}")),
        _ => value.Text(),
    };

    private static Amount AmountOf(string text) => Amount.Parse(text);
}
