using System.Text.Json;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>Ethereum's shuffle: position by position, without shuffling the list.</summary>
internal sealed class SwapOrNotSuite : ConformanceSuite
{
    public override string File => "verification/swap-or-not-shuffle.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        Digest seed = Digest.Parse(item.Input("seedHex"));
        byte rounds = item.Inputs.GetProperty("rounds").GetByte();
        int[] list = [.. item.Inputs.GetProperty("list").EnumerateArray().Select(value => value.GetInt32())];
        if (list.Length != item.Inputs.GetProperty("listSize").GetInt32())
        {
            return new CaseOutcome.NotCovered($"a list of {list.Length} values said to have {item.Input("listSize")}");
        }

        int[] shuffled = new int[list.Length];
        for (int index = 0; index < list.Length; index++)
        {
            shuffled[SwapOrNotShuffle.Position(seed, (uint)index, (uint)list.Length, rounds)] = list[index];
        }

        string expected = string.Join(",", item.Expected.GetProperty("shuffled").EnumerateArray().Select((VectorValue value) => value.GetInt32()));
        return CaseOutcome.Compare(expected, string.Join(",", shuffled));
    }
}
