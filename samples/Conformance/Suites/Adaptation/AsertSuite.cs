using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.BitcoinCash;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>The difficulty of Bitcoin Cash.</summary>
internal sealed class AsertSuite : ConformanceSuite
{
    public override string File => "markets/asert.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        CompactTarget anchor = new(uint.Parse(item.Input("anchorBits")[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        if (anchor.Target != RewardCase.Integer(item, "anchorTarget"))
        {
            return new CaseOutcome.Mismatched(item.Input("anchorTarget"), $"{anchor.Target}");
        }

        AsertTarget rule = new(RewardCase.Word(item, "halfLife"), RewardCase.Word(item, "idealBlockTime"), RewardCase.Integer(item, "maxTarget"));
        var next = rule.Next(
            anchor.Target, RewardCase.Word(item, "anchorHeight"), Read.Signed(item.Input("anchorParentTime")), RewardCase.Word(item, "height"), Read.Signed(item.Input("time")));
        return Read.Compare(item, ("nextTarget", $"{next}"), ("nextBits", CompactTarget.Of(next).ToString()));
    }
}
