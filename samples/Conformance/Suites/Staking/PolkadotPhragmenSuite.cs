using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class PolkadotPhragmenSuite : ConformanceSuite
{
    public override string File => "staking/polkadot_phragmen.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "normalize_to_sum" => Normalize(item),
        "seq_phragmen" => Elect(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome Normalize(VectorCase item)
    {
        UInt128[] values = [.. Strings(item.Inputs, "values").Select(value => UInt128.Parse(value, CultureInfo.InvariantCulture))];
        PolkadotNormalization.Normalize(values, UInt128.Parse(item.Input("target"), CultureInfo.InvariantCulture));
        return CaseOutcome.Compare(string.Join(" ", Strings(item.Expected, "values")), string.Join(" ", values));
    }

    private static CaseOutcome Elect(VectorCase item)
    {
        PhragmenVoter[] voters =
        [
            .. item.Inputs.GetProperty("voters").EnumerateArray()
                .Select(voter => new PhragmenVoter(Read.Text(voter, "who"), Read.Amount(Read.Text(voter, "budget")), [.. Strings(voter, "targets")])),
        ];
        PhragmenOutcome outcome = SequentialPhragmen.Elect([.. Strings(item.Inputs, "candidates")], voters, int.Parse(item.Input("seats"), CultureInfo.InvariantCulture));
        string expected = string.Join(" ", item.Expected.GetProperty("winners").EnumerateArray()
            .Select(winner => $"{Read.Text(winner, "who")}:{Read.Text(winner, "backed_stake")}:{Read.Text(winner, "round")}"));
        string actual = string.Join(" ", outcome.Winners.Select((winner, seat) => $"{winner.Candidate}:{winner.Stake}:{seat}"));
        if (item.Expected.TryGetProperty("stake_distribution", out VectorValue distribution))
        {
            expected += " " + string.Join(" ", distribution.EnumerateObject()
                .Select(voter => $"{voter.Name}->{string.Join(",", voter.Value.EnumerateObject().Select(edge => $"{edge.Name}:{edge.Value.GetString()}"))}"));
            actual += " " + string.Join(" ", outcome.Distribution
                .Select(voter => $"{voter.Voter}->{string.Join(",", voter.Backing.Select(edge => $"{edge.Candidate}:{edge.Stake}"))}"));
        }

        return CaseOutcome.Compare(expected, actual);
    }

    private static IEnumerable<string> Strings(VectorValue owner, string key) =>
        owner.GetProperty(key).EnumerateArray().Select(value => value.GetString()!);
}
