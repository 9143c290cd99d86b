using System.Globalization;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>
/// Reads lists of integers, splits with ties to the lowest position (the rule of the published figures), writes lists.
/// </summary>
internal static class SplitCall
{
    public static UInt128[] Integers(VectorValue owner, string key) =>
        [.. owner.GetProperty(key).EnumerateArray().Select(item => UInt128.Parse(TextOf(item), CultureInfo.InvariantCulture))];

    public static string Texts(VectorValue owner, string key) =>
        string.Join(' ', owner.GetProperty(key).EnumerateArray().Select(TextOf));

    public static string Split(IRewardSplitter splitter, UInt128 pool, UInt128[] weights, string sign = "")
    {
        UInt128[] keys = [.. Enumerable.Range(0, weights.Length).Select(position => (UInt128)position)];
        Amount[] shares = new Amount[weights.Length];
        splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys(keys), shares);
        return string.Join(' ', shares.Select(share => share.IsZero ? "0" : $"{sign}{share}"));
    }

    private static string TextOf(VectorValue item) => item.Text();
}
