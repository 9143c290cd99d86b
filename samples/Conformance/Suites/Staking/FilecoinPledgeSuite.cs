using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

/// <summary>Filecoin's bond for new capacity, and the daily fee for what is held.</summary>
internal sealed class FilecoinPledgeSuite : ConformanceSuite
{
    public override string File => "staking/filecoin_fip0081_fip0100.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["initial_pledge_ramp /inputs/networkQaPower"] = "in every published case the network has far less power than the sector alone, and then the sector's counts",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "initial_pledge_ramp" => Pledge(item),
        "daily_proof_fee" => Fee(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
        null => new CaseOutcome.NotCovered("no operation"),
    };

    private static CaseOutcome Pledge(VectorCase item)
    {
        string[] target = item.Input("lockTarget").Split('/');
        Amount bond = FilecoinPledge.Initial(
            new FilecoinSectorPower(Number(item, "qaSectorPower"), Number(item, "networkQaPower"), Number(item, "baselinePower")),
            Read.Amount(item.Input("circulatingSupply")),
            new FilecoinMultiple(Read.Word(target[0]), Read.Word(target[1])),
            new FilecoinPledgeRamp(Read.Signed(item.Input("epochsSinceRampStart")), Read.Word(item.Input("rampDuration"))),
            Read.Amount(item.Input("storagePledge")));
        return CaseOutcome.Compare(item.Expected.GetString()!, bond.ToString());
    }

    /// <summary>The published fees are whole multiples of the first, up to seven units off the exact floor; the file states the tolerance.</summary>
    private static CaseOutcome Fee(VectorCase item)
    {
        Amount fee = FilecoinPledge.DailyFee(
            Read.Amount(item.Input("circulatingSupply")),
            Number(item, "qaPowerBytes"),
            (Number(item, "multiplierNum"), Number(item, "multiplierDenom")));
        return Markets.MarketCases.NearWhole(item, new Fractions.Fraction((BigInteger)fee.Units));
    }

    private static BigInteger Number(VectorCase item, string key) => BigInteger.Parse(item.Input(key), CultureInfo.InvariantCulture);
}
