namespace CapaCloud.Mechanisms.Benchmarks.Rewards;

/// <summary>
/// The very operands of the Rust peer: 10^27 over a million weights of 40 bits from the same generator and seed.
/// </summary>
internal static class SplitOperands
{
    public const int Claims = 1_000_000;

    public static Amount Pool { get; } = Amount.Of((UInt128)1_000_000_000_000_000_000 * 1_000_000_000);

    public static UInt128[] Weights()
    {
        ulong state = 12_345;
        UInt128[] weights = new UInt128[Claims];
        for (int claim = 0; claim < Claims; claim++)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            weights[claim] = (state >> 24) + 1;
        }

        return weights;
    }

    public static UInt128[] Keys() => [.. Enumerable.Range(0, Claims).Select(claim => (UInt128)claim)];
}
