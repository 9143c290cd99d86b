using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>By how much an outcome misses the core, and who would rather trade with the seller alone.</summary>
/// <remarks>
/// <code>Shortfall = max over groups C of bidders ( w(C) - sum over winners in C(value - payment) ) - revenue</code>
/// In base units: so much more could the seller take from the group, with every member as well off as before. Zero and nobody in the core.
/// </remarks>
public sealed record CoreGap
{
    /// <summary>Initializes a new instance of the <see cref="CoreGap"/> class.</summary>
    /// <param name="shortfall">By how much the group could pay more.</param>
    /// <param name="blockers">Who would trade in the group, in the order of their names.</param>
    [JsonConstructor]
    public CoreGap(Amount shortfall, ImmutableArray<ParticipantId> blockers) => (Shortfall, Blockers) = (shortfall, blockers.IsDefault ? [] : blockers);

    /// <summary>Gets by how much the group could pay more than the revenue.</summary>
    public Amount Shortfall { get; }

    /// <summary>Gets who would trade in the group, in the order of their names; empty in the core.</summary>
    public ImmutableArray<ParticipantId> Blockers { get; }

    /// <summary>Gets a value indicating whether no group would rather trade by itself.</summary>
    [JsonIgnore]
    public bool IsInCore => Shortfall.IsZero;

    /// <summary>Measures an outcome.</summary>
    /// <param name="lot">What was sold.</param>
    /// <param name="bids">The bids, in the order of the outcome's awards.</param>
    /// <param name="outcome">What became of them.</param>
    /// <returns>The gap.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="outcome"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not an award for each bid.</exception>
    /// <exception cref="BidRefusedException">A bid cannot take part.</exception>
    public static CoreGap Of(BundleLot lot, ReadOnlySpan<BundleBid> bids, BundleOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Awards.Length != bids.Length)
        {
            throw new ArgumentException(
                $"There are {Prose.Number(outcome.Awards.Length)} awards for {Prose.Count(bids.Length, "bid")}; expected one for each.", nameof(outcome));
        }

        BundleBook book = BundleBook.Of(lot, bids, seed: default);
        BigInteger[] surplus = new BigInteger[book.Bidders];
        for (int bid = 0; bid < book.Bids.Length; bid++)
        {
            BundleAward award = outcome.Awards[book.Places[bid]];
            surplus[book.BidderOf[bid]] += award.Won ? (BigInteger)book.Bids[bid].Value.Units - award.Payment.Units : BigInteger.Zero;
        }

        // Whoever is well off joins a group only if it is left no worse off: its bids count less by that.
        BigInteger[] values = [.. book.Values().Select((value, bid) => value - surplus[book.BidderOf[bid]])];
        (BigInteger best, int[] winning) = BestAssignment.Of(book, values, static _ => true);
        BigInteger gap = best - outcome.Revenue.Units;
        return gap.Sign <= 0
            ? new CoreGap(Amount.Zero, [])
            : new CoreGap(Amount.Of((UInt128)gap), [.. winning.Select(bid => book.Bids[bid].Bidder).Order()]);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"CoreGap {{ Shortfall = {Shortfall}, Blockers = {Prose.List(Blockers)}, IsInCore = {IsInCore} }}";

    /// <inheritdoc/>
    public bool Equals(CoreGap? other) => other is not null && Shortfall == other.Shortfall && Blockers.AsSpan().SequenceEqual(other.Blockers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Shortfall.GetHashCode() ^ Blockers.Length;
}
