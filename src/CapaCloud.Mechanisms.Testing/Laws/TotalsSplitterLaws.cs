using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// The laws of <see cref="ITotalsSplitter"/>: those of a splitter, and that one claim computed alone gets what it gets among
/// all.
/// </summary>
/// <remarks>No formula.</remarks>
public static class TotalsSplitterLaws
{
    /// <summary>Returns the laws that a splitter must keep.</summary>
    /// <param name="splitter">The splitter.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(ITotalsSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        return
        [
            .. RewardSplitterLaws.For(splitter),
            Law.Of(
                "alone-equals-together",
                "a share computed from the totals equals the share of the whole split",
                SplitCase.Arbitrary,
                item => item.Split(splitter).AsSpan().SequenceEqual(
                    [.. item.Weights.Select(weight => splitter.Share(Amount.Of(item.Pool), weight, item.Total).Units)])),
        ];
    }
}
