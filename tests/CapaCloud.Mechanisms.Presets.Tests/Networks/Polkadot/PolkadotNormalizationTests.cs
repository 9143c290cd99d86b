using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Polkadot;

public sealed class PolkadotNormalizationTests
{
    [Property]
    public void Normalize_anyValues_addUpToTheTarget(byte[] drawn, ushort target)
    {
        UInt128[] values = [.. drawn.Select(value => (UInt128)value)];
        PolkadotNormalization.Normalize(values, target);
        Assert.True(values.Length == 0 || values.Aggregate(UInt128.Zero, (sum, value) => sum + value) == target);
    }

    /// <summary>sp-arithmetic, normalize_works_all_ge: which of three equals loses most depends on the order.</summary>
    [Fact]
    public void Normalize_equals_dependOnTheOrder()
    {
        UInt128[] values = [13, 13, 13, 10];
        PolkadotNormalization.Normalize(values, 40);
        Assert.Equal<UInt128[]>([12, 9, 9, 10], values);
    }

    [Fact]
    public void Normalize_valuesOverflow_isRefused() =>
        Assert.Throws<OverflowException>(() => PolkadotNormalization.Normalize([UInt128.MaxValue, 1], 1));
}
