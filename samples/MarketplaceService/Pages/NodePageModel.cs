using CapaCloud.Mechanisms.Samples.MarketplaceService.Nodes;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Pages;

/// <summary>Everything that the page of a node shows.</summary>
public sealed record NodePageModel(NodeOutlook Outlook, Explanation? Last, IReadOnlyList<NodeEpoch> History, DateTimeOffset EpochEndsAt)
{
    public const int Epochs = 10;

    /// <summary>Gets what the last settled epoch came to, in one sentence.</summary>
    public string LastInWords => Last switch
    {
        null => "No epoch was settled since it joined.",
        { Slashed.IsZero: false } lost => $"In epoch {lost.Epoch} it was paid {Words.Units(lost.Paid)} and lost {Words.Units(lost.Slashed)} of its stake.",
        { Withheld.IsZero: false } waits => $"In epoch {waits.Epoch} it was paid {Words.Units(waits.Paid)}; {Words.Units(waits.Withheld)} wait for a ruling.",
        { } paid => $"In epoch {paid.Epoch} it was paid {Words.Units(paid.Paid)}.",
    };

    /// <summary>Gets how far the next penalty for missed duties is, in one sentence.</summary>
    public string PenaltyInWords => Outlook.Downtime switch
    {
        null => "No duty was measured in this epoch yet.",
        { CostNow.IsZero: false } due => $"{Words.Number(due.Missed)} of {Words.Number(due.Due)} duties were missed. If the epoch ended now, that would cost {Words.Units(due.CostNow)}.",
        { Headroom.IsUnlimited: true } far => $"{Words.Number(far.Missed)} of {Words.Number(far.Due)} duties were missed. Missing all that are left would cost nothing.",
        { } near => $"{Words.Number(near.Missed)} of {Words.Number(near.Due)} duties were missed. {Words.Headroom(near.Headroom)}",
    };

    /// <summary>Gets what one wrong result would cost, in one sentence.</summary>
    public string FaultInWords => Outlook is { WithOneWrongResult: { } wrong, IfTheEpochEndedNow: { } now }
        ? $"One wrong result would cost {Words.Units(wrong.Slashed - Amount.Min(wrong.Slashed, now.Slashed))} of stake and {Words.Units(now.Paid - Amount.Min(now.Paid, wrong.Paid))} of pay, and leave a score of {Words.Percent(wrong.Score)} instead of {Words.Percent(now.Score)}."
        : "What a wrong result would cost cannot be said before the epoch's beacon is known.";
}
