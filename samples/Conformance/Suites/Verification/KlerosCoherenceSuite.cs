using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Kleros;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification.Juries;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>
/// Kleros' execution of rulings. A list of votes names no jurors; where the source's test has two or three jurors with
/// several votes, votes of the same choice are the same juror's, as there.
/// </summary>
internal sealed class KlerosCoherenceSuite : ConformanceSuite
{
    public override string File => "verification/kleros-coherence.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        JuryVote[] votes = [.. item.Inputs.GetProperty("votes").EnumerateArray().Select((vote, position) => vote.ValueKind == JsonValueKind.Null
            ? new JuryVote(ParticipantId.Of($"silent{position}"), null)
            : new JuryVote(ParticipantId.Of($"votes{vote.GetInt32()}"), vote.GetInt32()))];
        Amount fee = AmountOf(item.OptionalInput("feePerVoteWei") ?? "0");
        JuryTerms terms = KlerosCourt.Terms(AmountOf(item.Input("minStake")), uint.Parse(item.Input("alphaBps"), CultureInfo.InvariantCulture), fee);
        Amount fees = item.OptionalInput("feePoolWei") is { } pool ? AmountOf(pool) : fee.Multiply((UInt128)votes.Length, UInt128.One, Rounding.Down);
        JuryOutcome outcome = Jury.Settle(terms, votes, fees);
        Dictionary<string, string> actual = Figures(item, terms, outcome);
        string[] keys = [.. item.Expected.EnumerateObject().Select(property => property.Name)];
        string? unknown = keys.FirstOrDefault(key => !actual.ContainsKey(key));
        return unknown is not null
            ? new CaseOutcome.NotCovered($"the figure '{unknown}' is not known")
            : CaseOutcome.Compare(
                string.Join("; ", keys.Select(key => $"{key} {Plain(item.Expected.GetProperty(key))}")),
                string.Join("; ", keys.Select(key => $"{key} {actual[key]}")));
    }

    private static Dictionary<string, string> Figures(VectorCase item, JuryTerms terms, JuryOutcome outcome)
    {
        JurorOutcome? loser = outcome.Jurors.Cast<JurorOutcome?>().FirstOrDefault(juror => !juror!.Value.Penalty.IsZero);
        JurorOutcome? winner = outcome.Jurors.Cast<JurorOutcome?>().FirstOrDefault(juror => !juror!.Value.StakeReward.IsZero);
        Amount[] stakes = item.Inputs.TryGetProperty("stakes", out VectorValue given)
            ? [.. given.EnumerateArray().Select(value => Amount.FromUnits(value.GetUInt64()))]
            : [];
        Dictionary<string, string> figures = new()
        {
            ["coherent"] = outcome.CoherentVotes.ToString(CultureInfo.InvariantCulture),
            ["pnkPenalties"] = outcome.Penalties.ToString(),
            ["pnkRewardPerCoherentVote"] = outcome.StakeRewardPerVote.ToString(),
            ["feeRewardPerCoherentVoteWei"] = outcome.FeePerCoherentVote.ToString(),
            ["sumFeeRewardWei"] = Sum(outcome.Jurors.Select(juror => juror.Fee)).ToString(),
            ["sumFeeReward"] = Sum(outcome.Jurors.Select(juror => juror.Fee)).ToString(),
            ["leftoverTo"] = outcome.StakeLeftOver.IsZero ? "nobody" : "owner",
            ["leftoverPnk"] = outcome.StakeLeftOver.ToString(),
            ["leftoverFeeWei"] = outcome.FeesLeftOver.ToString(),

            // The source's two numbers are the stake before and after the penalty.
            ["loserStake"] = loser is { } one ? $"2000,{Amount.FromUnits(2_000) - one.Penalty}" : "",
            ["byJuror"] = string.Join(",", new[] { 1, 2, 0 }.Select((choice, position) =>
                $"s{position + 1}={outcome.Jurors.FirstOrDefault(juror => juror.Juror == ParticipantId.Of($"votes{choice}")).Fee}")),
        };
        if (stakes.Length == 2 && loser is { } incoherent && winner is { } coherent)
        {
            Amount left = stakes[0] - incoherent.Penalty;
            figures["loserStakeAfterPenalty"] = left.ToString();
            figures["loserUnstakedBecauseBelowMin"] = terms.IsEligible(left) ? "false" : "true";
            figures["winnerStakeAfter"] = (stakes[1] + coherent.StakeReward).ToString();
        }

        return figures;
    }

    private static string Plain(VectorValue value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(",", value.EnumerateArray().Select(Plain)),
        JsonValueKind.Object => string.Join(",", value.EnumerateObject().Select(property => $"{property.Name}={Plain(property.Value)}")),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);

    private static Amount AmountOf(string text) => Amount.Parse(text);
}
