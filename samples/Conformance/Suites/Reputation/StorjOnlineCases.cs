using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Storj;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>The cases of Storj's online windows, in minutes; moved by a whole number of windows, because some are before minute 0.</summary>
internal static class StorjOnlineCases
{
    private const decimal Moved = 600;

    public static CaseOutcome Check(VectorCase item) => Figures.Has(item, "events") ? Events(item) : Merge(item);

    private static OnlineHistory Empty(VectorCase item, string? tracking = "trackingMinutes") => OnlineHistory.Empty(
        EpochSpan.Of((ulong)Figures.Number(item.Inputs, "windowMinutes")),
        tracking is null ? EpochSpan.Of(100_000) : EpochSpan.Of((ulong)Figures.Number(item.Inputs, tracking)));

    private static CaseOutcome Events(VectorCase item)
    {
        OnlineHistory history = Empty(item);
        List<decimal> scores = [];
        foreach (VectorValue audit in item.Inputs.GetProperty("events").EnumerateArray())
        {
            history = Add(history, audit);
            scores.Add(Figures.Value(history.Score));
        }

        return Figures.All(
            Figures.Compare(Figures.Numbers(item.Expected.GetProperty("scoreAfterEach")), scores, Figures.Tolerance(item)),
            CaseOutcome.Compare(item.Expect("lateEventForClosedWindowIsError"), RefusesLate(history) ? "true" : "false"));
    }

    private static bool RefusesLate(OnlineHistory history)
    {
        try
        {
            history.Add(Epoch.Of(1), isOnline: true);
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static CaseOutcome Merge(VectorCase item)
    {
        // The published scores of the two parts are those of all their windows; merging then drops what is too old.
        OnlineHistory history = Of("history", null);
        OnlineHistory added = Of("add", null);
        OnlineHistory merged = Empty(item).Merge(history).Merge(added);
        return Figures.All(
            Figures.Compare(
                new[] { "historyScore", "addScore", "mergedWindows", "mergedScore" }.Select(key => Figures.Number(item.Expected, key)),
                [Figures.Value(history.Score), Figures.Value(added.Score), merged.Windows.Length, Figures.Value(merged.Score)],
                Figures.Tolerance(item)),
            CaseOutcome.Compare(item.Expect("trackingPeriodFull"), merged.IsFull ? "true" : "false"));

        OnlineHistory Of(string key, string? tracking) => item.Inputs.GetProperty(key).EnumerateArray().Aggregate(Empty(item, tracking), Add);
    }

    private static OnlineHistory Add(OnlineHistory history, VectorValue audit) => history.Add(
        Epoch.Of((ulong)(Figures.Number(audit, "minute") + Moved)), audit.GetProperty("online").GetBoolean());
}
