using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.GpuCluster;

/// <summary>Millionths of a dollar, for people.</summary>
internal static class Money
{
    public static double Dollars(Amount amount) => (double)amount.Units / 1e6;

    public static string Text(Amount amount) => string.Create(CultureInfo.InvariantCulture, $"{Dollars(amount):N2}");

    public static string Exact(Amount amount) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)amount.Units / 1_000_000m:N6}");
}
