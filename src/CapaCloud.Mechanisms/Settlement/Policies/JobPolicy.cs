using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The rules of jobs that requesters pay one by one, out of money they put in beforehand.</summary>
/// <remarks>
/// <code>
/// at award    open value * Cover.Gain &lt;= Cover.Coverage * bonded stake, this job included
/// bond        = ceiling(price * DisputeBond), reserved with the price
/// lateness    = epochs after the deadline / (Grace + 1)
/// shortfall   = 1 - floor((1 - reported shortfall) * (1 - lateness))
/// earned      = floor(price * min(1, Service(1 - shortfall)))
/// fee         = floor(earned * Fee)
/// provider    = earned - fee;   the requester has price - earned back, as a credit for what was not delivered
/// </code>
/// In base units. A wrong result is never paid. What a division loses goes to the requester, except the fee, whose fraction stays with the provider:
/// 5 % of 99 units is 4.
/// </remarks>
public sealed record JobPolicy
{
    /// <summary>Gets the classes of work: what a unit may be worth at most, and how long it takes.</summary>
    public required ImmutableArray<JobClass> Classes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets how much work a stake covers. All of it, whatever its value, when left out: a gain of zero.</summary>
    public CoverRule Cover { get; init; }

    /// <summary>Gets the network's part of what a provider earns. None when left out.</summary>
    public Proportion Fee { get; init; }

    /// <summary>Gets for how many epochs after its delivery a result can be judged or disputed; then it is paid. At least one.</summary>
    public required EpochSpan ReviewPeriod { get; init; }

    /// <summary>Gets for how many epochs after its deadline a result is still taken, for less. None when left out.</summary>
    public EpochSpan Grace { get; init; }

    /// <summary>Gets what part of the price a service earns, by how much of what was promised it delivered. In proportion when left out.</summary>
    public IRewardMultiplier Service { get; init; } = new LinearMultiplier(Ratio.Zero, Ratio.One);

    /// <summary>Gets what part of the price the provider gets when the requester calls the job off. Nothing when left out.</summary>
    public Proportion CancellationFee { get; init; }

    /// <summary>Gets for how many epochs a dispute can be ruled on. No disputes when left out.</summary>
    public EpochSpan RulingPeriod { get; init; }

    /// <summary>Gets what part of the price a requester risks with a dispute. None when left out.</summary>
    public Proportion DisputeBond { get; init; }

    /// <summary>Gets what part of what was earned goes back when nobody rules on a dispute. A half when left out.</summary>
    public Proportion NoRulingRefund { get; init; } = Proportion.Half;

    /// <summary>Finds a class.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The class, or null when there is none of that name.</returns>
    public JobClass? ClassOf(string? name)
    {
        foreach (JobClass item in Classes)
        {
            if (string.Equals(item.Name, name, StringComparison.Ordinal))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JobPolicy {{ Classes = {Prose.List(Classes)}, Cover = {Cover}, Fee = {Fee}, ReviewPeriod = {ReviewPeriod}, Grace = {Grace}, Service = {Service}, "
        + $"CancellationFee = {CancellationFee}, RulingPeriod = {RulingPeriod}, DisputeBond = {DisputeBond}, NoRulingRefund = {NoRulingRefund} }}";

    /// <inheritdoc/>
    public bool Equals(JobPolicy? other) =>
        other is not null
        && Cover == other.Cover
        && Fee == other.Fee
        && ReviewPeriod == other.ReviewPeriod
        && Grace == other.Grace
        && Service.Equals(other.Service)
        && CancellationFee == other.CancellationFee
        && RulingPeriod == other.RulingPeriod
        && DisputeBond == other.DisputeBond
        && NoRulingRefund == other.NoRulingRefund
        && Classes.AsSpan().SequenceEqual(other.Classes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => ReviewPeriod.GetHashCode() ^ Fee.GetHashCode() ^ Classes.Length;
}
