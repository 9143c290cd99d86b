using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class EthereumHysteresisSuite : ConformanceSuite
{
    public override string File => "staking/ethereum_effective_balance_hysteresis.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("op") != "effective_balance_update")
        {
            return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }

        Amount increment = Read.Amount(item.Input("increment"));
        Amount step = increment.Multiply(1, Read.Word(item.Input("hysteresis_quotient")), Rounding.Down);
        EffectiveStake rule = new()
        {
            Increment = increment,
            DownwardMargin = step.Multiply(Read.Word(item.Input("downward_multiplier")), 1, Rounding.Down),
            UpwardMargin = step.Multiply(Read.Word(item.Input("upward_multiplier")), 1, Rounding.Down),
            Maximum = Read.Amount(item.Input("max_effective_balance")),
        };
        Amount effective = rule.Follow(Read.Amount(item.Input("effective_balance")), Read.Amount(item.Input("balance")));
        return Read.Compare(item, ("effective_balance", $"{effective}"));
    }
}
