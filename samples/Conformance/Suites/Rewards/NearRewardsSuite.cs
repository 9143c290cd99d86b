using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Near;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class NearRewardsSuite : ConformanceSuite
{
    public override string File => "staking/near_uptime_rewards.json";

    public override IReadOnlyList<string> Named => ["/inputs/validators"];

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        NearRewards rule = new()
        {
            Inflation = RewardCase.Rational(item.Input("infl")),
            Treasury = RewardCase.Rational(item.Input("treasury")),
            Lowest = RewardCase.Rational(item.Input("lo")),
            Sufficient = RewardCase.Rational(item.Input("hi")),
            EndorsementCutoff = item.OptionalInput("endorsementCutoffPercent") is { } cutoff ? uint.Parse(cutoff, CultureInfo.InvariantCulture) : null,
        };
        VectorProperty[] named = [.. item.Inputs.GetProperty("validators").EnumerateObject()];
        NearValidator[] validators = [.. named.Select(property => Validator(property.Value))];
        (BigInteger treasury, IReadOnlyList<BigInteger> rewards) = rule.Issue(
            RewardCase.Integer(item, "supply"), RewardCase.Integer(item, "dur"), RewardCase.Integer(item, "year"), validators);
        List<(string, string)> values = [("treasury", $"{treasury}"), .. named.Zip(rewards, (property, reward) => (property.Name, $"{reward}"))];
        values.Add(("total", $"{rewards.Aggregate(treasury, (sum, reward) => sum + reward)}"));
        return Read.Compare(item, [.. values]);
    }

    private static NearValidator Validator(VectorValue validator) => new(
        (UInt128)RewardCase.Integer(RewardCase.Text(validator, "stake")), Counts(validator, "blocks"), Counts(validator, "chunks"), Counts(validator, "endorsements"));

    private static (ulong Produced, ulong Expected) Counts(VectorValue validator, string key)
    {
        BigInteger[] counts = validator.TryGetProperty(key, out VectorValue list) ? RewardCase.Integers(list) : [0, 0];
        return ((ulong)counts[0], (ulong)counts[1]);
    }
}
